"""The units in force over several months, and their counts over them."""

from collections.abc import Iterable, Sequence

import pandas as pd

from core.periods import Period
from core.units import Unit, UnitKind
from metrics.rates.rates import over_months


def in_force(lists: Iterable[tuple[Period, Sequence[Unit]]], kinds: Sequence[UnitKind]) -> tuple[Unit, ...]:
    """The units of these kinds in force in any of the months, each once, as the last of them has it; by kind and code.

    Args:
        lists: the months in order, each with the list of units that applies to it.
    """
    found: dict[str, Unit] = {}
    for month, units in lists:
        for unit in units:
            if unit.kind in kinds and unit.in_force(month.start, month.end):
                found[unit.code] = unit
    return tuple(sorted(found.values(), key=lambda unit: (unit.kind, unit.code)))


def counts_over(counts: pd.DataFrame, units: Sequence[Unit], months: Sequence[Period]) -> pd.DataFrame:
    """(unit_code, …counts) over the months, one row for each of `units` in their order; NaN = not reported.

    Args:
        counts: (unit_code, month, …counts), one row a unit and month.
        months: the published months, in order.
    """
    due = pd.Series(
        [sum(unit.in_force(month.start, month.end) for month in months) for unit in units],
        index=[unit.code for unit in units],
        dtype=int,
    )
    stamps = [pd.Timestamp(month.start) for month in months]
    return over_months(counts[counts["unit_code"].isin(due.index)], stamps, due)
