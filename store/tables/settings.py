"""What a province decides for itself. An entry is never changed: the newest of a name holds."""

import sqlalchemy as sa

from store.schema import Moment, metadata

settings = sa.Table(
    "settings",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(60), nullable=False, index=True),
    sa.Column("value", sa.JSON, nullable=False),
    # The document it rests on, in its own words; blank where nobody named one.
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
)
