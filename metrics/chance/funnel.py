"""Funnel plot, rate against volume: the limits that chance allows at each size, and the units outside them.

Spiegelhalter 2005, “Funnel plots for comparing institutional performance”, Statistics in Medicine 24:1185-1202. The
target is the pooled rate p₀ = Σr/Σn. Limits are exact binomial quantiles, interpolated as in its appendix A.1.1: with
R the smallest whole number for which P(X ≤ R) ≥ q,

    limit = (R - a) / n,    a = (P(X ≤ R) - q) / (P(X ≤ R) - P(X ≤ R - 1)).

Units differ for more reasons than chance (its section 5): with z = (r/n - p₀) / √(p₀(1 - p₀)/n), the lowest and
highest tenth brought in to the tenth's edge, φ = Σz²/I; where φ > 1 the limits go √φ times as far from p₀.
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
WINSORISED = 0.1
INNER, OUTER = 0.95, 0.998
_CURVE = 80


@dataclass(frozen=True, eq=False)
class Funnel:
    """Shares (0 to 1); NaN for a unit without a rate."""

    pooled: float
    phi: float
    """Over-dispersion; 1 where there is none."""
    outside: Numbers
    """Per unit: 0 inside; ±1 beyond the 95 % limits, ±2 beyond the 99.8 % limits; the sign says above or below."""
    curve: Numbers
    """(volume, lower 99.8 %, lower 95 %, upper 95 %, upper 99.8 %), one row a volume, from the least to the most."""


def funnel(numerator: Numbers, denominator: Numbers) -> Funnel:
    """The funnel of the units of one kind in one period.

    Args:
        numerator: dossiers met; NaN = not reported. A surplus over `denominator` in the source is cut off.
        denominator: dossiers; 0 or NaN: the unit has no rate and takes no part.
    """
    known = np.isfinite(numerator) & (denominator > 0)
    n = denominator[known]
    share = np.clip(numerator[known] / n, 0.0, 1.0)
    outside = np.full(numerator.shape, np.nan)
    if not n.size:
        return Funnel(np.nan, 1.0, outside, np.empty((0, 5)))
    pooled = float((share * n).sum() / n.sum())
    phi = _phi(share, n, pooled)
    found = np.zeros(n.shape)
    for level, mark in ((INNER, 1.0), (OUTER, 2.0)):
        low, high = limits(n, pooled, phi, level)
        found = np.where(share > high, mark, np.where(share < low, -mark, found))
    outside[known] = found
    volumes = np.asarray(np.unique(np.round(np.geomspace(n.min(), n.max(), _CURVE))), dtype=np.float64)
    inner, outer = limits(volumes, pooled, phi, INNER), limits(volumes, pooled, phi, OUTER)
    return Funnel(pooled, phi, outside, np.column_stack([volumes, outer[0], inner[0], inner[1], outer[1]]))


def limits(volume: Numbers, pooled: float, phi: float, level: float) -> tuple[Numbers, Numbers]:
    """(lower, upper) limits: the share of a unit of each volume lies between them with probability `level`."""
    wider = np.sqrt(phi)
    tails = ((1 - level) / 2, (1 + level) / 2)
    low, high = (np.clip(pooled + wider * (_quantile(q, volume, pooled) - pooled), 0.0, 1.0) for q in tails)
    return low, high


def _quantile(q: float, volume: Numbers, pooled: float) -> Numbers:
    if pooled in (0.0, 1.0):
        return np.full(volume.shape, pooled)
    most = scipy.stats.binom.ppf(q, volume, pooled)
    upto, below = scipy.stats.binom.cdf(most, volume, pooled), scipy.stats.binom.cdf(most - 1, volume, pooled)
    return np.asarray((most - (upto - q) / (upto - below)) / volume, dtype=np.float64)


def _phi(share: Numbers, volume: Numbers, pooled: float) -> float:
    room = pooled * (1 - pooled)
    if room == 0:
        return 1.0
    z = (share - pooled) / np.sqrt(room / volume)
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    return max(float(np.mean(np.clip(z, low, high) ** 2)), 1.0)
