"""Interval of a unit's rank among its peers by the posterior, and groups of units that cannot be distinguished.

A league table's rank is an estimate too (Goldstein & Spiegelhalter 1996, JRSS A 159:385-443). We draw every unit's true
rate from its posterior, rank each draw, and read each unit's distribution of ranks: its median and a 90 % interval.

The interval goes by mid-ranks: rank r is inside where P(R < r) + ½P(R = r) is between 5 and 95 %. The plain quantiles
of a whole number hold too much: 96 % instead of 90 for 18 departments in simulation, where mid-ranks hold 93; with
130 to 200 units both hold 90 to 92 (tests/metrics/chance/test_rank_intervals.py: three simulated provinces, coverage of
the true ranks). Two very different sorts of unit in one kind are handled by `metrics.chance.mixture`: with 15 % far
worse than the rest the coverage is 90 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.chance.mixture import Mixture

DRAWS = 1000
"""With 4,000 draws a bound varies by a place or two among 130 units."""
SEED = 766
LEVEL = 0.90
TOLD_APART = 0.95
"""From this probability on one unit is said to be better than another."""

Better = Literal["higher", "lower"]
Draws = NDArray[np.float32]
Ranks = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RankIntervals:
    """One entry per unit, in the order of the draws; 1 is the best rank."""

    low: Ranks
    middle: Ranks
    """The median rank."""
    high: Ranks


def draw_odds(posterior: Mixture, *, draws: int = DRAWS, seed: int = SEED) -> Draws:
    """θ/(1 - θ) of every unit, one row a draw.

    Odds give the same ranks: X/(X + Y) with X ~ Gamma(α), Y ~ Gamma(β) is Beta(α, β), but it rounds to 1 where all
    dossiers are met, and would create false ties.
    """
    chance = np.random.default_rng(seed)
    shape = (draws, posterior.alpha.shape[1])
    alpha, beta = (each[0].astype(np.float32) for each in (posterior.alpha, posterior.beta))
    if len(posterior.weight) > 1:
        part = (chance.random(shape)[None] > posterior.weight.cumsum(axis=0)[:-1, None]).sum(axis=0)
        alpha, beta = (
            np.take_along_axis(each, part, axis=0).astype(np.float32) for each in (posterior.alpha, posterior.beta)
        )
    won = chance.standard_gamma(alpha, shape, dtype=np.float32)
    lost = chance.standard_gamma(beta, shape, dtype=np.float32)
    with np.errstate(divide="ignore", over="ignore"):
        odds: Draws = won / lost
    return odds


def rank_probabilities(draws: NDArray[np.floating], better: Better = "higher") -> NDArray[np.float64]:
    """P(unit has rank r): one row a unit, one column a rank.

    Args:
        draws: one row a draw, one column a unit; no NaN.
    """
    many, units = draws.shape
    order = np.argsort(-draws if better == "higher" else draws, axis=1)
    at = order * units + np.arange(units)
    times = np.bincount(at.ravel(), minlength=units * units).reshape(units, units)
    return np.asarray(times / max(many, 1), dtype=np.float64)


def rank_intervals(chance: NDArray[np.float64], level: float = LEVEL) -> RankIntervals:
    """The median and the `level` interval of each unit's rank; see the module for how.

    Args:
        chance: result of `rank_probabilities`.
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


def tiers(
    draws: NDArray[np.floating], chance: NDArray[np.float64], ranks: Sequence[int], better: Better = "higher"
) -> Ranks:
    """The group of each unit in the official order, from 1: groups are distinguishable, units within one are not.

    We go down the official order, and close a group where its steadiest unit is better, with a probability of 95 % or
    more, than the steadiest of all that follow. The steadiest is the one with the best mean rank of the draws: a small
    unit that was lucky, or unlucky, neither closes a group nor holds it open. Units of one official rank stay together.

    Args:
        draws: one column a unit.
        chance: their `rank_probabilities`.
        ranks: the official ones, ascending, in the order of the columns.
    """
    signed = draws if better == "higher" else -draws
    expected = chance @ np.arange(1, len(ranks) + 1)
    group = np.ones(len(ranks), dtype=np.int64)
    leader = 0
    for place in range(1, len(ranks)):
        group[place] = group[place - 1]
        follower = place + int(expected[place:].argmin())
        told_apart = ranks[place] > ranks[place - 1] and expected[leader] < expected[follower]
        if told_apart and (signed[:, leader] > signed[:, follower]).mean() >= TOLD_APART:
            group[place] += 1
            leader = place
        elif expected[place] < expected[leader]:
            leader = place
    return group
