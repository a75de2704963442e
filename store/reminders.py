"""Which reminders went out."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.reminders import reminders_sent

Sent = tuple[str, str, dt.date, str]
"""(about, kind, day, recipient)."""


def already(connection: Connection, letter: Sent) -> bool:
    about, kind, day, recipient = letter
    table = reminders_sent.c
    query = sa.select(table.id).where(
        table.about == about, table.kind == kind, table.day == day, table.recipient == recipient
    )
    return connection.scalar(query) is not None


def sent(connection: Connection, letter: Sent, *, at: dt.datetime) -> None:
    about, kind, day, recipient = letter
    connection.execute(sa.insert(reminders_sent).values(about=about, kind=kind, day=day, recipient=recipient, at=at))
