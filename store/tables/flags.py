"""The table of explanations: what a unit, or the secretariat, says of a number that was flagged."""

import sqlalchemy as sa

from store.schema import Moment, metadata

# Appended to, never changed: the newest of a unit's month and test counts.
flag_explanations = sa.Table(
    "flag_explanations",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("unit_code", sa.String(40), nullable=False),
    sa.Column("month", sa.Date, nullable=False, index=True),
    sa.Column("test", sa.String(40), nullable=False),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
)
