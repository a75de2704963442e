"""Confidence sets of ranks that assume nothing of how units differ, beside the posterior's range.

Mogstad, Romano, Shaikh & Wilhelm 2024 (Review of Economic Studies 91:476-518), written from the paper. All differences
of a unit and the others are tested at once; so many others as are surely better are above it, so many as are surely
worse are below. The rank by the true rate is then inside with a probability of 95 % or more, whatever the rates are;
the range of `metrics.chance.rank_intervals` is right in nine of ten units on average, and narrower, for it learns from
the kind how units differ. Two kinds of set: of one unit chosen beforehand, and of all units at once, which is
what somebody needs who reads a whole table and picks the unit that stands out.

The rate is taken as asin √((met + ⅜)/(of + ¾)), whose variance 1/(4·of + 2) depends on no unknown rate (Anscombe 1948,
Biometrika 35:246-254): ranks are the same on every rising scale, and a unit with 3 of 3 is not taken for certain. The
critical value comes from draws, and is sharpened step by step (Romano & Wolf 2005, Econometrica 73:1237-1282): what is
already told apart need not be guarded against any more.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrics.chance.rank_intervals import Better, Numbers, Ranks

LEVEL = 0.95
DRAWS = 1000
"""The critical value is then known to about 0.05: under half a place among 130 units."""
SEED = 476
Pairs = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class RankSets:
    """The least and the greatest rank that the counts do not exclude; one entry a unit, 1 is the best rank."""

    low: Ranks
    high: Ranks


def rank_sets(met: Numbers, of: Numbers, better: Better = "higher") -> tuple[RankSets, RankSets]:
    """(each unit's own set, the sets of all units at once), at `LEVEL`.

    Args:
        met, of: one number a unit, of independent dossiers: already divided by φ, the scatter of months. A unit with
            an `of` of 0 may have any rank, and is no reason to move another's.
    """
    known = of > 0
    share = np.where(known, (met + 0.375) / (of + 0.75), 0.5)
    place = np.arcsin(np.sqrt(share)) * (1.0 if better == "higher" else -1.0)
    deviation = np.where(known, 1.0 / np.sqrt(4.0 * of + 2.0), np.inf)
    apart = np.hypot(deviation[:, None], deviation)
    compared = np.isfinite(apart) & ~np.eye(len(of), dtype=bool)
    found = np.where(compared, (place[:, None] - place) / np.where(compared, apart, 1.0), 0.0)
    chance = np.random.default_rng(SEED).standard_normal((DRAWS, len(of))) * np.where(known, deviation, 0.0)
    inverse = np.where(compared, 1.0 / np.where(compared, apart, 1.0), 0.0)
    own, together = _told_apart(found, compared, chance, inverse)
    return _counted(found, own), _counted(found, together)


def _told_apart(found: Numbers, compared: Pairs, chance: Numbers, inverse: Numbers) -> tuple[Pairs, Pairs]:
    """Which pairs are told apart: by each unit's own test of its pairs, and by one test of all pairs."""
    own, together = np.zeros_like(compared), np.zeros_like(compared)
    for one in range(len(found)):
        own[one] = _stepwise(found[one], compared[one], np.abs(chance[:, [one]] - chance) * inverse[one])
    while True:
        greatest = np.zeros(len(chance))
        left = compared & ~together
        for unit in np.flatnonzero(left.any(axis=1)):
            # The pair is the same from both ends: half of them do.
            others = np.flatnonzero(left[unit, unit:]) + unit
            if len(others):
                far = np.abs(chance[:, [unit]] - chance[:, others]) * inverse[unit, others]
                np.maximum(greatest, far.max(axis=1), out=greatest)
        more = left & (np.abs(found) > np.quantile(greatest, LEVEL))
        if not more.any():
            return own, together
        together |= more


def _stepwise(found: Numbers, compared: Pairs, far: Numbers) -> Pairs:
    """Which of one unit's pairs are told apart; `far` is how far each is by chance, a row a draw."""
    told: Pairs = np.zeros_like(compared)
    while (left := compared & ~told).any():
        more = left & (np.abs(found) > np.quantile(far[:, left].max(axis=1), LEVEL))
        if not more.any():
            break
        told |= more
    return told


def _counted(found: Numbers, told: Pairs) -> RankSets:
    return RankSets(1 + (told & (found < 0)).sum(axis=1), len(found) - (told & (found > 0)).sum(axis=1))
