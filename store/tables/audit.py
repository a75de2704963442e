"""The audit trail."""

import sqlalchemy as sa

from store.schema import Moment, metadata

# One line for every deed. Its newest id is the data version that caches are keyed by.
audit_events = sa.Table(
    "audit_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
    sa.Column("deed", sa.String(60), nullable=False),
    sa.Column("about", sa.String(300), nullable=False),
    sa.Column("details", sa.JSON, nullable=False),
    # The chain, see `store.chain`; NULL in lines from before there was one.
    sa.Column("after", sa.Integer),
    sa.Column("upto", sa.JSON),
    sa.Column("wrote", sa.JSON),
    sa.Column("key", sa.String(12)),
    sa.Column("mac", sa.String(64)),
)
