"""The control chart of a unit, and its verdict of a month on every unit of a ranking."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.caching import cached
from core.errors import NoDataError, NoMeasureDataError, UnknownUnitError
from core.units import RANKED_KINDS, Unit, UnitKind
from metrics.chance.belief import dispersion
from metrics.chance.control import Numbers, charted, control, kind_moves
from metrics.chance.posterior import taking_part
from metrics.rates import rates
from metrics.rates.measures import Measure
from metrics.rates.targets import Target
from reports.published import Published
from reports.results.continuity import Break, breaks_today, line_today, today
from reports.slices import Slice

MONTHS = 36
_SCALED = {"middle": "centre", "low": "lower", "high": "upper"}


class NoMeasureOfUnitError(NoMeasureDataError):
    """The unit never reported what the measure needs."""

    key = "error.no_measure_of_unit"


@dataclass(frozen=True, eq=False)
class ControlReport:
    """One unit month by month."""

    measure: Measure
    unit: Unit
    table: pd.DataFrame
    """`metrics.chance.control.control` by month, with (value, low, high, middle) in the measure's unit, and `good` (the
    signal is for the better)."""
    breaks: tuple[Break, ...]
    target: Target | None

    @property
    def signals(self) -> pd.DataFrame:
        return self.table[self.table["rule"].gt(0)]


def control_of(data: Published, asked: Measure, code: str) -> ControlReport:
    """The unit's own months and those of the units it took over from; estimated months are left out.

    Raises:
        UnknownUnitError: there is no such unit, or the viewer may not see it.
        NotCountedError: the measure has no counts.
        NoMeasureOfUnitError: the unit never reported what the measure needs.
    """
    asked.must_be_counted()
    unit = data.unit(code)
    if unit.kind not in RANKED_KINDS:
        raise UnknownUnitError(code=code)
    if not data.months_of_unit(code):
        raise NoDataError(period=None)
    line = line_today(data, unit)
    series = _shown(rates.values(line.counts[~line.counts["estimated"].astype(bool)], asked))
    if series.empty:
        raise NoMeasureOfUnitError(unit={"vi": unit.name, "en": unit.name_en}, measure=asked.title.model_dump())
    first = series["month"].iloc[0]
    breaks = tuple(each for each in line.breaks if pd.Timestamp(each.on) > first)
    months = pd.DatetimeIndex(series["month"])
    moves, scatter = _of_the_kind(data, asked, unit, months)
    table = control(series, [pd.Timestamp(each.on) for each in breaks], pd.Series(moves, index=months), scatter)
    scaled = {name: table[column] * asked.scale for name, column in _SCALED.items()}
    month = data.months_of_unit(code)[0]
    target = data.target(asked, month, unit.kind, unit.code)
    return ControlReport(asked, unit, table.assign(**scaled, good=table["side"].eq(_better(asked))), breaks, target)


# Cached: the page is drawn anew with every choice on it.
@cached(256)
def marks_of(of: Slice, asked: Measure) -> dict[str, str]:
    """By unit, what its chart says of the period's last month: “usual”, “better” or “worse”.

    The same as `control_of`, without the chart. A unit without a rate in the month has none, and no unit has one by a
    measure without counts.
    """
    if asked.given:
        return {}
    month, units, found = pd.Timestamp(of.months[-1].start), {unit.code: unit for unit in of.units}, {}
    rows = today(of.data)
    own = rows[rows["unit_code"].isin(list(units)) & ~rows["estimated"].astype(bool)]
    for code, each in rates.values(own, asked).groupby("unit_code", sort=False):
        unit, series = units[str(code)], _shown(each)
        months = pd.DatetimeIndex(series["month"])
        at = months.get_indexer(pd.DatetimeIndex([month]))[0]
        if at < 0 or np.isnan(series["ratio"].iloc[at]):
            continue
        days = [pd.Timestamp(day) for day in breaks_today(of.data, unit)]
        phase = sum(((months >= day).astype(int) for day in days), np.zeros(len(months), dtype=int))
        met, volume = (series[name].to_numpy(dtype=float) for name in ("numerator", "denominator"))
        table = charted(met, volume, phase, *_of_the_kind(of.data, asked, unit, months))
        good = table["side"][at] == _better(asked)
        found[unit.code] = "usual" if not table["rule"][at] else "better" if good else "worse"
    return found


def _better(asked: Measure) -> int:
    return 1 if asked.better == "higher" else -1


def _shown(series: pd.DataFrame) -> pd.DataFrame:
    """The last months, from the first that has a rate on; empty where none has."""
    last = series.tail(MONTHS)
    known = last["ratio"].notna().to_numpy()
    return last.iloc[known.argmax() if known.any() else len(last) :].reset_index(drop=True)


def _of_the_kind(data: Published, asked: Measure, unit: Unit, months: pd.DatetimeIndex) -> tuple[Numbers, float]:
    """(moves by month, φ) of the other units of the kind; see `metrics.chance.control`."""
    known, codes, met, of = _counts_of_kind(data, asked, unit.kind)
    others = codes != unit.code
    rows = known.get_indexer(months)
    # A month in which no unit of the kind told: no row.
    met, of = (np.where(rows[:, None] < 0, np.nan, each[rows][:, others]) for each in (met, of))
    return kind_moves(met, of), dispersion(*taking_part(met, of))


# Cached: a ranking asks of every unit of the kind.
@cached(64)
def _counts_of_kind(
    data: Published, asked: Measure, kind: UnitKind
) -> tuple[pd.DatetimeIndex, "np.ndarray[tuple[int], np.dtype[np.object_]]", Numbers, Numbers]:
    """(months, units, numerators, denominators) of all units of the kind, whenever in force: one row a month, one
    column a unit, NaN where there is none."""
    codes = {each.code for each in data.units if each.kind == kind}
    each = rates.values(data.counts[data.counts["unit_code"].isin(codes)], asked)
    met, of = (each.pivot(index="month", columns="unit_code", values=name) for name in ("numerator", "denominator"))
    return pd.DatetimeIndex(met.index), met.columns.to_numpy(dtype=object), met.to_numpy(float), of.to_numpy(float)
