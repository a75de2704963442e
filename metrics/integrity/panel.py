"""The panel of counts: one row a unit, one column a month, so that every test compares whole arrays."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.counts import COUNT_NAMES, CountName

Numbers = NDArray[np.float64]
Where = NDArray[np.bool_]
FLAG_COLUMNS = ["unit_code", "month", "test", "arithmetic", "statistic", "chance", "values"]


@dataclass(frozen=True, eq=False)
class Panel:
    """Rows are unbroken series: a unit that took over from others in the middle has a row before and one after."""

    codes: NDArray[np.object_]
    months: pd.DatetimeIndex
    """First days of calendar months, without a gap."""
    counts: Mapping[CountName, Numbers]
    """rows × months; NaN = not reported, or not in force."""
    kinds: NDArray[np.object_]
    """The kind of each row."""

    def __getitem__(self, name: CountName) -> Numbers:
        return self.counts[name]

    def before(self, name: CountName) -> Numbers:
        """The same count a month earlier."""
        table = self.counts[name]
        return np.column_stack([np.full(len(table), np.nan), table[:, :-1]]) if table.size else table

    @property
    def new(self) -> Numbers:
        """Dossiers received in the month, without those carried over."""
        parts = self["received_online"] + self["received_in_person"]
        return np.where(np.isfinite(parts), parts, self["received"] - self["carried_over"])


def panel(
    counts: pd.DataFrame, breaks: Iterable[tuple[str, dt.date]] = (), kinds: Mapping[str, str] | None = None
) -> Panel:
    """The panel of (unit_code, month, …counts), at most one row a unit and month.

    Args:
        breaks: (unit_code, day): months before and after the day are not compared, as after a merger.
        kinds: the kind of unit by code; without it all are of one kind.
    """
    place = (counts["month"].dt.year * 12 + counts["month"].dt.month).to_numpy(dtype=int)
    first, last = (int(place.min()), int(place.max())) if len(place) else (2020 * 12 + 1, 2020 * 12)
    codes = counts["unit_code"].to_numpy(dtype=object)
    broken = defaultdict(set)
    for code, day in breaks:
        broken[day].add(code)
    part = np.zeros(len(counts), dtype=int)
    for day, those in broken.items():
        part += np.isin(codes, list(those)) & (place >= day.year * 12 + day.month)
    row, keys = pd.factorize(pd.MultiIndex.from_arrays([codes, part]), sort=True)
    columns = {}
    for name in COUNT_NAMES:
        table = np.full((len(keys), last - first + 1), np.nan)
        if name in counts.columns:
            table[row, place - first] = counts[name].to_numpy(dtype=float, na_value=np.nan)
        columns[name] = table
    months = pd.date_range(f"{(first - 1) // 12}-{(first - 1) % 12 + 1:02}-01", periods=last - first + 1, freq="MS")
    own = np.array([code for code, _ in keys], dtype=object)
    return Panel(own, months, columns, np.array([(kinds or {}).get(code, "") for code in own], dtype=object))


def flagged(  # noqa: PLR0917  what a flag consists of
    panel: Panel,
    test: str,
    arithmetic: str,
    where: Where,
    statistic: Numbers,
    chance: Numbers | None,
    values: Mapping[str, Numbers],
) -> pd.DataFrame:
    """`FLAG_COLUMNS` of the cells that are true in `where`; `values` are the numbers of the arithmetic, in dossiers."""
    row, column = np.nonzero(where)
    names = list(values)
    cells = zip(*(values[name][row, column].tolist() for name in names), strict=True)
    return pd.DataFrame(
        {
            "unit_code": panel.codes[row],
            "month": panel.months[column],
            "test": test,
            "arithmetic": arithmetic,
            "statistic": statistic[row, column],
            "chance": np.full(len(row), np.nan) if chance is None else chance[row, column],
            "values": [dict(zip(names, cell, strict=True)) for cell in cells],
        },
        columns=FLAG_COLUMNS,
    )
