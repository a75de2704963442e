"""One unit's months as counted then, or converted to the units of today."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import pandas as pd

from core.caching import cached
from core.counts import COUNT_NAMES
from core.periods import Period
from core.units import Succession, Unit
from metrics.units import lineage
from reports.published import Published

By = Literal["then", "today"]


@dataclass(frozen=True)
class Break:
    """A day on which the unit took over from others, or others from it."""

    on: dt.date
    before: tuple[Unit, ...] = ()
    """Its predecessors, and itself where it existed before; none on the day it ended."""
    share: float = 1.0
    """The share of its predecessor's dossiers that it got; the smallest, where there are several."""
    basis: str = ""
    after: tuple[Unit, ...] = ()
    """The units that replaced it."""


@dataclass(frozen=True, eq=False)
class Line:
    """A unit's counts by month."""

    counts: pd.DataFrame
    """(month, …counts, summed, estimated) by month, one row for each month it is due; NaN = not reported."""
    breaks: tuple[Break, ...]
    """In order."""
    goes_on: bool
    """Whether the series continues beyond the unit's own end."""


def line_then(data: Published, unit: Unit) -> Line:
    """The unit's own months, as they are published."""
    months = [month for month in reversed(data.all_months()) if data.lists.in_force_in(unit.code, month)]
    own = data.counts[data.counts["unit_code"].eq(unit.code)].set_index("month")[list(COUNT_NAMES)]
    stamps = pd.DatetimeIndex([pd.Timestamp(month.start) for month in months], name="month")
    counts = own.reindex(stamps).reset_index().assign(summed=False, estimated=False)
    return Line(counts, _breaks(data, unit, {unit.code}), goes_on=False)


def line_today(data: Published, unit: Unit) -> Line:
    """The same with the months of its predecessors, and, where it ended, of the units that replaced it.

    “Today” is the last day of the newest published month.
    """
    links, code = data.lists.successions, unit.code
    day = data.all_months()[0].end
    heirs = _heirs(data, unit)
    before = lineage.ancestors_of(links, code)
    if unit.valid_to is None:
        rows = today(data)
        first, last = rows["unit_code"].searchsorted(code, "left"), rows["unit_code"].searchsorted(code, "right")
        own = rows.iloc[first:last].drop(columns="unit_code").reset_index(drop=True)
        return Line(own, _breaks(data, unit, before | {code}), goes_on=False)
    known = [each for each in data.units if each.code in before | heirs | {code}]
    rows = lineage.with_silent(data.counts, known, _spans(data))
    past = lineage.in_terms_of(rows[rows["unit_code"].isin(before | {code})], links, min(day, unit.valid_to))
    parts = [past[past["unit_code"].eq(code)]]
    if heirs:
        parts.append(lineage.going_on(rows, heirs, code))
    # Added: a unit that ended within a month shares it with those that followed.
    table = lineage.added(pd.concat(parts), COUNT_NAMES).drop(columns="unit_code")
    return Line(table, _breaks(data, unit, before | {code}), goes_on=bool(heirs))


# Cached: every unit's page and every mark of a ranking reads its own rows of the same table.
@cached(8)
def today(data: Published) -> pd.DataFrame:
    """`metrics.units.lineage.in_terms_of` today, of all units: by unit and month."""
    rows = lineage.with_silent(data.counts, data.units, _spans(data))
    return lineage.in_terms_of(rows, data.lists.successions, data.all_months()[0].end)


def breaks_today(data: Published, unit: Unit) -> list[dt.date]:
    """The days of `line_today`'s breaks."""
    return [
        each.on for each in _breaks(data, unit, lineage.ancestors_of(data.lists.successions, unit.code) | {unit.code})
    ]


def _spans(data: Published) -> list[tuple[dt.date, dt.date]]:
    return [(month.start, month.end) for month in data.all_months()]


def makes_a_difference(data: Published, unit: Unit) -> bool:
    """Whether the unit has months beyond its own, or others in its own months."""
    before = lineage.ancestors_of(data.lists.successions, unit.code) | _heirs(data, unit)
    return bool(data.counts["unit_code"].isin(before).any())


def followed_by(data: Published, unit: Unit) -> tuple[Unit, ...]:
    """The unit's direct successors."""
    news = {link.new for link in data.lists.successions if link.old == unit.code}
    return tuple(each for each in data.units if each.code in news)


def breaks_of(data: Published, units: Sequence[Unit], months: Sequence[Period]) -> dict[int, dt.date]:
    """Breaks: the index of each month before which one of these units was replaced, with the day."""
    codes = {unit.code for unit in units}
    days = {link.on for link in data.lists.successions if link.old in codes}
    return {
        place: on
        for place, (earlier, later) in enumerate(pairwise(months), start=1)
        for on in sorted(days)
        if earlier.start < on <= later.start
    }


def _heirs(data: Published, unit: Unit) -> frozenset[str]:
    if unit.valid_to is None:
        return frozenset()
    return lineage.heirs_of(data.lists.successions, data.units, unit.code)


def _breaks(data: Published, unit: Unit, line: frozenset[str] | set[str]) -> tuple[Break, ...]:
    units = {each.code: each for each in data.units}
    found = []
    for on in sorted({link.on for link in data.lists.successions if link.new in line or link.old == unit.code}):
        links = [link for link in data.lists.successions if link.on == on]
        taken = [link for link in links if link.new in line]
        if taken:
            found.append(_taken_over(on, taken, units))
        elif any(link.old == unit.code for link in links):
            heirs = _heirs(data, unit)
            found.append(Break(on, after=tuple(each for each in data.units if each.code in heirs)))
    return tuple(found)


def _taken_over(on: dt.date, links: list[Succession], units: dict[str, Unit]) -> Break:
    there = [
        link.new for link in links if link.new in units and units[link.new].valid_from < on and link.old != link.new
    ]
    codes = dict.fromkeys([*there, *(link.old for link in links)])
    least = min(links, key=lambda link: link.share)
    return Break(on, tuple(units[code] for code in codes if code in units), least.share, least.basis)
