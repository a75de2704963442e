"""A score's total by the unit's rates over twelve months, by a formula instead of draws.

Each indicator's points are P·min(θ/f, 1) of a share θ (`metrics.score.shares`). Their mean and variance follow exactly
from the moments of a Beta curve cut off at f: E[θ^k; θ < f] = E[θ^k]·I_f(α + k, β) (Johnson, Kotz & Balakrishnan 1995,
ch. 25). Means add up, and variances, for indicators are independent, apart from those of the same dossiers: their
deviations add up. A sum of a dozen such parts is near normal, and the ranks follow as in `metrics.chance.rank_curves`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from metrics.chance.mixture import Mixture
from metrics.chance.rank_curves import Curves
from metrics.score.shares import Numbers, Share, Shares

_STEADY = 1e-3
"""The least deviation of a total, in points: one made of given scores alone has none."""
_TWO_SIDED = 1.96


@dataclass(frozen=True, eq=False)
class Totals:
    """What is known of each unit's total by its rates over twelve months."""

    curves: Curves
    """In points, one normal curve a unit."""
    differs: Numbers
    """1 or -1 where the last month's shares bring really more or less points than those of its other months, else 0."""


def long_run_totals(known: Shares) -> Totals:
    """The totals of the units of `known`, in their order."""
    units = len(known.codes)
    middle = known.fixed
    deviations: dict[str, Numbers] = {}
    for share in known.drawn:
        mean, deviation = points_over_time(share)
        middle = middle + mean
        deviations[share.dossiers] = deviations.get(share.dossiers, np.zeros(units)) + deviation
    spread = np.sqrt(sum((each**2 for each in deviations.values()), np.full(units, _STEADY**2)))
    return Totals(Curves(np.ones((1, units)), middle[None], spread[None]), _differs(known.drawn, units))


def points_over_time(share: Share) -> tuple[Numbers, Numbers]:
    """Mean and deviation of an indicator's points by unit; 0 where it is not reported."""
    first, second = _moments(share.known.posterior, share.indicator.full_share)
    scale = np.where(share.counts, share.indicator.points / share.indicator.full_share, 0.0)
    return scale * first, scale * np.sqrt(np.maximum(second - first**2, 0.0))


def _moments(posterior: Mixture, most: float) -> tuple[Numbers, Numbers]:
    """E[min(θ, most)] and E[min(θ, most)²] of every unit."""
    a, b = posterior.alpha, posterior.beta
    first = a / (a + b)
    second = first * (a + 1.0) / (a + b + 1.0)
    if most < 1.0:
        beyond = scipy.special.betaincc(a, b, most)
        first = first * scipy.special.betainc(a + 1.0, b, most) + most * beyond
        second = second * scipy.special.betainc(a + 2.0, b, most) + most**2 * beyond
    return (posterior.weight * first).sum(axis=0), (posterior.weight * second).sum(axis=0)


def _differs(drawn: Sequence[Share], units: int) -> Numbers:
    """Against the unit's other months, moved as all units moved (`metrics.chance.long_run.LongRun.usual`)."""
    apart = np.zeros(units)
    deviations: dict[str, Numbers] = {}
    for share in drawn:
        (met, of), (before, of_before) = share.known.now(), share.known.usual()
        both = share.counts & (of > 0) & (of_before > 0)
        now, usual = met / np.maximum(of, 1.0), (before + 0.5) / (of_before + 1.0)
        most, scale = share.indicator.full_share, share.indicator.points / share.indicator.full_share
        apart += np.where(both, scale * (np.minimum(now, most) - np.minimum(usual, most)), 0.0)
        noise = (
            share.known.scatter * usual * (1.0 - usual) * (1.0 / np.maximum(of, 1.0) + 1.0 / np.maximum(of_before, 1.0))
        )
        deviation = np.where(both & (np.minimum(now, usual) < most), scale * np.sqrt(noise), 0.0)
        deviations[share.dossiers] = deviations.get(share.dossiers, np.zeros(units)) + deviation
    reach = _TWO_SIDED * np.sqrt(sum((each**2 for each in deviations.values()), np.full(units, _STEADY**2)))
    return np.where(np.abs(apart) > reach, np.sign(apart), 0.0)
