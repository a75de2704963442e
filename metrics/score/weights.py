"""How the ranks of a score move when its groups weigh otherwise: is somebody last, or last by these weights alone?

The handbook on composite indicators (OECD & JRC 2008, ch. 7; Saisana, Saltelli & Tarantola 2005, JRSS A 168:307-323)
asks it of every index: weights are a choice. Each group's weight is drawn anew, evenly from a quarter less to a quarter
more, all are scaled to add up as before, and the units are ranked again; then once with equal weights for all groups,
and once without each group. What a unit achieved in each group, the share of its points, stays as it is.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Ranks = NDArray[np.int64]
BY = 0.25
"""A weight is drawn from so much less to so much more."""
DRAWS = 1000
SEED = 766
TEN = 10
_TAIL = 0.05
_TIE = 9
"""Decimals to which totals are compared, as `metrics.score.totals` does."""


@dataclass(frozen=True, eq=False)
class OtherWeights:
    """Ranks by other weights; one entry a unit, 1 is the best rank."""

    low: Ranks
    high: Ranks
    """The rank is between these in nine of ten draws."""
    equal: Ranks
    """The rank if all groups weigh the same."""
    without: Ranks
    """The rank without the group that moves the unit furthest."""
    left_out: tuple[str, ...]
    """That group; blank where no group moves it."""
    last: Numbers
    """The share of draws in which the unit is among the last `ends`, 0 to 1."""


def ends(units: int) -> int:
    """How many are called the first, or the last, of so many: ten, and of fewer than thirty a third."""
    return min(TEN, units // 3)


def shares_of_groups(scored: pd.DataFrame, codes: list[str]) -> tuple[Numbers, Numbers, tuple[str, ...]]:
    """(shares, weights, groups): what of each group's points each unit has, and the points of the groups.

    Args:
        scored: result of `metrics.score.scoring.scores`.
        codes: the units, each of which knows the same groups as every other, as ranked units do.
    """
    known = scored[scored["unit_code"].isin(codes) & scored["exact"].notna()]
    points, most = (
        known.pivot_table(index="unit_code", columns="group", values=name, aggfunc="sum", sort=False).reindex(codes)
        for name in ("points", "max_points")
    )
    return (
        np.nan_to_num((points / most).to_numpy(dtype=float)),
        most.max().to_numpy(dtype=float),
        tuple(str(each) for each in points.columns),
    )


def other_weights(shares: Numbers, weights: Numbers, groups: tuple[str, ...]) -> OtherWeights:
    """The ranks of the units, one row of `shares` each, by other weights of the groups, one column each."""
    chance = np.random.default_rng(SEED)
    drawn = weights * chance.uniform(1.0 - BY, 1.0 + BY, (DRAWS, len(weights)))
    ranks = _ranks(shares @ (drawn * (weights.sum() / drawn.sum(axis=1, keepdims=True))).T)
    official = _ranks((shares @ weights)[:, None])[:, 0]
    alone = np.where(np.eye(len(groups), dtype=bool), 0.0, weights)
    without = _ranks(shares @ alone.T) if len(groups) > 1 else official[:, None]
    furthest = np.abs(without - official[:, None]).argmax(axis=1)
    units = np.arange(len(shares))
    moved = without[units, furthest] != official
    return OtherWeights(
        low=np.quantile(ranks, _TAIL, axis=1, method="lower").astype(np.int64),
        high=np.quantile(ranks, 1.0 - _TAIL, axis=1, method="higher").astype(np.int64),
        equal=_ranks(shares.sum(axis=1)[:, None])[:, 0],
        without=without[units, furthest],
        left_out=tuple(groups[at] if far else "" for at, far in zip(furthest, moved, strict=True)),
        last=(ranks > len(shares) - ends(len(shares))).mean(axis=1),
    )


def _ranks(totals: Numbers) -> Ranks:
    """The competition rank within each column (1, 2, 2, 4)."""
    rounded = np.round(totals, _TIE)
    return np.array(
        [1 + len(column) - np.searchsorted(np.sort(column), column, side="right") for column in rounded.T]
    ).T
