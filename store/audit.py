"""The audit trail: one row for every deed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store import chain
from store.state import advance
from store.tables.core import audit_events


def append(connection: Connection, *, at: dt.datetime, who: str, deed: str, about: str, **details: Any) -> None:
    """Write the line of a deed, as the last thing that the deed writes: the line proves what came before it."""
    _add(connection, (at, who, deed, about), details, covers=True)


def append_read(connection: Connection, *, at: dt.datetime, who: str, deed: str, about: str, **details: Any) -> None:
    """Write the line of a read. It wrote nothing, so it speaks for no row: one that no deed has written stays seen."""
    _add(connection, (at, who, deed, about), details, covers=False)


def _add(
    connection: Connection, said: tuple[dt.datetime, str, str, str], details: dict[str, Any], *, covers: bool
) -> None:
    at, who, deed, about = said
    # As PostgreSQL keeps them; a line is proved by what can be read of it.
    who, about = who.replace("\0", ""), about.replace("\0", "")
    chained = chain.link(connection, at=at, who=who, deed=deed, about=about, details=details, covers=covers)
    values = {"at": at, "who": who, "deed": deed, "about": about, "details": details, **chained}
    line = sa.insert(audit_events).values(values)
    number: int = connection.execute(line.returning(audit_events.c.id)).scalar_one()
    advance(connection, deed, number)


_PUBLISHING = ("publish", "import_and_publish", "withdraw")


@dataclass(frozen=True)
class Told:
    """What the audit trail tells of the publication of a version."""

    code: str
    """Blank where it was told without one."""
    who: str
    at: dt.datetime
    note: str | None
    """None where it was told without one."""


def versions_told(connection: Connection) -> dict[tuple[str, int], Told]:
    """Every version that the trail tells of, by (2026-08, number)."""
    trail = audit_events.c
    query = sa.select(trail.about, trail.details, trail.who, trail.at)
    found: dict[tuple[str, int], Told] = {}
    for about, details, who, at in connection.execute(query.where(trail.deed.in_(_PUBLISHING))):
        # A line that somebody changed tells of nothing: its version is then one that no line tells of.
        if not isinstance(details, dict) or not {"versions", "version"} & details.keys():
            continue
        numbers = details.get("versions", {about: details.get("version")})
        codes = details.get("codes", {about: details.get("code")})
        for month, number in numbers.items():
            found[month, number] = Told(codes.get(month) or "", who, at, details.get("note"))
    return found
