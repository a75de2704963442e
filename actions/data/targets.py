"""A province's targets: what a measure should reach from a month on, by which document."""

import datetime as dt
import re

from actions.data.sourced import LONGEST, source_of
from actions.data.target_entries import Entered, before, entered, put
from core.errors import DashboardError, UnknownUnitError
from core.periods import Period, month_with, parse_month
from core.units import RANKED_KINDS, UnitKind
from core.viewer import Viewer
from metrics.rates.measures import Measure
from metrics.rates.measures import measure as measure_of
from store import publications, units
from store.database import Connection

_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,4})?")


class TargetValueError(DashboardError):
    """A value that no measure of this kind can reach."""

    key = "error.target_value"


class NoTargetError(DashboardError):
    """The province has entered no target of this measure from this month on."""

    key = "error.no_target"


class NothingToEndError(DashboardError):
    """Neither the kind nor the unit has a target of its own that holds until this month."""

    key = "error.target_nothing_to_end"


class UnitNotRankedError(DashboardError):
    """The unit is the province, which has no target of its own beside the one for all."""

    key = "error.target_unit_not_ranked"


class UnitEndedError(DashboardError):
    """The unit is no more when its target would begin."""

    key = "error.target_unit_ended"


def value_of(text: str) -> float:
    """The number somebody typed: 97,5 or 97.5 or 97,5 %.

    Raises:
        TargetValueError: it is none.
    """
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise TargetValueError(value=text.strip()[:LONGEST])
    return float(plain)


def in_range(asked: Measure, value: float) -> None:
    """
    Raises:
        TargetValueError: no share between 0 and 100, or no number of days above 0.
    """
    if not (0 <= value <= 100 if asked.unit == "percent" else 0 < value < 1000):
        raise TargetValueError(value=f"{value:g}")


def set_target(
    connection: Connection,
    viewer: Viewer,
    measure: str,
    begin: str,
    value: float,
    *,
    kind: UnitKind | None = None,
    unit: str = "",
    source: str,
    at: dt.datetime,
) -> None:
    """Enter a target, which holds for what is published from now on; one audit line. The same again changes nothing.

    Versions that are published keep the targets they were published with.

    Args:
        begin: the month from which it holds, such as 2027-01.
        kind: the units for which it goes before the target for all; None for all.
        unit: the one unit for which it goes before those for its kind and for all; blank
            for all of the kind.
        source: the document that says so.

    Raises:
        NotAllowedError: the viewer may not decide settings.
        UnknownMeasureError, BadPeriodError: there is no such measure, or that is no month.
        TargetValueError: no share between 0 and 100, or no number of days above 0.
        SourceNeededError, TooLongError: no source, or too long a one.
        UnknownUnitError, UnitNotRankedError, UnitEndedError: no such unit; the province; ended by that month.
    """
    viewer.must("structure")
    asked, month = measure_of(measure), parse_month(begin)
    in_range(asked, value)
    if unit:
        _must_exist(connection, unit, month)
    about = (asked.id, None if unit else kind, unit, month)
    why = source_of(source)
    put(connection, viewer.who, about, Entered(value, why), at=at, why=why)


def remove_target(
    connection: Connection,
    viewer: Viewer,
    measure: str,
    begin: str,
    *,
    kind: UnitKind | None = None,
    unit: str = "",
    source: str,
    at: dt.datetime,
) -> None:
    """Take an entered target back; what held before it holds again. One audit line.

    Raises:
        NotAllowedError, UnknownMeasureError, BadPeriodError, SourceNeededError, TooLongError: see `set_target`.
        NoTargetError: the province has entered none for this month.
    """
    viewer.must("structure")
    asked, month, source = measure_of(measure), parse_month(begin), source_of(source)
    about = (asked.id, None if unit else kind, unit, month)
    if entered(connection, about) is None:
        raise NoTargetError(measure=asked.title.model_dump(), month=month.code)
    put(connection, viewer.who, about, None, at=at, why=source)


def end_target(
    connection: Connection,
    viewer: Viewer,
    measure: str,
    begin: str,
    *,
    kind: UnitKind | None = None,
    unit: str = "",
    source: str,
    at: dt.datetime,
) -> None:
    """From `begin` on the common target holds again for the unit, or for the kind; one audit line.

    The months before keep their own. It is taken back by `remove_target` of that month.

    Raises:
        NotAllowedError, UnknownMeasureError, BadPeriodError, SourceNeededError, TooLongError: see `set_target`.
        NothingToEndError: no target of its own holds until that month.
    """
    viewer.must("structure")
    asked, month, why = measure_of(measure), parse_month(begin), source_of(source)
    about = (asked.id, None if unit else kind, unit, month)
    if not (unit or kind) or before(connection, about) is None:
        raise NothingToEndError(measure=asked.title.model_dump(), month=month.code)
    put(connection, viewer.who, about, Entered(None, why), at=at, why=why)


def unchanged_months(connection: Connection, begin: Period) -> list[Period]:
    """The published months from `begin` on: they keep their targets until they are published again."""
    months = publications.newest(connection)["period_start"]
    return [month_with(day) for day in months if day >= begin.start]


def _must_exist(connection: Connection, code: str, month: Period) -> None:
    unit = next((each for each in units.everything(connection) if each.code == code), None)
    if unit is None:
        raise UnknownUnitError(code=code)
    name = {"vi": unit.name, "en": unit.name_en or unit.name}
    if unit.kind not in RANKED_KINDS:
        raise UnitNotRankedError(unit=name)
    if unit.valid_to is not None and unit.valid_to < month.start:
        raise UnitEndedError(unit=name, day=unit.valid_to, month=month.code)
