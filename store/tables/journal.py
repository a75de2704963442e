"""The journal: everything that happened to tasks, cohorts, commitments, flagged numbers, criteria of yearly indices,
notes on series and meetings.

Rows are added, never changed: what a thing is now follows from what happened to it.
"""

import sqlalchemy as sa

from store.schema import Moment, metadata

journal = sa.Table(
    "journal",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    # task, cohort, commitment, flag, criterion, annotation, meeting; see `store.journal.Entity`.
    sa.Column("entity", sa.String(20), nullable=False),
    # The code people use: NV-2026-014, NTD-2026-01; for a criterion, its whole name.
    sa.Column("code", sa.String(700), nullable=False),
    # Its first event is 1. Two deeds that know the same past cannot both add the next one.
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("event", sa.String(30), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    # The details, such as what was asked for, promised or answered, in the format of the entity's own module.
    sa.Column("details", sa.JSON(none_as_null=True)),
    # A product or a paper, kept as its bytes.
    sa.Column("file_sha256", sa.String(64), sa.ForeignKey("files.sha256")),
    sa.Column("file_name", sa.String(300), nullable=False),
    sa.UniqueConstraint("entity", "code", "number"),
)
