"""The tables of cohorts and commitments: each is its code and what happened to it; nothing is ever changed."""

import sqlalchemy as sa

from store.schema import Moment, metadata

cohorts = sa.Table(
    "cohorts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("code", sa.String(40), nullable=False, unique=True),
)

cohort_events = sa.Table(
    "cohort_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("cohort_id", sa.ForeignKey("cohorts.id"), nullable=False, index=True),
    sa.Column("event", sa.String(30), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    # The definition, whole.
    sa.Column("details", sa.JSON(none_as_null=True)),
)

commitments = sa.Table(
    "commitments",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("code", sa.String(40), nullable=False, unique=True),
)

commitment_events = sa.Table(
    "commitment_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("commitment_id", sa.ForeignKey("commitments.id"), nullable=False, index=True),
    sa.Column("event", sa.String(30), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    # Of signed: the promise. Of withdrawn NULL.
    sa.Column("details", sa.JSON(none_as_null=True)),
    # The paper, kept as its bytes.
    sa.Column("file_sha256", sa.String(64), sa.ForeignKey("files.sha256")),
    sa.Column("file_name", sa.String(300), nullable=False),
)
