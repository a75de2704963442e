"""The tables of staff lists: each list is complete, and the newest one is in use."""

import sqlalchemy as sa

from store.schema import Moment, metadata

staff_lists = sa.Table(
    "staff_lists",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("file_sha256", sa.ForeignKey("files.sha256"), nullable=False),
    sa.Column("file_name", sa.String(300), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
)

posts = sa.Table(
    "posts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("list_id", sa.ForeignKey("staff_lists.id"), nullable=False, index=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("unit_code", sa.String(40), nullable=False),
    sa.Column("position", sa.String(300), nullable=False),
    sa.Column("since", sa.Date),
    sa.Column("until", sa.Date),
)
