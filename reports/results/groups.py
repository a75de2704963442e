"""A group of units in one month: how many reported, how many dossiers, and the pooled rates."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from core.counts import CountName
from core.periods import Period, months_back
from core.units import RANKED_KINDS, Unit, UnitKind
from metrics.rates import rates
from metrics.rates.measures import Measure
from metrics.rates.ranking import distance_to
from metrics.rates.targets import Target
from reports.published import Published
from reports.results.continuity import breaks_of

# Of each tuple, the first count that the month has numbers for is shown. The portal's table has no resolved column
# and counts other dossiers, so its figures carry their own names.
FIGURES: tuple[tuple[tuple[CountName, ...], ...], ...] = (
    (("received_online", "received_in_person"), ("portal_dossiers",)),
    (("resolved",), ("portal_on_time",)),
    (("resolved_late",), ("portal_overdue",)),
)


Kinds = tuple[UnitKind, ...]
# The counts of at least this share of the units must be known before their rate is shown for the group.
COVERAGE = 0.9


@dataclass(frozen=True)
class Figure:
    """A number of dossiers over the units that reported it; NaN where none did."""

    counts: tuple[CountName, ...]
    series: tuple[float, ...]
    """Twelve months, oldest first."""
    last_year: float
    """In the same month of the year before."""

    @property
    def now(self) -> float:
        return self.series[-1]

    @property
    def before(self) -> float:
        return self.series[-2]


@dataclass(frozen=True)
class Rate:
    """A measure of a group of units, pooled; NaN where it cannot be known."""

    measure: Measure
    numerator: float
    denominator: float
    target: Target | None
    units: int
    """How many units' counts it is computed from."""
    of: int
    """How many units there are."""
    own_row: bool
    """Whether it is the province's own reported row, because too few units are known."""
    series: tuple[float, ...]
    """Twelve months, oldest first."""
    last_year: float
    """In the same month of the year before."""

    @property
    def now(self) -> float:
        return self.series[-1]

    @property
    def before(self) -> float:
        return self.series[-2]

    @property
    def covered(self) -> bool:
        """Whether the counts of enough units are known for a group rate."""
        return self.own_row or self.units >= COVERAGE * self.of

    @property
    def to_target(self) -> float:
        """Points above (+) or short of (−) the target; NaN where too few units are known to say."""
        if self.target is None or not self.covered:
            return float("nan")
        return float(distance_to(self.target.value, pd.Series([self.now]), self.measure).iloc[0])


@dataclass(frozen=True)
class Group:
    """The province (`kind` province: all its units together) or all units of one kind."""

    kind: UnitKind
    units: int
    reported: int
    figures: tuple[Figure, ...]
    rates: tuple[Rate, ...]
    breaks: Mapping[int, dt.date]
    """Breaks: the index of each month of the series before which units were replaced, with the day."""
    since_last_year: dt.date | None
    """The last day since the same month of last year on which units were replaced; None where there was none."""


def silent(data: Published, month: Period) -> list[Unit]:
    """The units in force of which the month has no count at all."""
    heard = set(data.counts.loc[data.counts["month"].eq(pd.Timestamp(month.start)), "unit_code"])
    return [unit for unit in data.of_kind(RANKED_KINDS, [month]) if unit.code not in heard]


def group(data: Published, name: UnitKind, kinds: Kinds, headlines: list[Measure], month: Period) -> Group:
    units = data.of_kind(kinds, [month])
    codes = {unit.code for unit in units}
    months = months_back(month, 13)
    counts = data.counts[data.counts["unit_code"].isin([unit.code for unit in data.of_kind(kinds, months)])]
    unheard = {unit.code for unit in silent(data, month)}
    return Group(
        kind=name,
        units=len(units),
        reported=len(codes - unheard),
        figures=tuple(_figure(counts, figure_of(data, month, choices), months) for choices in FIGURES),
        rates=tuple(_rate(data, counts, item, kinds, months) for item in headlines),
        breaks=breaks_of(data, data.of_kind(kinds, months[1:]), months[1:]),
        since_last_year=max(breaks_of(data, data.of_kind(kinds, months), months).values(), default=None),
    )


def figure_of(data: Published, month: Period, choices: tuple[tuple[CountName, ...], ...]) -> tuple[CountName, ...]:
    """The first of the choices that any unit reported: the same for every group of the month."""
    inside = data.counts[data.counts["month"].eq(pd.Timestamp(month.start))]
    return next((names for names in choices if inside[list(names)].notna().all(axis=1).any()), choices[0])


def _figure(counts: pd.DataFrame, names: tuple[CountName, ...], months: list[Period]) -> Figure:
    """`months`: the same month of last year, then twelve."""
    known = counts.dropna(subset=list(names))
    by_month = known.groupby("month")[list(names)].sum().sum(axis=1)
    last_year, *series = by_month.reindex([pd.Timestamp(month.start) for month in months])
    return Figure(names, tuple(series), last_year)


def _rate(data: Published, counts: pd.DataFrame, item: Measure, kinds: Kinds, months: list[Period]) -> Rate:
    pool = rates.pooled(counts, item, by=["month"]).set_index("month")
    pool = pool.reindex([pd.Timestamp(month.start) for month in months])
    of = [len(data.of_kind(kinds, [month])) for month in months]
    too_few = pool["units"].fillna(0).lt(COVERAGE * pd.Series(of, index=pool.index))
    own = _own_row(data, item).reindex(pool.index) if kinds == RANKED_KINDS else pool.iloc[:0].reindex(pool.index)
    from_own = too_few & own["value"].notna()
    for name in ("numerator", "denominator", "value"):
        pool[name] = pool[name].mask(from_own, own[name])
    return Rate(
        measure=item,
        numerator=float(pool["numerator"].iloc[-1]),
        denominator=float(pool["denominator"].iloc[-1]),
        target=data.target(item, months[-1], kinds[0] if len(kinds) == 1 else None),
        units=int(pool["units"].fillna(0).iloc[-1]),
        of=of[-1],
        own_row=bool(from_own.iloc[-1]),
        series=tuple(pool["value"].iloc[1:]),
        last_year=float(pool["value"].iloc[0]),
    )


def _own_row(data: Published, item: Measure) -> pd.DataFrame:
    """The province's own reported figures by month."""
    province = [unit.code for unit in data.units if unit.kind == "province"]
    return rates.values(data.counts[data.counts["unit_code"].isin(province)], item).set_index("month")
