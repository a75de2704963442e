"""The audit trail: one row for every deed."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.state import advance
from store.tables.core import audit_events


def append(connection: Connection, *, at: dt.datetime, who: str, deed: str, about: str, **details: Any) -> None:
    written = sa.insert(audit_events).values(at=at, who=who, deed=deed, about=about, details=details)
    number: int = connection.execute(written.returning(audit_events.c.id)).scalar_one()
    advance(connection, deed, number)
