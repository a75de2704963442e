"""The table of reminders about tasks; what happened to tasks is in the journal."""

import sqlalchemy as sa

from store.schema import Moment, metadata

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
