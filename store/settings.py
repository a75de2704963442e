"""A province's own settings: its name, the day its reporting month closes, its targets, its days of delivery and of
reminders, what a task must make clear, the points of its own index."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.tasks import Reminded
from core.units import UnitKind
from store.tables.settings import settings

PROVINCE, CLOSING_DAY, TARGET, DELIVERY_DAY = "province", "closing_day", "target", "delivery_day"
REMINDER, CLARITIES, WEIGHTS, CODED_ROLES = "reminder", "clarities", "weights", "second_factor_roles"


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


def how_many(connection: Connection) -> int:
    """How many decisions were ever entered: it grows with each."""
    return connection.scalar(sa.select(sa.func.count()).select_from(settings)) or 0


def closing_day(connection: Connection) -> int | None:
    """The last day of the reporting month, such as 14; None for the calendar's."""
    day: int | None = (newest(connection, CLOSING_DAY) or {}).get("day")
    return day


def targets(
    connection: Connection,
) -> tuple[tuple[str, UnitKind | None, str, str, float | None, bool, str, dt.datetime], ...]:
    """(measure, kind or None, unit or blank, from month, value, ended, source, when) of every target that was entered,
    oldest first; a value of None takes the entry of that month back, unless it is ended: then the common target holds
    again. As `metrics.in_force.settings_of` reads them."""
    return tuple(
        (
            each.value["measure"],
            each.value.get("kind"),
            each.value.get("unit", ""),
            each.value["from"],
            each.value["value"],
            each.value.get("ended", False),
            each.source,
            each.at,
        )
        for each in reversed(entries(connection, TARGET))
    )


def delivery_days(connection: Connection) -> tuple[tuple[str, str, int | None, str, dt.datetime], ...]:
    """(delivery, from month, day, source, when) of every day of delivery that was entered, oldest first; a day of None
    takes the entry of that month back. As `metrics.in_force.settings_of` reads them."""
    return tuple(
        (each.value["delivery"], each.value["from"], each.value["day"], each.source, each.at)
        for each in reversed(entries(connection, DELIVERY_DAY))
    )


def reminders(connection: Connection) -> tuple[tuple[str, str, tuple[Reminded, ...] | None, str, dt.datetime], ...]:
    """(occasion, from month, to whom, source, when) of every rule of reminding that was entered, oldest first; “to
    whom” of None takes the entry of that month back. As `metrics.tasks.ladder.ladder_of` reads them."""
    return tuple(
        (
            each.value["when"],
            each.value["from"],
            None if each.value["to"] is None else tuple(each.value["to"]),
            each.source,
            each.at,
        )
        for each in reversed(entries(connection, REMINDER))
    )


def clarities(connection: Connection) -> tuple[tuple[str, tuple[str, ...] | None, str, dt.datetime], ...]:
    """(from month, clarities, source, when) of every set of them that was entered, oldest first; clarities of None
    take the entry of that month back. As `metrics.tasks.clarity.set_on` reads them."""
    return tuple(
        (
            each.value["from"],
            None if each.value["clarities"] is None else tuple(each.value["clarities"]),
            each.source,
            each.at,
        )
        for each in reversed(entries(connection, CLARITIES))
    )


def weights(
    connection: Connection,
) -> tuple[tuple[str, str, tuple[tuple[str, float], ...] | None, str, dt.datetime], ...]:
    """(score, from month, points by indicator, source, when) of every set of points that was entered, oldest first;
    points of None take the entry of that month back. As `metrics.in_force.settings_of` reads them."""
    return tuple(
        (
            each.value["score"],
            each.value["from"],
            None if each.value["points"] is None else tuple(each.value["points"].items()),
            each.source,
            each.at,
        )
        for each in reversed(entries(connection, WEIGHTS))
    )


def coded_roles(connection: Connection) -> frozenset[str]:
    """The roles that an administrator has said ask for a second factor."""
    # Every request asks: one row, however many there were.
    query = sa.select(settings.c.value).where(settings.c.name == CODED_ROLES).order_by(settings.c.id.desc()).limit(1)
    return frozenset((connection.scalar(query) or {}).get("roles", ()))
