"""Whether a cohort changed differently from the other units of its kinds: difference in differences, by counts.

A season or a reform of the portal changes the rest too; subtracting the rest's change leaves the cohort's own.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.chance.cohort import Difference, between, beyond_chance, by_chance


@dataclass(frozen=True)
class Change:
    """The change of the cohort and of the rest from the months before a day to those since, and the difference."""

    before: float
    after: float
    rest_before: float
    rest_after: float
    difference: Difference
    """The cohort's change less the rest's."""
    units: int
    """How many units of the cohort have dossiers both before and since."""


def change(units: pd.DataFrame) -> Change | None:
    """The cohort's change less the rest's (difference in differences), by units with dossiers on both sides.

    Args:
        units: (kind, member, met_before, of_before, met_after, of_after), one row per unit; NaN or no dossiers on
            either side = takes no part.

    Returns:
        Shares before and since, all with the cohort's dossiers by kind since; None where the cohort has no such unit.
    """
    both = units[
        (units[["of_before", "of_after"]] > 0).all(axis=1) & units[["met_before", "met_after"]].notna().all(axis=1)
    ]
    moves = [_move(part) for _, part in both.groupby("kind") if part["member"].any()]
    if not moves:
        return None
    size = sum(each.of for each in moves)
    total = {
        name: float(sum(each.of * getattr(each, name) for each in moves) / size)
        for name in ("before", "after", "rest_before", "rest_after")
    }
    variance = float(sum((each.of / size) ** 2 * each.variance for each in moves))
    moved = between(total["after"] - total["before"], total["rest_after"] - total["rest_before"], variance)
    return Change(**total, difference=moved, units=int(both["member"].sum()))


@dataclass(frozen=True)
class _Move:
    """The change of the cohort and of the rest of one kind of unit, in shares."""

    of: float
    """Weight: the cohort's dossiers since the day."""
    before: float
    after: float
    rest_before: float
    rest_after: float
    variance: float
    """Variance of the difference of the two changes."""


def _move(units: pd.DataFrame) -> _Move:
    own, others = units[units["member"]], units[~units["member"]]
    before, after = _rate(own, "before"), _rate(own, "after")
    of = float(own["of_after"].sum())
    if others.empty:
        return _Move(of, before, after, np.nan, np.nan, np.nan)
    rest_before, rest_after = _rate(others, "before"), _rate(others, "after")
    moved = others["met_after"] / others["of_after"] - others["met_before"] / others["of_before"]
    sampling = sum(
        by_chance(others[f"met_{side}"].sum(), total) * total / others[f"of_{side}"]
        for side in ("before", "after")
        if (total := others[f"of_{side}"].sum())
    )
    missed = (moved - (rest_after - rest_before)).to_numpy(dtype=float)
    beyond = beyond_chance(missed, np.asarray(sampling, dtype=float))
    variance = 0.0
    for part in (own, others):
        weights = sum(part[f"of_{side}"] / part[f"of_{side}"].sum() / 2 for side in ("before", "after"))
        chance = sum(by_chance(part[f"met_{side}"].sum(), part[f"of_{side}"].sum()) for side in ("before", "after"))
        variance += float(chance + beyond * (np.asarray(weights, dtype=float) ** 2).sum())
    return _Move(of, before, after, rest_before, rest_after, variance)


def _rate(units: pd.DataFrame, side: str) -> float:
    return float(units[f"met_{side}"].sum() / units[f"of_{side}"].sum())
