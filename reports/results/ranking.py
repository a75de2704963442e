"""The ranking of the units of one kind, by one measure, over one period."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from core.caching import cached
from core.errors import MonthlyOnlyError, NoMeasureDataError
from core.periods import Period, months_back
from core.units import UnitKind
from core.viewer import Viewer
from metrics.rates import rates
from metrics.rates.measures import Measure, measure
from metrics.rates.ranking import distance_to, rank_changes
from metrics.rates.targets import Target, values_of
from reports.names import names
from reports.published import Published
from reports.results.adjusted import adjusted_rates
from reports.results.late_dossiers import late_in
from reports.results.progress import Progress, progress_of
from reports.results.support import Groups, groups, support
from reports.slices import Slice, ranked_before, ranked_last_year, ranked_units, targets_of
from reports.versions import published
from store.database import Connection


# eq=False: an answer is equal to itself alone, so what is drawn of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class Ranking:
    """Who is doing well by a measure. `table` has one row per unit in force, best first, the unranked last."""

    measure: Measure
    period: Period
    kind: UnitKind
    target: Target | None
    """That of the kind; see `target_of`."""
    own: Mapping[str, Target]
    """By unit, those that have a target of their own."""
    months: tuple[Period, ...]
    """The period's months for which numbers are published: fewer than the period has, while it runs."""
    table: pd.DataFrame
    """(unit_code, unit_name, unit_name_en, status, rank, numerator, denominator, ratio, value, before, last_year,
    late, change_of_rank, to_target, series, rank_low, rank_middle, rank_high, tier, unusual, certainty, adjusted).
    `series` is a list of the 12 months' values, NaN where there is none; `last_year` the value in the same months of
    last year; `late` the late dossiers (`reports.results.late_dossiers`); from `rank_low` on the columns come from
    `reports.results.support`; `adjusted` is the rate standardised for the mix of work (`reports.results.adjusted`)."""
    pooled: float
    """The rate of all the kind's dossiers together; NaN where it cannot be pooled."""
    groups: Groups | None
    """The groups that can be distinguished; None for a figure given ready-made."""
    progress: Progress | None
    """Which units really improved; None where it cannot be computed."""
    illustrative: bool
    version: int

    @property
    def targeted(self) -> bool:
        """Whether any unit has a target."""
        return self.target is not None or bool(self.own)

    def target_of(self, unit: str) -> Target | None:
        """What the unit is compared with: its own target, else that of its kind."""
        return self.own.get(unit, self.target)

    def count(self, status: str) -> int:
        return int(self.table["status"].eq(status).sum())


def ranking(connection: Connection, viewer: Viewer, measure_id: str, period: Period, *, kind: UnitKind) -> Ranking:
    """Rank the units of one kind, by what is published now.

    Raises:
        NoDataError: nothing is published for the period, or no unit reported what the measure needs.
        UnknownMeasureError: there is no such measure.
    """
    return ranking_of(Slice(published(connection, viewer), kind, period), measure(measure_id))


# Cached: the page, the month's report in each of its files and languages, and the workbook show the same rankings.
@cached(256)
def ranking_of(of: Slice, asked: Measure) -> Ranking:
    """As `ranking`, of any version of the data. Treat as read-only."""
    data, period, months = of.data, of.period, of.months
    table = ranks_of(of, asked)
    goals = dict(zip(table["unit_code"], targets_of(of, asked, table["unit_code"]), strict=True))
    earlier, last_year = ranked_before(of, asked), ranked_last_year(of, asked)
    pool = rates.pooled(of.counts, asked)
    table = table.assign(
        before=earlier.set_index("unit_code")["value"].reindex(table["unit_code"]).to_numpy(),
        last_year=last_year.set_index("unit_code")["value"].reindex(table["unit_code"]).to_numpy(float),
        late=late_in(of.counts, data, months[-1]).reindex(table["unit_code"]).to_numpy(float),
        change_of_rank=rank_changes(table, earlier),
        series=pd.Series(series(data, asked, list(table["unit_code"]), months_back(months[-1], 12))),
    )
    fields = adjusted_rates(of, asked).set_index("unit_code")["adjusted"]
    table = table.join(support(of, asked), on="unit_code").assign(
        adjusted=fields.reindex(table["unit_code"]).to_numpy(dtype=float)
    )
    return Ranking(
        measure=asked,
        period=period,
        kind=of.kind,
        target=data.target(asked, period, of.kind),
        own={code: each for code, each in goals.items() if each is not None and each.unit},
        months=tuple(months),
        table=table,
        pooled=float(pool["value"].iloc[0]) if len(pool) else float("nan"),
        groups=groups(table),
        progress=progress_of(of, asked),
        illustrative=data.illustrative(period),
        version=data.version,
    )


def ranks_of(of: Slice, asked: Measure) -> pd.DataFrame:
    """What a ranking says first: (unit_code, status, rank, numerator, denominator, ratio, value, unit_name,
    unit_name_en, to_target), best first; raises as `ranking` does."""
    if of.period.kind != "month" and not asked.adds_over_months:
        raise MonthlyOnlyError(period=of.period, measure=asked.title.model_dump())
    table = ranked_units(of, asked)
    if table["status"].eq("not_reported").all():
        raise NoMeasureDataError(period=of.period, measure=asked.title.model_dump())
    table = table.merge(names(of.units), on="unit_code")
    goals = pd.Series(values_of(targets_of(of, asked, table["unit_code"])), index=table.index)
    return table.assign(to_target=distance_to(goals, table["value"], asked))


def series(data: Published, asked: Measure, codes: list[str], months: list[Period]) -> list[list[float]]:
    """Each unit's values over the months, NaN where there is none, in the order of `codes`."""
    stamps = [pd.Timestamp(month.start) for month in months]
    inside = data.monthly(codes, months)
    # pivot, not pivot_table: pivot_table would silently average duplicate rows.
    wide = rates.values(inside, asked).pivot(index="unit_code", columns="month", values="value")
    rows: list[list[float]] = wide.reindex(index=codes, columns=stamps).to_numpy(dtype=float).tolist()
    return rows
