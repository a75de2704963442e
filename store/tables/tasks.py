"""The tables of tasks: a task is its code and what happened to it; nothing is ever changed."""

import sqlalchemy as sa

from store.schema import Moment, metadata

tasks = sa.Table(
    "tasks",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("code", sa.String(40), nullable=False, unique=True),
)

task_events = sa.Table(
    "task_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("task_id", sa.ForeignKey("tasks.id"), nullable=False, index=True),
    sa.Column("event", sa.String(30), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    # Of drafted and edited: what is asked for, whole. Of the others NULL.
    sa.Column("details", sa.JSON(none_as_null=True)),
    # Of an extension: the day asked for or granted.
    sa.Column("deadline", sa.Date),
    # The product or a paper beside it, kept as its bytes.
    sa.Column("file_sha256", sa.String(64), sa.ForeignKey("files.sha256")),
    sa.Column("file_name", sa.String(300), nullable=False),
)

# One row for every letter that went out; `day` is the ladder's, so a deadline that moved reminds anew.
reminders_sent = sa.Table(
    "reminders_sent",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    # A task's code; blank for the weekly digest.
    sa.Column("about", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(30), nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("recipient", sa.String(300), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.UniqueConstraint("about", "kind", "day", "recipient"),
)
