"""Outliers for their size (funnel); values and ranks by month."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.errors import NoMeasureDataError
from core.periods import Period, months_back
from core.units import UnitKind
from metrics.chance.funnel import funnel
from metrics.rates import rates
from metrics.rates.measures import Measure
from metrics.rates.ranking import ranked_by_month
from metrics.rates.targets import Target, values_of
from reports.names import names
from reports.slices import Slice, targets_of

HEAT_MONTHS, BUMP_MONTHS = 18, 12


@dataclass(frozen=True, eq=False)
class FunnelReport:
    """Rate against volume of the units of one kind in a month."""

    measure: Measure
    kind: UnitKind
    month: Period
    table: pd.DataFrame
    """(unit_code, unit_name, unit_name_en, numerator, denominator, value, outside), those furthest out first; `outside`
    as `metrics.chance.funnel.Funnel.outside`, the sign turned so that + is better. Units without a rate are left
    out."""
    curve: pd.DataFrame
    """(volume, lower_outer, lower, upper, upper_outer), limits in the measure's unit."""
    pooled: float
    tau: float
    """The standard deviation of the units' true rates, in the measure's unit; 0 where they differ by chance alone."""
    left_out: int

    def beyond(self, mark: int) -> pd.DataFrame:
        """The units at or beyond this mark: 2 and -2 for the outer limits."""
        outside = self.table["outside"]
        return self.table[outside.ge(mark) if mark > 0 else outside.le(mark)]


@dataclass(frozen=True, eq=False)
class History:
    """Every unit of a kind by month: values for the heat map, ranks for the bump chart."""

    measure: Measure
    kind: UnitKind
    months: tuple[Period, ...]
    table: pd.DataFrame
    """(unit_code, unit_name, unit_name_en, month, value, rank, status, goal, middle), by unit, the worst of the last
    month first, and month; `status` as `metrics.rates.ranking` has it, blank where the unit was not in force; `goal`
    the unit's target in the month, NaN without one; `middle` the same, or the median of the units."""
    target: Target | None
    """The kind's target of the last month."""


def funnel_of(of: Slice, asked: Measure) -> FunnelReport:
    """
    Raises:
        NotCountedError: the measure has no counts.
        NoMeasureDataError: no unit of the kind reported what the measure needs.
    """
    asked.must_be_counted()
    each = rates.values(of.counts, asked).merge(names(of.units), on="unit_code")
    found = funnel(each["numerator"].to_numpy(dtype=float), each["denominator"].to_numpy(dtype=float))
    sign = 1 if asked.better == "higher" else -1
    table = each.assign(outside=sign * found.outside).dropna(subset=["outside"])
    if table.empty:
        raise NoMeasureDataError(period=of.period, measure=asked.title.model_dump())
    table = table.assign(_far=-table["outside"].abs()).sort_values(["_far", "value"], kind="stable", ignore_index=True)
    curve = pd.DataFrame(found.curve, columns=["volume", "lower_outer", "lower", "upper", "upper_outer"])
    curve.iloc[:, 1:] *= asked.scale
    left_out = len(each) - len(table)
    return FunnelReport(
        measure=asked,
        kind=of.kind,
        month=of.period,
        table=table.drop(columns="_far"),
        curve=curve,
        pooled=found.pooled * asked.scale,
        tau=found.tau * asked.scale,
        left_out=left_out,
    )


def history_of(of: Slice, asked: Measure, months: int) -> History:
    """The months that end with `month`, as they were published; nothing is carried over a reform.

    Raises:
        NoMeasureDataError: no unit of the kind reported what the measure needs in the month.
    """
    data, units, month = of.data, of.units, of.period
    shown = [each for each in months_back(month, months) if each in set(data.all_months())]
    codes = [unit.code for unit in units]
    stamps = [pd.Timestamp(each.start) for each in shown]
    due = pd.MultiIndex.from_product([codes, stamps], names=["unit_code", "month"])
    counts = data.monthly(codes, shown).set_index(["unit_code", "month"]).reindex(due).reset_index()
    table = ranked_by_month(rates.values(counts, asked), asked)
    status = np.select([table["ratio"].notna(), table["denominator"].eq(0)], ["ranked", "no_dossiers"], "not_reported")
    in_force = [unit.in_force(each.start, each.end) for unit in units for each in shown]
    table = table.assign(status=np.where(in_force, status, "")).merge(names(units), on="unit_code")
    last = table[table["month"].eq(stamps[-1])].set_index("unit_code")
    if last["ratio"].isna().all():
        raise NoMeasureDataError(period=month, measure=asked.title.model_dump())
    order = last["ratio"].sort_values(ascending=asked.better == "higher", na_position="last", kind="stable").index
    place = pd.Series(range(len(order)), index=order)
    table = table.assign(_place=table["unit_code"].map(place)).sort_values(["_place", "month"], ignore_index=True)
    goals = np.array([values_of(targets_of(of, asked, codes, each)) for each in shown])
    goal = goals[
        pd.Index(stamps).get_indexer(pd.Index(table["month"])),
        pd.Index(codes).get_indexer(pd.Index(table["unit_code"])),
    ]
    table = table.assign(
        goal=goal, middle=np.where(np.isnan(goal), table.groupby("month")["value"].transform("median"), goal)
    )
    columns = ["unit_code", "unit_name", "unit_name_en", "month", "value", "rank", "status", "goal", "middle"]
    return History(asked, of.kind, tuple(shown), table[columns], data.target(asked, month, of.kind))
