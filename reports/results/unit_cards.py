"""The cards of one unit: its rank, its most costly indicators, what would help, and the year-end forecast."""

from dataclasses import dataclass
from math import isnan
from typing import Literal

import pandas as pd

from core.caching import cached
from core.counts import CountName
from core.periods import Period, month_of, months_back
from core.printing import printed_points
from core.units import Unit
from metrics.chance.trajectory import Trajectory, trajectory
from metrics.rates import rates
from metrics.rates.measures import Measure, measure
from metrics.rates.targets import Target
from metrics.score.breaks import breaks_in
from metrics.score.rules import Indicator
from metrics.score.series import totals_by_month
from reports.published import Published
from reports.results.months import kind_of
from reports.results.score import Score
from reports.results.support import score_support
from reports.slices import Slice

MONTHS_SHOWN = 12
LOSSES_SHOWN = 3
YEAR_MEASURE = "on_time_resolved"
Owed = Literal["late", "feedback", "publish"]
_OWED: dict[Owed, tuple[CountName, CountName | None]] = {
    "late": ("pending_overdue", None),
    "feedback": ("feedback", "feedback_on_time"),
    "publish": ("published", "published_on_time"),
}
"""By a count, or by what one count lacks to another."""
LATE: tuple[CountName, ...] = ("late_explained", "late_apologised", "late_redated")


@dataclass(frozen=True)
class Loss:
    """An indicator that costs the unit points."""

    indicator: Indicator
    lost: float
    peers_lost: float
    """The median of what it costs the ranked units of its kind; NaN where none is."""

    @property
    def behind(self) -> float:
        """How many more points it costs the unit than its peers, as a reader computes it from what is printed."""
        if isnan(self.peers_lost):
            return 0.0
        return float(printed_points(self.lost) - printed_points(self.peers_lost))


# eq=False: an answer is equal to itself alone, so what is drawn of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class Brief:
    """A unit's rank by its score, the reasons, and the rest of the year. The rank is that of `Score.table`."""

    unit: Unit
    month: Period
    score: Score
    points: float
    known_points: float
    rank: int | None
    of: int
    rank_low: int | None
    rank_high: int | None
    """Where it usually ranks: `reports.results.support`; None where it is not ranked."""
    unusual: str
    """One of `reports.results.support.UNUSUAL`."""
    path: tuple[float, ...]
    """The rank by the score in each of twelve months, oldest first; NaN where it is not ranked. The range beside it
    is by the same twelve months."""
    not_joined: dict[int, Period]
    """By the place in `path`: a month that is not joined to the one before (`metrics.score.breaks`)."""
    losses: tuple[Loss, ...]
    """Those that cost more than they cost the peers, the furthest behind first; then the others, the most costly first;
    each of at least a hundredth of a point."""
    owed: dict[Owed, int]
    """What citizens are owed, and what to publish; only what is not 0."""
    year: Trajectory | None
    year_measure: Measure
    year_target: Target | None
    late: int | None
    """Dossiers resolved late in the month and pending overdue at its end; None where not reported."""
    late_answers: dict[CountName, int | None]
    """How many of them were explained, apologised for in writing, re-dated."""


def brief(data: Published, answer: Score, unit: Unit) -> Brief:
    """The unit in the month of `answer`, which is of its kind."""
    mine = answer.table[answer.table["unit_code"].eq(unit.code)]
    place = mine.iloc[0] if len(mine) else None
    counts = data.counts_of([unit], data.months_of(answer.month)).iloc[0]
    late = counts["resolved_late"] + counts["pending_overdue"]
    item = measure(YEAR_MEASURE)
    target = data.target(item, answer.month, unit.kind, unit.code)
    ranked = place is not None and pd.notna(place["rank"])
    supported = score_support(answer).to_dict("index")[unit.code] if ranked else None
    return Brief(
        unit=unit,
        month=answer.month,
        score=answer,
        points=float(place["points"]) if place is not None else float("nan"),
        known_points=float(place["known_points"]) if place is not None else 0.0,
        rank=int(place["rank"]) if place is not None and ranked else None,
        of=int(answer.table["status"].eq("ranked").sum()),
        rank_low=int(supported["rank_low"]) if supported else None,
        rank_high=int(supported["rank_high"]) if supported else None,
        unusual=str(supported["unusual"]) if supported else "",
        path=_path(data, answer, unit),
        not_joined=breaks_in(answer.rules.id, months_back(answer.month, MONTHS_SHOWN)),
        losses=_losses(answer, unit),
        owed=_owed(counts),
        year=_year(data, item, unit, answer.month, target) if target else None,
        year_measure=item,
        year_target=target,
        late=None if pd.isna(late) else int(late),
        late_answers={name: None if pd.isna(counts[name]) else int(counts[name]) for name in LATE},
    )


def _path(data: Published, answer: Score, unit: Unit) -> tuple[float, ...]:
    stamps = [pd.Timestamp(month.start) for month in months_back(answer.month, MONTHS_SHOWN)]
    ranks = rank_paths(data, answer).loc[lambda table: table["unit_code"].eq(unit.code)].set_index("month")["rank"]
    return tuple(ranks.astype(float).reindex(stamps))


# Cached for all units of the kind at once: the next unit's page needs the same.
@cached(32)
def rank_paths(data: Published, answer: Score) -> pd.DataFrame:
    """(unit_code, month, rank) of every unit of the kind in the twelve months up to `answer`."""
    months = months_back(answer.month, MONTHS_SHOWN)
    codes = [each.code for each in data.of_kind([answer.kind], months)]
    return totals_by_month(data.monthly(codes, months), answer.rules)[["unit_code", "month", "rank"]]


def _losses(answer: Score, unit: Unit) -> tuple[Loss, ...]:
    rows = answer.indicators.assign(lost=answer.indicators["max_points"] - answer.indicators["points"])
    by_id = {each.id: each for each in answer.rules.indicators}
    ranked = answer.table.loc[answer.table["status"].eq("ranked"), "unit_code"]
    middle = (
        rows[rows["unit_code"].isin(ranked)].groupby("indicator")["lost"].median().reindex(rows["indicator"].unique())
    )
    mine = rows[rows["unit_code"].eq(unit.code) & rows["lost"].ge(0.005) & rows["indicator"].isin(by_id)]
    found = [
        Loss(by_id[name], float(lost), float(middle[name]))
        for name, lost in zip(mine["indicator"].tolist(), mine["lost"].tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (-max(each.behind, 0.0), -each.lost))[:LOSSES_SHOWN])


def _owed(counts: "pd.Series[float]") -> dict[Owed, int]:
    found = {what: counts[of] - (counts[done] if done else 0) for what, (of, done) in _OWED.items()}
    return {what: int(many) for what, many in found.items() if many > 0}


def _year(data: Published, item: Measure, unit: Unit, month: Period, target: Target) -> Trajectory | None:
    """None in December, when nothing is left to come, and where the year holds no number."""
    year = month.start.year
    left = sum(1 for number in range(month.start.month + 1, 13) if month_of(year, number).start > month.start)
    mine = data.counts[data.counts["unit_code"].eq(unit.code)]
    months = [pd.Timestamp(each.start) for each in months_back(month, MONTHS_SHOWN)]
    table = rates.values(mine[mine["month"].isin(months)], item).set_index("month").reindex(months)
    table = table.rename_axis("month").reset_index().assign(this_year=[each.year == year for each in months])
    if not left or table.loc[table["this_year"], "denominator"].fillna(0).sum() == 0:
        return None
    kind = kind_of(Slice(data, unit.kind, month), item)
    return trajectory(table, target.value, left, better=item.better, kind=kind)
