"""A province's own settings: its name, the day its reporting month closes, its targets."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.settings import settings

PROVINCE, CLOSING_DAY, TARGET = "province", "closing_day", "target"


@dataclass(frozen=True)
class Entry:
    """One decision, and who entered it on which basis."""

    name: str
    value: dict[str, Any]
    source: str
    at: dt.datetime
    who: str


def put(connection: Connection, name: str, value: dict[str, Any], *, source: str, at: dt.datetime, who: str) -> None:
    """Add an entry, which from now on holds."""
    connection.execute(sa.insert(settings).values(name=name, value=value, source=source, at=at, who=who))


def entries(connection: Connection, name: str) -> list[Entry]:
    """Every entry of a name, the newest first."""
    query = sa.select(settings).where(settings.c.name == name).order_by(settings.c.id.desc())
    return [Entry(row.name, row.value, row.source, row.at, row.who) for row in connection.execute(query)]


def newest(connection: Connection, name: str) -> dict[str, Any] | None:
    """The value that holds; None where nobody has decided."""
    found = entries(connection, name)
    return found[0].value if found else None


def closing_day(connection: Connection) -> int | None:
    """The last day of the reporting month, such as 14; None for the calendar's."""
    day: int | None = (newest(connection, CLOSING_DAY) or {}).get("day")
    return day


def targets(connection: Connection) -> tuple[tuple[str, str, float | None, str, dt.datetime], ...]:
    """(measure, from month, value, source, when) of every target that was entered, oldest first; a value of None takes
    the entry of that month back. As `metrics.in_force.settings_of` reads them."""
    return tuple(
        (each.value["measure"], each.value["from"], each.value["value"], each.source, each.at)
        for each in reversed(entries(connection, TARGET))
    )
