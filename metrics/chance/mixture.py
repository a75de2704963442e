"""A two-component prior: most units of a kind are alike, and some may be far worse (or better).

A single Beta prior would overestimate the spread among the good units and give rank intervals that are too narrow:
where 15 % of the units are far worse, its 90 % intervals cover the true rank in 85 % of cases
(simulated). So θ ~ Σ π_k Beta(α_k, β_k) with two sorts k, where the data support it: fitted by EM (Dempster, Laird &
Rubin 1977, JRSS B 39:1-38), each sort's α and β by weighted moments (`metrics.chance.posterior.prior`), and kept where
it beats the one prior by BIC (Schwarz 1978). A unit's posterior is then a mixture of its own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from metrics.chance.posterior import log_odds, posterior, prior, taking_part

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
        tail = special.ndtr((middle - special.logit(rate)) / spread)
        skewed = np.minimum(self.alpha, self.beta) < 1.0
        heavy = self.weight > np.where(skewed, _SLIGHT, _HEAVY)
        tail[heavy] = special.betaincc(self.alpha[heavy], self.beta[heavy], rate)
        return np.asarray((self.weight * tail).sum(axis=0), dtype=np.float64)


def single(alpha: Numbers, beta: Numbers) -> Mixture:
    """The mixture with a single component."""
    return Mixture(np.ones((1, len(alpha))), np.array([alpha]), np.array([beta]))


def fitted(numerator: Numbers, denominator: Numbers) -> Mixture:
    """The posterior of the units of one kind, with one prior or two sorts, whichever the numbers ask for.

    Args:
        numerator, denominator: as `metrics.chance.posterior.posterior`, one number a unit.
    """
    alone = posterior(numerator, denominator)
    known = np.flatnonzero(~np.isnan(alone.alpha))
    whole = single(alone.alpha, alone.beta)
    if len(known) < _FEWEST:
        return whole
    met, of = (each[known] for each in taking_part(numerator, denominator))
    alpha, beta = prior(met, of)
    one = _log_likelihood(alpha, beta, met, of).sum()
    mean = alone.alpha[known] / (alone.alpha[known] + alone.beta[known])
    found = [
        _two_sorts(met, of, first) for first in (mean <= np.quantile(mean, _TAIL), mean >= np.quantile(mean, 1 - _TAIL))
    ]
    likelihood, parts = max(found, key=lambda each: each[0])
    if 2.0 * (likelihood - one) <= _MORE_PARAMETERS * np.log(len(known)):
        return whole
    answer = [np.full((2, len(numerator)), np.nan) for _ in range(3)]
    for empty, part in zip(answer, parts, strict=True):
        empty[:, known] = part
    return Mixture(*answer)


def _two_sorts(met: Numbers, of: Numbers, first: NDArray[np.bool_]) -> tuple[float, tuple[Numbers, Numbers, Numbers]]:
    """(log likelihood, (weight, alpha, beta)) by EM, begun with `first` as the one sort."""
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
    return now, (belongs, alpha[:, None] + met, beta[:, None] + of - met)


def _log_likelihood(alpha: Numbers, beta: Numbers, met: Numbers, of: Numbers) -> Numbers:
    """Beta-binomial, without the binomial coefficient all models share."""
    return np.asarray(special.betaln(alpha + met, beta + of - met) - special.betaln(alpha, beta), dtype=np.float64)
