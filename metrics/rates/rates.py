"""Computes rates from counts: sum first, divide last; a missing count gives a missing rate."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.counts import COUNTS
from metrics.rates.measures import Measure


class MissingColumnsError(ValueError):
    """The frame lacks a count that the measure needs: a bug of the caller."""


def values(counts: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The measure's value for every row of `counts`.

    Args:
        counts: any keys and the measure's counts, in dossiers (or hundredths of a day).

    Returns:
        `counts`' other columns, then (numerator, denominator, value), same rows and order. `value` is in
        the measure's unit, unrounded. It is NaN where a count is unknown or the denominator is 0: a
        unit with nothing to resolve has done neither well nor badly. A figure given ready-made has no
        numerator, and for a denominator the dossiers it is about.

    Raises:
        MissingColumnsError: `counts` lacks a count the measure needs.
    """
    missing = [name for name in measure.counts if name not in counts.columns]
    if missing:
        raise MissingColumnsError(f"{measure.id} needs {', '.join(missing)}")
    keys = [name for name in counts.columns if name not in COUNTS]
    numerator = _total(counts, measure.numerator)
    denominator = _total(counts, measure.applies_to if measure.given else measure.denominator)
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient = numerator if measure.given else numerator / denominator
        ratio = np.where(denominator > 0, quotient, np.nan)
    return counts[keys].assign(
        numerator=np.nan if measure.given else numerator,
        denominator=denominator,
        # Keep the unscaled quotient as well: ties are decided on it, because scaling may round.
        ratio=ratio,
        value=ratio * measure.scale,
    )


def _total(counts: pd.DataFrame, names: Sequence[str]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    # skipna=False: a sum with an unknown part is unknown, not smaller.
    return counts[list(names)].sum(axis=1, skipna=False).to_numpy(dtype=float, na_value=np.nan)


def over_months(counts: pd.DataFrame, months: Sequence[pd.Timestamp], due: "pd.Series[int]") -> pd.DataFrame:
    """One row per unit for a longer period, from one row per unit and month.

    Args:
        counts: (unit_code, month, …counts), at most one row per unit and month, sorted by month.
        months: the months of the period for which anything is published, in order.
        due: in how many of them each unit was in force (index: unit_code).

    Returns:
        (unit_code, …counts) for the units of `due`. Flows are added, an opening stock is the first
        month's, a closing stock the last month's, as `core.counts` says; a unit that had ended by then
        (or had not begun) has no stock: 0. A count is NaN where the unit did not report it in one of its
        months, and where no honest figure for several months follows from the monthly ones.
    """
    names = [name for name in COUNTS if name in counts.columns]
    inside = counts[counts["month"].isin(months)]
    if len(months) == 1:
        # Fast path: a single month needs no sums, and is by far the most frequent case.
        return inside.set_index("unit_code")[names].reindex(due.index).rename_axis("unit_code").reset_index()
    grouped = inside.groupby("unit_code", sort=True)
    complete = grouped[names].count().reindex(due.index).eq(due, axis=0)
    total = grouped[names].sum(min_count=1).reindex(due.index)
    stocks = {
        how: inside[inside["month"].eq(month)].set_index("unit_code")[names].reindex(due.index)
        for how, month in (("first", months[0]), ("last", months[-1]))
    }
    columns = {}
    for name in names:
        how = COUNTS[name].over_time
        if how in stocks:
            columns[name] = stocks[how][name].fillna(0).where(complete[name])
        else:
            columns[name] = total[name].where(complete[name] & (how == "sum" or len(months) == 1))
    return pd.DataFrame(columns, index=due.index).rename_axis("unit_code").reset_index()


def pooled(counts: pd.DataFrame, measure: Measure, by: Sequence[str] = ()) -> pd.DataFrame:
    """The rate of a group's dossiers: its units' counts added, then divided once.

    It is not the mean of the units' rates: Phú Thọ, August 2026, is 78.38 %, its units' mean 84.12 %.

    Args:
        counts: (…`by`, …counts), one row per unit (and month).
        by: the grouping columns; none for one row over all.

    Returns:
        (…`by`, units, numerator, denominator, ratio, value); `units` is how many rows went in, those
        with every count known. A figure given ready-made (`Measure.given`) and a count that does not
        add up over units give NaN.
    """
    each = values(counts, measure)
    known = each[(each["numerator"].notna() | measure.given) & each["denominator"].notna()]
    keys = list(by)
    grouped = (known.assign(_all=0)).groupby(keys or ["_all"], sort=True)
    table = grouped.agg(units=("numerator", "size"), numerator=("numerator", "sum"), denominator=("denominator", "sum"))
    adds_up = not measure.given and all(COUNTS[name].adds_up for name in measure.counts)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(table["denominator"] > 0, table["numerator"] / table["denominator"], np.nan)
    table["ratio"] = ratio if adds_up else np.nan
    table["value"] = table["ratio"] * measure.scale
    if not adds_up:
        table[["numerator", "denominator"]] = np.nan
    return table.reset_index(drop=not keys)
