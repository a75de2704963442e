"""A cohort compared with the rest of its kinds on a measure: since its first day, before it, and member by member."""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.cohorts import Cohort
from core.periods import Period, month_with, months_back
from core.units import Unit
from metrics.chance.cohort import Difference, by_month, standing
from metrics.chance.cohort_change import Change, change
from metrics.rates import rates
from metrics.rates.measures import Measure
from metrics.units import lineage
from reports.published import Published
from reports.results.continuity import followed_by, line_then
from reports.slices import Slice, ranked_units

MONTHS_BEFORE = 12
MONTHS_SHOWN = 36


@dataclass(frozen=True)
class Member:
    """One unit of the cohort. Percent; NaN where there is no number."""

    unit: Unit
    numerator: float
    denominator: float
    value: float
    """The pooled rate of all its months since the cohort's first day."""
    change: float
    """The change: that rate less the rate of its months before."""
    rank: int | None
    of: int
    """Its official rank in the last month, and how many are ranked."""


# eq=False: an answer is equal to itself alone, so what is drawn of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class CohortReport:
    """Whether a cohort changed differently from the rest of its kinds."""

    cohort: Cohort
    measure: Measure
    first: Period
    last: Period | None
    """First and last month that count: that of its first day, and the last published; None while there is none."""
    since: Difference
    change: Change | None
    """None where no unit of the cohort has numbers both before and since."""
    months_before: int
    """How many months before are compared with."""
    rest: int
    """How many units it is compared with."""
    series: pd.DataFrame
    """(month, numerator, denominator, members, cohort, rest), shares 0 to 1, of the last `MONTHS_SHOWN` months; see
    `metrics.chance.cohort.by_month`."""
    members: tuple[Member, ...]
    """In the order of their names."""
    breaks: Mapping[dt.date, tuple[Unit, ...]]
    """The days on which members took over from other units, began or ended, within the series."""


def of_unit(cohorts: Sequence[Cohort], code: str, today: dt.date) -> list[Cohort]:
    """The cohorts the unit is followed in on the day."""
    return [
        each
        for each in cohorts
        if code in each.definition.units and (each.definition.end is None or each.definition.end >= today)
    ]


def cohort_report(data: Published, cohort: Cohort, measure: Measure) -> CohortReport:
    """The comparison by what is published. A month in which a unit reported nothing is a gap, not a zero."""
    own = [data.by_code[code] for code in cohort.definition.units if code in data.by_code]
    rest = _rest(data, own)
    months = _months(data, cohort)
    first = month_with(cohort.definition.begin)
    counts = data.counts[data.counts["unit_code"].isin([unit.code for unit in (*own, *rest)])]
    stamps = [pd.Timestamp(month.start) for month in months]
    table = rates.values(counts[counts["month"].isin(stamps)], measure)
    table = table.assign(
        kind=table["unit_code"].map({unit.code: unit.kind for unit in (*own, *rest)}),
        member=table["unit_code"].isin([unit.code for unit in own]),
        after=table["month"].ge(pd.Timestamp(first.start)),
    )
    totals = _totals(table)
    since = totals.rename(columns={"met_after": "numerator", "of_after": "denominator"})
    last = months[-1] if months and months[-1].start >= first.start else None
    return CohortReport(
        cohort=cohort,
        measure=measure,
        first=first,
        last=last,
        since=standing(since),
        change=change(totals),
        months_before=sum(month.start < first.start for month in months),
        rest=int((~since["member"] & since["denominator"].gt(0)).sum()),
        series=by_month(table[table["month"].isin(stamps[-MONTHS_SHOWN:])]),
        members=_members(data, own, totals, measure, last),
        breaks=_breaks(data, own, months[-MONTHS_SHOWN:]),
    )


def _months(data: Published, cohort: Cohort) -> list[Period]:
    """The published months from a year before its first day to its last, oldest first."""
    begin = months_back(month_with(cohort.definition.begin), MONTHS_BEFORE + 1)[0]
    end = cohort.definition.end or dt.date.max
    return [month for month in reversed(data.all_months()) if begin.start <= month.start <= end]


def _rest(data: Published, own: list[Unit]) -> list[Unit]:
    """The units of the same kinds outside the cohort, without predecessors or successors of members."""
    inside = {unit.code for unit in own}
    for unit in own:
        inside |= lineage.ancestors_of(data.lists.successions, unit.code)
        inside |= {each.code for each in followed_by(data, unit)}
    kinds = {unit.kind for unit in own}
    return [unit for unit in data.units if unit.kind in kinds and unit.code not in inside]


def _totals(table: pd.DataFrame) -> pd.DataFrame:
    """(unit_code, kind, member, met_before, of_before, met_after, of_after), one row per unit; NaN without months."""
    known = table[table["numerator"].notna() & table["denominator"].notna()]
    by = ["unit_code", "kind", "member"]
    sums = known.groupby([*by, "after"], as_index=False)[["numerator", "denominator"]].sum()
    wide = sums.pivot(index=by, columns="after", values=["numerator", "denominator"]).reindex(
        columns=pd.MultiIndex.from_product([["numerator", "denominator"], [False, True]])
    )
    wide.columns = pd.Index(["met_before", "met_after", "of_before", "of_after"])
    return wide.reset_index()


def _members(
    data: Published, own: list[Unit], totals: pd.DataFrame, measure: Measure, last: Period | None
) -> tuple[Member, ...]:
    by_code = {row["unit_code"]: row for row in totals.to_dict("records")}
    places = {unit.kind: _places(data, unit, measure, last) for unit in own} if last else {}
    found = []
    for unit in sorted(own, key=lambda unit: unit.name):
        numbers = by_code.get(unit.code, {})
        before, after = (_share(numbers, side) for side in ("before", "after"))
        table = places.get(unit.kind)
        rank = table["rank"].get(unit.code) if table is not None else None
        found.append(
            Member(
                unit=unit,
                numerator=numbers.get("met_after", np.nan),
                denominator=numbers.get("of_after", np.nan),
                value=measure.scale * after,
                change=measure.scale * (after - before),
                rank=None if rank is None or pd.isna(rank) else int(rank),
                of=0 if table is None else int(table["rank"].notna().sum()),
            )
        )
    return tuple(found)


def _places(data: Published, unit: Unit, measure: Measure, month: Period) -> pd.DataFrame:
    return ranked_units(Slice(data, unit.kind, month), measure).set_index("unit_code")


def _share(numbers: dict[Hashable, Any], side: str) -> float:
    met, of = numbers.get(f"met_{side}", np.nan), numbers.get(f"of_{side}", np.nan)
    return float(met / of) if of > 0 else float("nan")


def _breaks(data: Published, own: list[Unit], months: list[Period]) -> dict[dt.date, tuple[Unit, ...]]:
    """No break is drawn at the first month shown, because no month precedes it."""
    days: dict[dt.date, list[Unit]] = {}
    for unit in own:
        for each in line_then(data, unit).breaks:
            if months and months[0].end < each.on <= months[-1].end:
                days.setdefault(each.on, []).append(unit)
    return {on: tuple(days[on]) for on in sorted(days)}
