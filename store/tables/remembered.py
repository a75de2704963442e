"""What a province has said of its own tables and of names in them. An entry is never changed: the newest holds."""

import sqlalchemy as sa

from store.schema import Moment, metadata

table_mappings = sa.Table(
    "table_mappings",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("fingerprint", sa.String(64), nullable=False, index=True),
    sa.Column("height", sa.Integer, nullable=False),
    # [[caption, field or null], …], one a column; [] where the mapping is removed.
    sa.Column("columns", sa.JSON, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
)

row_answers = sa.Table(
    "row_answers",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    # The label as it is compared, and as the file writes it.
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    # unit: the row is `unit_code`; left_out: it is left out for `reason`; removed: nothing is said any more.
    sa.Column("answer", sa.String(20), nullable=False),
    sa.Column("unit_code", sa.String(40), nullable=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
)
