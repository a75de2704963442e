"""The posterior of a unit's true rate, by all months so far; the rate may have changed on the way.

A Bayesian change-point filter (Adams & MacKay 2007, arXiv:0710.3742; Fearnhead & Liu 2007, JRSS B 69:589-605). The
true rate of a unit stays as it is from month to month, but with probability h is drawn anew from its kind's Beta(α, β)
(`metrics.chance.posterior`). A run is the months since it was last drawn: with r months, n met of N in them, the rate
is Beta(α + n, β + N - n), and the chance of the next month's counts is beta-binomial. The weights of the runs follow by
Bayes' rule. So a unit that stays as it is becomes surer every month, and one that changes is believed within a few.

Dossiers of one month are correlated: months vary more than binomial chance alone makes them. φ, the over-dispersion
between a unit's neighbouring months (quasi-binomial, McCullagh & Nelder 1989, ch. 4.5), divides all counts.
"""

from collections.abc import Iterator

import numpy as np
import scipy
from numpy.typing import NDArray

from metrics.chance.mixture import Mixture
from metrics.chance.posterior import prior, taking_part

Numbers = NDArray[np.float64]
CHANGE = 0.02
"""h: a unit's true rate changes about once in four years."""
_RUNS = 12
"""Runs longer than 12 months share one bucket."""
_PAIRS = 30
"""A median of fewer pairs would be mostly noise."""
_ENOUGH = 5.0
"""From this many expected dossiers on the rarer side, the difference of two months is close to normal."""


def beliefs(numerator: Numbers, denominator: Numbers) -> Iterator[Mixture]:
    """The posterior after every month, oldest first, one component per run; a month without a number adds no counts.

    Args:
        numerator, denominator: one row a month without gaps in the calendar, one column a unit of the kind; NaN or a
            denominator of 0: no rate.
    """
    met, of = taking_part(numerator, denominator)
    scatter = dispersion(met, of)
    met, of = met / scatter, of / scatter
    alphas, betas = prior(met, of)
    weight = np.ones((1, met.shape[1]))
    won, lost = np.zeros_like(weight), np.zeros_like(weight)
    begun = np.zeros_like(weight)
    for month, (alpha, beta) in enumerate(zip(alphas, betas, strict=True)):
        if month:
            weight = np.vstack([np.full_like(begun, CHANGE), weight * (1.0 - CHANGE)])
            won, lost = np.vstack([begun, won]), np.vstack([begun, lost])
        if len(weight) > _RUNS:
            weight[-2] += weight[-1]
            # The merged run keeps the counts of the longer one.
            weight, won, lost = weight[:-1], np.delete(won, -2, axis=0), np.delete(lost, -2, axis=0)
        a, b = alpha + won, beta + lost
        fits = scipy.special.betaln(a + met[month], b + of[month] - met[month]) - scipy.special.betaln(a, b)
        weight = weight * np.exp(fits - fits.max(axis=0))
        weight /= weight.sum(axis=0)
        won, lost = won + met[month], lost + of[month] - met[month]
        yield Mixture(weight, alpha + won, beta + lost)


def dispersion(met: Numbers, of: Numbers) -> float:
    """φ of one kind's units, never below 1: half of all pairs of neighbouring months differ by less than √φ·0.67σ.

    The median is used because a unit that did change must not count as noise.

    Args:
        met, of: one row a month, one column a unit; 0 of 0 where there is no rate.
    """
    return max(1.0, _of_neighbours(met, of))


def dispersion_of_sum(met: Numbers, of: Numbers, months: int) -> float:
    """φ of the sum of so many months: as `dispersion`, and more where months hold the same dossiers again.

    A stock (pending dossiers, procedures) and a figure of the year to date change less from month to month than chance
    alone would make them: with a correlation of ρ = 1 - d between neighbours, d < 1 being the scatter that was found,
    the mean of T months has (1 + ρ)/(1 - ρ) = (2 - d)/d times the variance of independent ones (Bartlett 1946, JRSS
    Suppl. 8:27, for an autoregression), at most T times: then T months say no more than one.
    """
    found = _of_neighbours(met, of)
    if found >= 1.0:
        return found
    return min((2.0 - found) / max(found, 1e-9), float(max(months, 1)))


def scatter_of_lag(met: Numbers, of: Numbers, lag: int) -> float | None:
    """The scatter of months `lag` apart over that of chance, by the median; None where there are too few pairs."""
    both = (of[lag:] > 0) & (of[:-lag] > 0)
    together = of[lag:] + of[:-lag]
    share = np.divide(met[lag:] + met[:-lag], together, out=np.zeros_like(together), where=both)
    rarer = np.minimum(of[lag:], of[:-lag]) * np.minimum(share, 1.0 - share)
    enough = both & (rarer >= _ENOUGH)
    if enough.sum() < _PAIRS:
        return None
    now, before = of[lag:][enough], of[:-lag][enough]
    apart = met[lag:][enough] / now - met[:-lag][enough] / before
    noise = share[enough] * (1.0 - share[enough]) * (1.0 / now + 1.0 / before)
    return float(np.median(apart**2 / noise) / scipy.special.chdtri(1, 0.5))


def _of_neighbours(met: Numbers, of: Numbers) -> float:
    found = scatter_of_lag(met, of, 1)
    return _of_few(met, of) if found is None else found


def _of_few(met: Numbers, of: Numbers) -> float:
    """The same where dossiers are few, as feedback: what months of a unit differ from its mean, all in one ratio.

    Over the months of a unit with N dossiers E Σ(met - n·p̂)² = φp(1 - p)(N - Σn²/N), where p̂(1 - p̂) is on
    average p(1 - p)(1 - φ/N). Larger months weigh more, for it is sums of months that φ is for. A median says
    nothing here: most months are all met, or all missed.
    """
    months, whole = (of > 0).sum(axis=0), of.sum(axis=0)
    usable = (months > 1) & (whole >= _ENOUGH)
    if (months - 1)[usable].sum() < _PAIRS:
        return 1.0
    met, of, whole = met[:, usable], of[:, usable], whole[usable]
    share = met.sum(axis=0) / whole
    apart = ((met - of * share) ** 2).sum()
    room = (whole - (of**2).sum(axis=0) / whole) * share * (1.0 - share)
    found = 1.0
    for _ in range(5):
        # φ is a part of what makes p̂ differ from p.
        found = float(apart / max((room / (1.0 - np.minimum(found / whole, 0.5))).sum(), 1e-9))
    return max(found, 1.0) if apart > 0 else 1.0
