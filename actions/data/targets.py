"""A province's targets: what a measure should reach from a month on, by which document."""

import datetime as dt
import re

from core.errors import DashboardError, ReasonNeededError, TooLongError
from core.periods import Period, month_with, parse_month
from core.viewer import Viewer
from metrics.rates.measures import measure as measure_of
from store import audit, publications, settings
from store.database import Connection

LONGEST = 300
_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,4})?")


class TargetValueError(DashboardError):
    """A value that no measure of this kind can reach."""

    key = "error.target_value"


class SourceNeededError(ReasonNeededError):
    """The document that says so is not named."""

    key = "error.source_needed"


class NoTargetError(DashboardError):
    """The province has entered no target of this measure from this month on."""

    key = "error.no_target"


def value_of(text: str) -> float:
    """The number somebody typed: 97,5 or 97.5 or 97,5 %.

    Raises:
        TargetValueError: it is none.
    """
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise TargetValueError(value=text.strip()[:LONGEST])
    return float(plain)


def set_target(
    connection: Connection,
    viewer: Viewer,
    measure: str,
    begin: str,
    value: float,
    *,
    source: str,
    at: dt.datetime,
) -> None:
    """Enter a target, which holds for what is published from now on; one audit line. The same again changes nothing.

    Versions that are published keep the targets they were published with.

    Args:
        begin: the month from which it holds, such as 2027-01.
        source: the document that says so.

    Raises:
        NotAllowedError: the viewer may not decide settings.
        UnknownMeasureError, BadPeriodError: there is no such measure, or that is no month.
        TargetValueError: no share between 0 and 100, or no number of days above 0.
        SourceNeededError, TooLongError: no source, or too long a one.
    """
    viewer.must("structure")
    asked, month, source = measure_of(measure), parse_month(begin), " ".join(source.split())
    if not (0 <= value <= 100 if asked.unit == "percent" else 0 < value < 1000):
        raise TargetValueError(value=f"{value:g}")
    if not source:
        raise SourceNeededError
    if len(source) > LONGEST:
        raise TooLongError(length=len(source), limit=LONGEST)
    _put(connection, viewer, asked.id, month, value, source=source, at=at)


def remove_target(
    connection: Connection, viewer: Viewer, measure: str, begin: str, *, source: str, at: dt.datetime
) -> None:
    """Take an entered target back; what held before it holds again. One audit line.

    Raises:
        NotAllowedError, UnknownMeasureError, BadPeriodError, SourceNeededError: see `set_target`.
        NoTargetError: the province has entered none for this month.
    """
    viewer.must("structure")
    asked, month = measure_of(measure), parse_month(begin)
    if not source.strip():
        raise SourceNeededError
    if _entered(connection, asked.id, month) is None:
        raise NoTargetError(measure=asked.title.model_dump(), month=month.code)
    _put(connection, viewer, asked.id, month, None, source=" ".join(source.split())[:LONGEST], at=at)


def unchanged_months(connection: Connection, begin: Period) -> list[Period]:
    """The published months from `begin` on: they keep their targets until they are published again."""
    months = publications.newest(connection)["period_start"]
    return [month_with(day) for day in months if day >= begin.start]


def _entered(connection: Connection, measure: str, month: Period) -> tuple[float, str] | None:
    found: tuple[float, str] | None = None
    for name, begin, value, source, _ in settings.targets(connection):
        if (name, begin) == (measure, month.code):
            found = None if value is None else (value, source)
    return found


def _put(
    connection: Connection,
    viewer: Viewer,
    measure: str,
    month: Period,
    value: float | None,
    *,
    source: str,
    at: dt.datetime,
) -> None:
    before = _entered(connection, measure, month)
    if value is not None and before == (value, source):
        return
    entry = {"measure": measure, "from": month.code, "value": value}
    settings.put(connection, settings.TARGET, entry, source=source, at=at, who=viewer.who)
    audit.append(
        connection,
        at=at,
        who=viewer.who,
        deed="set_target",
        about=f"{measure} {month.code}",
        value=value,
        before=before[0] if before else None,
        source=source,
    )
