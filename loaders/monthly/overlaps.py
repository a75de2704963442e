"""Do two files give the same count of the same unit and month? Then the file stored later overrides the other."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from core.counts import COUNT_NAMES, CountName
from core.periods import Period, month_with

_KEYS = ["unit_code", "period_start", "field"]


@dataclass(frozen=True)
class Overlap:
    """The units and counts that both files give for one month."""

    month: Period
    units: int
    counts: tuple[CountName, ...]


def overlaps(first: pd.DataFrame, second: pd.DataFrame) -> Iterator[Overlap]:
    """Month by month, oldest first; nothing where the files are about different months, units or counts.

    Args:
        first, second: (unit_code, period_start, …, field, …counts); see `loaders.monthly.frames.rows_of_units`.
    """
    months = sorted(set(first["period_start"]) & set(second["period_start"]))
    for start in months:
        mine, other = (
            rows[rows["period_start"].eq(start)].assign(field=rows["field"].fillna("")) for rows in (first, second)
        )
        both = mine.merge(other, on=_KEYS, suffixes=("", "_again"))
        shared = {name: both[name].notna() & both[f"{name}_again"].notna() for name in COUNT_NAMES}
        given = tuple(name for name, where in shared.items() if where.any())
        if given:
            units = both.loc[pd.DataFrame(shared).any(axis=1), "unit_code"].nunique()
            yield Overlap(month_with(start), int(units), given)
