"""Interval of a unit's rank among its peers, and groups of units that cannot be distinguished.

A league table's rank is an estimate too (Goldstein & Spiegelhalter 1996, JRSS A 159:385-443). The rank in question is
that by the unit's rate over twelve months: the counts of twelve months are pooled and divided by φ, the scatter of its
kind's neighbouring months (`metrics.chance.belief`), for a month's dossiers are not independent. Each unit's posterior
(`metrics.chance.mixture`) gives the probability of every rank (`metrics.chance.rank_curves`).

The interval goes by mid-ranks: rank r is inside where P(R < r) + ½P(R = r) is between 5 and 95 %. The plain quantiles
of a whole number hold too much. By simulation (tests/metrics/chance/test_long_run.py) it holds the rank by the true
rate in 88 to 94 %, for φ = 1 and φ = 4, in kinds of many units and of few; where a rank is known to a place, as among
18 departments far apart, in more: no whole number holds 90 % then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

MONTHS = 12
"""The rate in question is that of so many months."""
LEVEL = 0.90
TOLD_APART = 0.95
"""From this probability on one unit is said to be better than another."""

Better = Literal["higher", "lower"]
Numbers = NDArray[np.float64]
Ranks = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RankIntervals:
    """One entry per unit; 1 is the best rank."""

    low: Ranks
    middle: Ranks
    """The median rank."""
    high: Ranks


def rank_intervals(chance: Numbers, level: float = LEVEL) -> RankIntervals:
    """The median and the `level` interval of each unit's rank; see the module for how.

    Args:
        chance: P(unit has rank r), one row a unit, one column a rank.
    """
    up_to = chance.cumsum(axis=1)
    middle_of_rank = up_to - chance / 2.0
    tail = (1.0 - level) / 2.0
    # 1e-9: sums of the same parts must not differ in the last binary digit.
    return RankIntervals(
        low=(middle_of_rank < tail - 1e-9).sum(axis=1) + 1,
        middle=(up_to < 0.5 - 1e-9).sum(axis=1) + 1,
        high=(middle_of_rank <= 1.0 - tail + 1e-9).sum(axis=1),
    )


def tiers(better: Numbers, ranks: Sequence[int]) -> Ranks:
    """The group of each unit in the official order, from 1: groups are distinguishable, units within one are not.

    We go down the official order, and close a group where its steadiest unit is better, with a probability of 95 % or
    more, than the steadiest of all that follow. The steadiest is the one with the best mean rank: a small unit that was
    lucky, or unlucky, neither closes a group nor holds it open. Units of one official rank stay together.

    Args:
        better: the probability that the unit of the row is better than the unit of the column, both in official order.
        ranks: the official ones, ascending.
    """
    # The mean rank, but for a constant: how many units are better on average.
    expected = better.sum(axis=0)
    group = np.ones(len(ranks), dtype=np.int64)
    leader = 0
    for place in range(1, len(ranks)):
        group[place] = group[place - 1]
        follower = place + int(expected[place:].argmin())
        told_apart = ranks[place] > ranks[place - 1] and expected[leader] < expected[follower]
        if told_apart and better[leader, follower] >= TOLD_APART:
            group[place] += 1
            leader = place
        elif expected[place] < expected[leader]:
            leader = place
    return group
