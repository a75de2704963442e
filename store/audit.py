"""The audit trail: one row for every deed."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.core import audit_events


def append(connection: Connection, *, at: dt.datetime, who: str, deed: str, about: str, **details: Any) -> None:
    connection.execute(sa.insert(audit_events).values(at=at, who=who, deed=deed, about=about, details=details))
