"""Time columns of a source, and the days of a month as bounds: always without a time zone, always Vietnam's."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

from core.periods import HANOI, Period

# Vietnam's distance from UTC. It has no summer time, so a constant shift of the bounds is exact.
_AHEAD_OF_UTC = dt.timedelta(hours=7)


class Moment(sa.TypeDecorator[dt.datetime]):
    """A time without a zone, compared as each database compares its own.

    SQLite keeps times as text and compares them letter by letter, so a bound is written as short as it can be:
    “2026-10-01” is not after “2026-10-01 00:00:00”, “2026-10-01T00:00” or “2026-10-01 00:00:00.000000”.
    SQLAlchemy's own “2026-10-01 00:00:00.000000” is after the first two, and midnight would be in September.
    """

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(sa.String() if dialect.name == "sqlite" else sa.DateTime())

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        if isinstance(value, str):
            try:
                value = dt.datetime.fromisoformat(value)
            except ValueError:
                return None  # a column of SQLite may contain any text
        if isinstance(value, dt.datetime):
            return value.astimezone(HANOI).replace(tzinfo=None) if value.tzinfo else value
        return None if value is None else dt.datetime.combine(value, dt.time())


def midnight(day: dt.date, *, utc: bool) -> dt.datetime:
    """The moment at which `day` begins in Vietnam, as a source that keeps local time or UTC writes it."""
    start = dt.datetime.combine(day, dt.time())
    return start - _AHEAD_OF_UTC if utc else start


def days_of(month: Period, *, utc: bool) -> list[dt.datetime]:
    """The beginnings of the month's days, and of the day after its last: n + 1 bounds of n days."""
    count = (month.end - month.start).days + 2
    return [midnight(month.start + dt.timedelta(days=number), utc=utc) for number in range(count)]


def in_vietnam(moment: Any, *, utc: bool) -> Any:
    """A moment of a source that keeps local time or UTC, as Vietnam writes it; None stays None."""
    return moment + _AHEAD_OF_UTC if moment is not None and utc else moment
