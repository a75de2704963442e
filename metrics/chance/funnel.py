"""Funnel plot, rate against volume: which units differ from their kind by more than chance and the usual differences.

Spiegelhalter 2005, “Funnel plots for comparing institutional performance”, Statistics in Medicine 24:1185-1202. The
target is the pooled rate p₀ = Σr/Σn. Units differ for more reasons than chance: their true rates have a variance τ²
about p₀ that is added to that of chance, p₀(1 - p₀)/n (Spiegelhalter 2005, Quality and Safety in Health Care
14:347-351; a factor φ on the latter instead would call a third of the largest units unusual). With

    z = (r/n - p₀) / √(p₀(1 - p₀)/n + τ²),

the lowest and highest tenth brought in to the tenth's edge, τ² is the one for which Σz² is what it is of I normal z,
0.679(I - 1), and 0 where Σz² is less without it (Paule & Mandel 1982, J. Res. NBS 87:377-385; brought in before τ² is
found, the largest units would lose most, and τ be a fifth too small).

A unit is named by the exact tail of its count, beta-binomial with mean p₀ and intraclass correlation τ²/(p₀(1 - p₀)),
binomial where τ² = 0: the mid-P value P(X > r) + ½P(X = r) (Lancaster 1961, JASA 56:223-234), and the same below. A
limit on a scale of rates would name 200 of 200, which half of such units reach by chance. The curve is for the eye.
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
WINSORISED = 0.1
INNER, OUTER = 0.95, 0.998
_CURVE = 80
_OF_NORMAL = 0.679
"""E min(|z|, 1.2816)² of a standard normal z: 0.8 - 2·1.2816·0.1755 + 0.2·1.2816²."""
_MOST = 0.9
"""The largest intraclass correlation: units that are all at 0 or all at 1 have no other."""
_MANY = 3000
"""With more dossiers a count is taken for continuous; the sum over all smaller ones would cost more than it tells."""


@dataclass(frozen=True, eq=False)
class Funnel:
    """Shares (0 to 1); NaN for a unit without a rate."""

    pooled: float
    tau: float
    """τ, the standard deviation of the units' true rates; 0 where they differ by chance alone."""
    outside: Numbers
    """Per unit: 0 inside; ±1 with a tail below 2.5 %, ±2 below 0.1 %; the sign says above or below."""
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
    met = np.clip(numerator[known], 0.0, n)
    outside = np.full(numerator.shape, np.nan)
    if not n.size:
        return Funnel(np.nan, 0.0, outside, np.empty((0, 5)))
    pooled = float(met.sum() / n.sum())
    alike = _intraclass(met / n, n, pooled)
    above, below = tails(met, n, pooled, alike)
    found = np.zeros(n.shape)
    for level, mark in ((INNER, 1.0), (OUTER, 2.0)):
        rare = (1.0 - level) / 2.0
        found = np.where(above < rare, mark, np.where(below < rare, -mark, found))
    outside[known] = found
    volumes = np.asarray(np.unique(np.round(np.geomspace(n.min(), n.max(), _CURVE))), dtype=np.float64)
    inner, outer = limits(volumes, pooled, alike, INNER), limits(volumes, pooled, alike, OUTER)
    curve = np.column_stack([volumes, outer[0], inner[0], inner[1], outer[1]])
    return Funnel(pooled, float(np.sqrt(alike * pooled * (1.0 - pooled))), outside, curve)


def tails(met: Numbers, of: Numbers, pooled: float, alike: float) -> tuple[Numbers, Numbers]:
    """(mid-P value of as many or more, of as many or fewer) of each count.

    Args:
        alike: the intraclass correlation, 0 to 1.
    """
    if pooled in (0.0, 1.0):
        return np.full(met.shape, 0.5), np.full(met.shape, 0.5)
    if alike == 0.0:
        more = np.where(met > 0, scipy.special.betainc(np.maximum(met, 1.0), of - met + 1.0, pooled), 1.0)
        fewer = np.where(met < of, scipy.special.betaincc(met + 1.0, np.maximum(of - met, 1.0), pooled), 1.0)
        here = (more + fewer - 1.0) / 2.0
        return more - here, fewer - here
    a, b = (share * (1.0 / alike - 1.0) for share in (pooled, 1.0 - pooled))
    more, fewer = np.empty(met.shape), np.empty(met.shape)
    for at, (k, n) in enumerate(zip(met, of, strict=True)):
        if n > _MANY:
            continue
        x = np.arange(int(n) + 1)
        chance = np.exp(scipy.special.betaln(x + a, n - x + b) - scipy.special.betaln(a, b) - _log_ways(n, x))
        half = chance[int(k)] / 2.0
        more[at], fewer[at] = chance[int(k) + 1 :].sum() + half, chance[: int(k)].sum() + half
    large = of > _MANY
    strength = _strength(of[large], alike)
    more[large] = scipy.special.betaincc(pooled * strength, (1.0 - pooled) * strength, met[large] / of[large])
    fewer[large] = 1.0 - more[large]
    return more, fewer


def limits(volume: Numbers, pooled: float, alike: float, level: float) -> tuple[Numbers, Numbers]:
    """(lower, upper): a rate of each volume lies between them with probability `level`, by the Beta curve of the same
    mean and variance. For the eye; units are named by `tails`."""
    if pooled in (0.0, 1.0):
        return np.full(volume.shape, pooled), np.full(volume.shape, pooled)
    strength = _strength(volume, alike)
    a, b = pooled * strength, (1.0 - pooled) * strength
    low, high = (scipy.special.betaincinv(a, b, q) for q in ((1.0 - level) / 2.0, (1.0 + level) / 2.0))
    return np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)


def _strength(volume: Numbers, alike: float) -> Numbers:
    """α + β of the Beta curve with the variance p₀(1 - p₀)(ρ + (1 - ρ)/n)."""
    return 1.0 / np.minimum(alike + (1.0 - alike) / volume, 0.99) - 1.0


def _log_ways(n: float, x: NDArray[np.int64]) -> Numbers:
    """The logarithm of 1 over the number of ways to choose x of n."""
    return np.asarray(scipy.special.betaln(x + 1.0, n - x + 1.0) + np.log(n + 1.0), dtype=np.float64)


def _intraclass(share: Numbers, volume: Numbers, pooled: float) -> float:
    """τ²/(p₀(1 - p₀)); 0 where the units differ by chance alone."""
    if pooled in (0.0, 1.0) or len(share) < 2:
        return 0.0
    usual = _OF_NORMAL * (len(share) - 1) / len(share)

    def more(alike: float) -> float:
        z = (share - pooled) / np.sqrt(pooled * (1.0 - pooled) * (alike + (1.0 - alike) / volume))
        low, high = np.quantile(z, [WINSORISED, 1.0 - WINSORISED])
        return float(np.mean(np.clip(z, low, high) ** 2)) - usual

    if more(0.0) <= 0.0:
        return 0.0
    return float(scipy.optimize.brentq(more, 0.0, _MOST, xtol=1e-7)) if more(_MOST) < 0.0 else _MOST
