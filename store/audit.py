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


def versions_told(connection: Connection) -> dict[tuple[str, int], str]:
    """The code of every version that the trail tells of, by (2026-08, number); blank where it was told without one."""
    deeds = audit_events.c.deed.in_(["publish", "import_and_publish"])
    found: dict[tuple[str, int], str] = {}
    for about, details in connection.execute(sa.select(audit_events.c.about, audit_events.c.details).where(deeds)):
        # A line that somebody changed tells of nothing: its version is then one that no line tells of.
        if not isinstance(details, dict) or not {"versions", "version"} & details.keys():
            continue
        numbers = details.get("versions", {about: details.get("version")})
        codes = details.get("codes", {about: details.get("code")})
        found |= {(month, number): codes.get(month) or "" for month, number in numbers.items()}
    return found
