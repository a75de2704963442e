"""A two-component prior: most units of a kind are alike, and some may be far worse (or better).

A single Beta prior would overestimate the spread among the good units and give rank intervals that are too narrow:
where 15 % of the units are far worse, its 90 % intervals cover the true rank in 85 % of cases
(simulated). So θ ~ Σ π_k Beta(α_k, β_k) with two sorts k, where the data support it: fitted by EM (Dempster, Laird &
Rubin 1977, JRSS B 39:1-38), each sort's α and β by weighted moments (`metrics.chance.posterior.prior`), and kept where
it beats the one prior by BIC (Schwarz 1978). A unit's posterior is then a mixture of its own.
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from metrics.chance.posterior import log_odds, prior, taking_part

Numbers = NDArray[np.float64]
_HEAVY, _SLIGHT = 0.05, 0.01
"""Below these weights a part's probability is taken from a normal curve over the log odds, for the exact one costs
2 µs; below the second one where α or β is under 1, for which the curve is poor."""
_FEWEST = 12
"""With fewer units two components cannot be identified."""
_MORE_PARAMETERS = 3
_TAIL = 0.15
"""Starting value of EM: the worst (or best) 15 % are one component."""
_ROUNDS, _SETTLED = 40, 0.1


@dataclass(frozen=True, eq=False)
class Mixture:
    """The mixture posterior of every unit's true rate: one row per component Beta(alpha, beta), one column a unit.

    The weights of a column add up to 1; NaN for a unit without a rate.
    """

    weight: Numbers
    alpha: Numbers
    beta: Numbers

    def at_least(self, rate: float) -> Numbers:
        """The probability that the true rate is `rate` (a share, 0 to 1) or more, by unit; NaN for a `rate` of NaN."""
        if not 0.0 < rate < 1.0:
            return np.full(self.weight.shape[1], np.nan if np.isnan(rate) else float(rate <= 0.0))
        middle, spread = log_odds(self.alpha, self.beta)
        tail = scipy.special.ndtr((middle - scipy.special.logit(rate)) / spread)
        skewed = np.minimum(self.alpha, self.beta) < 1.0
        heavy = self.weight > np.where(skewed, _SLIGHT, _HEAVY)
        tail[heavy] = scipy.special.betaincc(self.alpha[heavy], self.beta[heavy], rate)
        return np.asarray((self.weight * tail).sum(axis=0), dtype=np.float64)


def single(alpha: Numbers, beta: Numbers) -> Mixture:
    """The mixture with a single component."""
    return Mixture(np.ones((1, len(alpha))), np.array([alpha]), np.array([beta]))


def fitted(numerator: Numbers, denominator: Numbers, *, everyone: bool = False) -> Mixture:
    """The posterior of the units of one kind, with one prior or two sorts, whichever the numbers ask for.

    Args:
        numerator, denominator: as `metrics.chance.posterior.posterior`, one number a unit.
        everyone: a unit without a rate has its kind's prior; without it, NaN.
    """
    met, of = taking_part(numerator, denominator)
    known = of > 0
    alpha, beta = prior(met, of)
    sorts = Mixture(np.ones((1, len(of))), np.array([alpha + met]), np.array([beta + of - met]))
    if known.sum() >= _FEWEST:
        one = _log_likelihood(alpha, beta, met[known], of[known]).sum()
        two, likelihood = _two_sorts(met, of, known, (alpha + met) / (alpha + beta + of))
        if 2.0 * (likelihood - one) > _MORE_PARAMETERS * np.log(known.sum()):
            sorts = two
    if everyone:
        return sorts
    return Mixture(*(np.where(known, each, np.nan) for each in (sorts.weight, sorts.alpha, sorts.beta)))


def _two_sorts(met: Numbers, of: Numbers, known: NDArray[np.bool_], mean: Numbers) -> tuple[Mixture, float]:
    """The better of two fits, begun with the worst and with the best units by `mean` as the one sort."""
    low, high = np.quantile(mean[known], [_TAIL, 1.0 - _TAIL])
    found = [_by_em(met[known], of[known], first[known]) for first in (mean <= low, mean >= high)]
    likelihood, belongs, alpha, beta = max(found, key=lambda each: each[0])
    weight = np.repeat(belongs.mean(axis=1)[:, None], len(of), axis=1)
    weight[:, known] = belongs
    return Mixture(weight, alpha[:, None] + met, beta[:, None] + of - met), likelihood


def _by_em(met: Numbers, of: Numbers, first: NDArray[np.bool_]) -> tuple[float, Numbers, Numbers, Numbers]:
    """(log likelihood, weights of the sorts by unit, alphas, betas) by EM, begun with `first` as the one sort."""
    belongs = np.where([first, ~first], 0.9, 0.1)
    before = -np.inf
    for _ in range(_ROUNDS):
        alpha, beta = prior(met, of, belongs)
        sorts = np.log(belongs.mean(axis=1) + 1e-12)[:, None]
        each = sorts + _log_likelihood(alpha[:, None], beta[:, None], met, of)
        unit = np.logaddexp(*each)
        belongs = np.exp(each - unit)
        now = float(unit.sum())
        if now - before < _SETTLED:
            break
        before = now
    return now, belongs, alpha, beta


def _log_likelihood(alpha: Numbers, beta: Numbers, met: Numbers, of: Numbers) -> Numbers:
    """Beta-binomial, without the binomial coefficient all models share."""
    return np.asarray(
        scipy.special.betaln(alpha + met, beta + of - met) - scipy.special.betaln(alpha, beta), dtype=np.float64
    )
