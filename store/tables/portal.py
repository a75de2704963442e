"""The tables of the national portal's own answers: reads side by side; nothing is ever changed."""

import sqlalchemy as sa

from core.portal import LONGEST_NAME
from store.schema import Moment, metadata

portal_reads = sa.Table(
    "portal_reads",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("file_sha256", sa.String(64), sa.ForeignKey("files.sha256"), nullable=False),
    sa.Column("file_name", sa.String(300), nullable=False),
    sa.Column("answer", sa.String(10), nullable=False),
    # Blank: the provinces of the country.
    sa.Column("scope", sa.String(64), nullable=False),
    sa.Column("scope_name", sa.String(LONGEST_NAME), nullable=False),
    sa.Column("period", sa.String(10), nullable=False),
    sa.Column("read_at", Moment, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
)

portal_values = sa.Table(
    "portal_values",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("read_id", sa.ForeignKey("portal_reads.id"), nullable=False, index=True),
    sa.Column("code", sa.String(40), nullable=False),
    sa.Column("department_id", sa.String(64), nullable=False),
    sa.Column("name", sa.String(LONGEST_NAME), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("item", sa.String(100), nullable=False),
    # NULL = missing; a score of 0 is a score.
    sa.Column("score", sa.Double),
    sa.Column("max_score", sa.Double),
    sa.Column("numerator", sa.Double),
    sa.Column("denominator", sa.Double),
    # The portal's remark on the quality of the figure; blank where it has none.
    sa.Column("flag", sa.String(100), nullable=False),
)
