"""What is said once of a whole file: it repeats an earlier month, it is several months added, units are not in it.

One finding takes one reason; said row by row the same would be a hundred.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from core.counts import COUNT_NAMES, CountName
from core.issues import Issue
from core.periods import Period, month_with
from core.units import RANKED_KINDS, Unit

WHOLE_MONTH = 0.5
"""A file with a smaller share of the units is a correction: nothing is said of the others."""
FEWEST = 3
"""Fewer units than these are no whole month, and are compared one by one."""
_TWOFOLD, _SMALL = 2.0, 50
_COUNTS = list(COUNT_NAMES)


def repeated_month(mine: pd.DataFrame, past: pd.DataFrame) -> Issue | None:
    """The earlier month whose numbers most units of the file repeat; see `loaders.monthly.checks.against_the_past`.

    Args:
        mine: the units' own rows of one month.
        past: (unit_code, month, …counts) of the months before it.
    """
    # A unit that stands twice is an error of its own.
    given = mine.drop_duplicates("unit_code").set_index("unit_code")[_COUNTS].astype(float)
    # Small units repeat numbers by chance.
    enough = given.notna().sum(axis=1).ge(3) & given.sum(axis=1).ge(_SMALL)
    place = given.index.get_indexer(pd.Index(past["unit_code"]))
    before, place = past[place >= 0], place[place >= 0]
    now = given.to_numpy()[place]
    same = ((before[_COUNTS].to_numpy(dtype=float) == now) | np.isnan(now)).all(axis=1) & enough.to_numpy()[place]
    for month, how_many in before["month"][same].value_counts(sort=False).sort_index().items():
        if how_many >= FEWEST and how_many >= WHOLE_MONTH * len(given):
            values = {"how_many": int(how_many), "of": len(given), "month": _shown(month)}
            return Issue("file_same_as_before", "warning", mine["sheet"].iloc[0], values=values)
    return None


def far_from_last_month(
    mine: pd.DataFrame, past: pd.DataFrame, volumes: Sequence[tuple[CountName, ...]]
) -> Iterator[Issue]:
    """All units together at least twice or at most half of the month published last, and most of them each."""
    if past.empty:
        return
    last = past["month"].max()
    before = past[past["month"].eq(last)].set_index("unit_code")
    now = mine.set_index("unit_code")
    both = [code for code in now.index if code in before.index]
    if len(both) < max(FEWEST, WHOLE_MONTH * len(before)):
        return
    for names in volumes:
        # Of a unit that lacks one of them the sum is not known.
        new, old = (
            table.loc[both, list(names)].astype(float).sum(axis=1, min_count=len(names)) for table in (now, before)
        )
        known = new.notna() & old.notna()
        if known.sum() < FEWEST:
            continue
        total, usual = int(new[known].sum()), int(old[known].sum())
        ratios = new[known & old.gt(0)] / old[known & old.gt(0)]
        if max(total, usual) >= _SMALL and usual and len(ratios):
            values = {"units": int(known.sum()), "value": total, "before": usual, "month": _shown(last)}
            middle = float(np.median(ratios))
            if total >= _TWOFOLD * usual and middle >= _TWOFOLD:
                times = round(total / usual, 1)
                yield Issue("total_rises", "warning", mine["sheet"].iloc[0], values=values | {"times": times})
            elif total * _TWOFOLD <= usual and middle * _TWOFOLD <= 1:
                yield Issue("total_falls", "warning", mine["sheet"].iloc[0], values=values)
        return


def absent_units(
    mine: pd.DataFrame, reported: Mapping[str, object], month: Period, units: Sequence[Unit]
) -> Iterator[Issue]:
    """Units in force that a whole month lacks: of each kind by the unit list, or else by who reported last month.

    Args:
        reported: the codes of the units that gave the same counts last month; empty before the first month.
    """
    there = set(mine["unit_code"])
    in_force = [unit for unit in units if unit.in_force(month.start, month.end)]
    expected: list[Unit] = []
    for kind in RANKED_KINDS:
        listed = [unit for unit in in_force if unit.kind == kind]
        given = sum(unit.code in there for unit in listed)
        expected += listed if given >= FEWEST and given > WHOLE_MONTH * len(listed) else []
    last = [unit for unit in in_force if unit.code in reported]
    if sum(unit.code in there for unit in last) > WHOLE_MONTH * len(last):
        expected += [unit for unit in last if unit not in expected]
    absent = [unit.name for unit in expected if unit.code not in there]
    if absent:
        values = {"how_many": len(absent), "units": ", ".join(absent)}
        yield Issue("units_missing", "warning", mine["sheet"].iloc[0], values=values)


def _shown(month: object) -> str:
    return f"{month_with(pd.Timestamp(month).date()).start:%m/%Y}"  # type: ignore[arg-type]
