"""Computes rates from counts: sum first, divide last; a missing count gives a missing rate."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.counts import COUNTS
from metrics.rates.measures import Measure

Numbers = NDArray[np.float64]


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
    if not measure.known_by(counts.columns):
        missing = [name for name in measure.choices[0] if name not in counts.columns]
        raise MissingColumnsError(f"{measure.id} needs {', '.join(missing)}")
    keys = [name for name in counts.columns if name not in COUNTS]
    numerator = numerator_of(counts, measure)
    denominator = sum_of(counts, measure.applies_to if measure.given else measure.denominator)
    ratio, value = quotients(numerator, np.ones(len(counts)) if measure.given else denominator, measure)
    applies = denominator > 0
    return counts[keys].assign(
        numerator=np.nan if measure.given else numerator,
        denominator=denominator,
        ratio=np.where(applies, ratio, np.nan),
        value=np.where(applies, value, np.nan),
    )


def numerator_of(counts: pd.DataFrame, measure: Measure) -> Numbers:
    """The measure's numerator of each row; where a part of it is not reported, what `Measure.otherwise` says."""
    there = [all(name in counts for name in names) for names in (measure.numerator, measure.otherwise)]
    found = sum_of(counts, measure.numerator) if there[0] else np.full(len(counts), np.nan)
    if not measure.otherwise or not there[1]:
        return found
    whole, part = (sum_of(counts, [name]) for name in measure.otherwise)
    # A part above its whole is a fault of the data, which the checks name: no rate comes of it.
    return np.where(np.isnan(found) & (part <= whole), whole - part, found)


def quotients(numerator: Numbers, denominator: Numbers, measure: Measure) -> tuple[Numbers, Numbers]:
    """(ratio, value): the quotient of whole numbers, and the same in the measure's unit; NaN over 0.

    Each is one division of whole numbers, so it is the number nearest to the true quotient, and 57 of 100 reach a
    target of 57 %: 57 / 100 × 100 is 56.99999999999999.
    """
    more, less = (100.0, 1.0) if measure.unit == "percent" else (1.0, 100.0)
    of = np.where(denominator > 0, denominator, np.nan)
    return numerator / of, numerator * more / (of * less)


def sum_of(counts: pd.DataFrame, names: Sequence[str]) -> Numbers:
    """The counts of each row added; NaN where one of them is not known: the sum is unknown then, not smaller."""
    parts = [counts[name].to_numpy(dtype=float, na_value=np.nan) for name in names]
    return np.asarray(np.sum(parts, axis=0), dtype=np.float64)


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
    cube = np.full((len(months), len(due), len(names)), np.nan)
    month = pd.Index(months).get_indexer(pd.Index(inside["month"]))
    unit = due.index.get_indexer(pd.Index(inside["unit_code"]))
    here = unit >= 0
    cube[month[here], unit[here]] = inside[names].to_numpy(dtype=float, na_value=np.nan)[here]
    reported = (~np.isnan(cube)).sum(axis=0)
    complete = reported == due.to_numpy()[:, None]
    stock = {"first": np.nan_to_num(cube[0]), "last": np.nan_to_num(cube[-1])}
    total = np.where(reported > 0, np.nansum(cube, axis=0), np.nan)
    over = [COUNTS[name].over_time for name in names]
    never = np.full(len(due), np.nan)
    table = pd.DataFrame(
        {
            name: stock[how][:, at] if how in stock else total[:, at] if how == "sum" else never
            for at, (name, how) in enumerate(zip(names, over, strict=True))
        },
        index=due.index,
    )
    return table.where(complete).rename_axis("unit_code").reset_index()


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
    if not adds_up(measure):
        table[["numerator", "denominator"]] = np.nan
    whole = table[["numerator", "denominator"]].to_numpy(dtype=float)
    table["ratio"], table["value"] = quotients(whole[:, 0], whole[:, 1], measure)
    return table.reset_index(drop=not keys)


def adds_up(measure: Measure) -> bool:
    """Whether a group's rate is that of its units' counts added."""
    return not measure.given and all(COUNTS[name].adds_up for name in measure.counts)
