"""The tables of yearly indices: results by import; nothing is ever changed."""

import sqlalchemy as sa

from core.indices import LONGEST
from store.schema import Moment, metadata

index_imports = sa.Table(
    "index_imports",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("file_sha256", sa.String(64), sa.ForeignKey("files.sha256"), nullable=False),
    sa.Column("file_name", sa.String(300), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
)

index_results = sa.Table(
    "index_results",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("import_id", sa.ForeignKey("index_imports.id"), nullable=False, index=True),
    sa.Column("row", sa.Integer, nullable=False),
    sa.Column("index_name", sa.String(LONGEST["index"]), nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("place", sa.String(LONGEST["place"]), nullable=False),
    # Blank: the index as a whole.
    sa.Column("component", sa.String(LONGEST["component"]), nullable=False),
    # NULL = missing; a score of 0 is a score.
    sa.Column("score", sa.Double),
    sa.Column("max_score", sa.Double),
    sa.Column("rank", sa.Integer),
    sa.Column("rank_of", sa.Integer),
    sa.Column("source", sa.Text, nullable=False),
)
