"""The commitments of heads of units, each judged by what is published."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import Literal

import pandas as pd

from core.commitments import Commitment
from core.periods import Period, month_of, months_back
from core.units import Unit
from metrics.chance.commitment import Judgement, Outcome, judged, rule_of
from metrics.rates import rates
from metrics.rates.measures import Measure, all_measures
from reports.published import Published
from reports.results.months import kind_of
from reports.slices import Slice

MONTHS = 12
UNKNOWN = (float("nan"), float("nan"))
Standing = Literal[Outcome, "withdrawn"]
STANDINGS: tuple[Standing, ...] = ("broken", "at_risk", "on_track", "kept", "no_data", "withdrawn")
"""Order in lists: outcomes that need a decision come first."""


@dataclass(frozen=True)
class Judged:
    """One commitment and its outcome."""

    commitment: Commitment
    unit: Unit
    measure: Measure
    judgement: Judgement
    until: Period | None
    """The last month of the year with a number of the unit's; None while there is none."""

    @property
    def standing(self) -> Standing:
        return "withdrawn" if self.commitment.withdrawn else self.judgement.outcome


# eq=False: an answer is equal to itself alone, so what is drawn of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class CommitmentList:
    """Which commitments are kept: those asked for, and how many there are of each standing before that filter."""

    listed: tuple[Judged, ...]
    counts: dict[Standing, int]


def judge_all(data: Published, commitments: Sequence[Commitment]) -> tuple[Judged, ...]:
    """The commitments whose unit and measure exist and that the viewer may see."""
    known = [
        each for each in commitments if each.promise.unit in data.by_code and each.promise.measure in all_measures()
    ]
    # Every measure's counts once: 130 communes sign the same text.
    counts = {name: _counts(data, name, known) for name in {each.promise.measure for each in known}}
    return tuple(
        _judged(data, each, data.by_code[each.promise.unit], counts[each.promise.measure].get(each.promise.unit, {}))
        for each in known
    )


Counts = dict[dt.date, tuple[float, float]]
"""(numerator, denominator) by the first day of the month; NaN = not reported."""


def _counts(data: Published, measure_id: str, commitments: Sequence[Commitment]) -> dict[str, Counts]:
    """Counts of every unit that signed for the measure."""
    measure = all_measures()[measure_id]
    codes = {each.promise.unit for each in commitments if each.promise.measure == measure_id}
    # A count can stand in the numerator and in the denominator.
    names = dict.fromkeys(("unit_code", "month", *measure.counts))
    rows = data.counts.loc[data.counts["unit_code"].isin(codes), list(names)]
    table = rates.values(rows, measure)
    found: dict[str, Counts] = {code: {} for code in codes}
    columns = (table[name] for name in ("unit_code", "month", "numerator", "denominator"))
    for code, month, met, of in zip(*columns, strict=True):
        found[code][month.date()] = (met, of)
    return found


def commitment_list(
    everything: Sequence[Judged], *, unit: str = "", measure: str = "", year: str = "", standing: str = ""
) -> CommitmentList:
    """The commitments that match every filter, those that need a decision first; a blank filter matches all."""
    fitting = [
        each
        for each in everything
        if unit in ("", each.unit.code)
        and measure in ("", each.measure.id)
        and year in ("", str(each.commitment.promise.year))
    ]
    chosen = [each for each in fitting if standing in ("", each.standing)]
    return CommitmentList(
        listed=tuple(sorted(chosen, key=_order)),
        counts={name: sum(each.standing == name for each in fitting) for name in STANDINGS},
    )


def _order(each: Judged) -> tuple[int, int, str, str]:
    return -each.commitment.promise.year, STANDINGS.index(each.standing), each.unit.name, each.commitment.code


def _judged(data: Published, commitment: Commitment, unit: Unit, counts: Counts) -> Judged:
    promise = commitment.promise
    measure = all_measures()[promise.measure]
    published = data.all_months()
    newest = published[0].start if published else dt.date.min
    due = [month for month in _year(promise.year) if unit.in_force(month.start, month.end)]
    over = [month for month in due if month.start <= newest]
    # The months to come are forecast from up to twelve months, some of them from earlier years.
    window = [
        month
        for month in (months_back(over[-1], MONTHS) if over else [])
        if month in over or (month.start.year < promise.year and data.lists.in_force_in(unit.code, month))
    ]
    table = pd.DataFrame([counts.get(month.start, UNKNOWN) for month in window], columns=["numerator", "denominator"])
    this_year = pd.Series([month in over for month in window], dtype=bool)
    stamps = pd.Series([month.start for month in window], dtype="datetime64[ns]")
    left = len(due) - len(over)
    judgement = judged(
        table.astype(float).assign(this_year=this_year, month=stamps),
        promise.target,
        left,
        better=measure.better,
        rule=rule_of(promise.year),
        # Asked for only where it is needed: of a year that is over nothing is forecast.
        kind=kind_of(Slice(data, unit.kind, published[0]), measure) if left and over else None,
    )
    heard = [month for month in over if not any(map(isnan, counts.get(month.start, UNKNOWN)))]
    return Judged(commitment, unit, measure, judgement, heard[-1] if heard else None)


def _year(year: int) -> list[Period]:
    return [month_of(year, number) for number in range(1, 13)]
