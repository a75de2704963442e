"""The probability of every rank of every unit by a formula instead of draws.

A unit's rank is 1 + Σ_j 1[j is better]. Given that its own number is t, the others are better independently of each
other, with P_j(t) = Φ((m_j - t)/s_j), so that their number is Poisson's binomial. Among few units it is summed up
exactly; among many it is close to normal, with mean G = Σ P_j, variance V = Σ P_j(1 - P_j) and the correction by ½
(Hong 2013, Comp. Stat. & Data Analysis 59:41-51). The own number is gone through at the nodes of Gauss and Hermite.

With the dossiers of twelve months a bound differs from that of a thousand draws by half a place among 130 units, with
those of one month by one; it takes 8 ms instead of 60.
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from metrics.chance.mixture import Mixture
from metrics.chance.posterior import log_odds
from metrics.chance.rank_intervals import Better, Numbers

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_FEW = 40
"""Up to so many units the number of better ones is summed up exactly; the cost grows with their third power."""


@dataclass(frozen=True, eq=False)
class Curves:
    """What is known of each unit's number on one scale, the more the better: a mixture of normal curves, one row a
    curve, one column a unit. The weights of a column add up to 1."""

    weight: Numbers
    middle: Numbers
    spread: Numbers

    def of(self, units: NDArray[np.int64]) -> "Curves":
        """Of these columns, in this order."""
        return Curves(self.weight[:, units], self.middle[:, units], self.spread[:, units])


def curves_of(posterior: Mixture, better: Better = "higher") -> Curves:
    """On the scale of log-odds, where Beta curves are near normal."""
    middle, spread = log_odds(posterior.alpha, posterior.beta)
    return Curves(posterior.weight, middle if better == "higher" else -middle, spread)


def rank_probabilities(known: Curves) -> Numbers:
    """P(unit has rank r): one row a unit, one column a rank."""
    parts, units = known.middle.shape
    # float32: a probability to six digits, in half the time.
    weight, middle, spread = (each.astype(np.float32) for each in (known.weight, known.middle, known.spread))
    at = (middle[..., None] + spread[..., None] * _NODES.astype(np.float32)).reshape(-1, 1)
    above = sum(
        (weight[part] * scipy.special.ndtr((middle[part] - at) / spread[part]) for part in range(parts)),
        np.zeros((len(at), units), dtype=np.float32),
    ).reshape(parts, units, len(_NODES), units)
    own = np.arange(units)
    above[:, own, :, own] = 0.0
    up_to = _exactly(above) if units <= _FEW else _by_normal(above)
    chance = np.einsum("pun,punr->ur", weight[..., None] * _WEIGHTS, up_to)
    return np.diff(np.column_stack([np.zeros(units), chance, np.ones(units)]), axis=1)


def _by_normal(above: NDArray[np.float32]) -> NDArray[np.float32]:
    """P(rank ≤ r) for every r but the last, from the probabilities that each other unit is better (last axis)."""
    mean, deviation = above.sum(axis=-1), np.sqrt(np.maximum((above * (1.0 - above)).sum(axis=-1), 1e-6))
    ranks = np.arange(1, above.shape[-1], dtype=np.float32)
    return np.asarray(scipy.special.ndtr((ranks - 0.5 - mean[..., None]) / deviation[..., None]), dtype=np.float32)


def _exactly(above: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same, one other unit after another."""
    many = np.zeros_like(above)
    many[..., 0] = 1.0
    for other in range(above.shape[-1]):
        better = above[..., other, None]
        one_more = many[..., :-1] * better
        many *= 1.0 - better
        many[..., 1:] += one_more
    return many.cumsum(axis=-1)[..., :-1]


def better_than(known: Curves) -> Numbers:
    """The probability that the unit of the row is better than the unit of the column; ½ on the diagonal."""
    parts, units = known.middle.shape
    found = np.zeros((units, units))
    for one in range(parts):
        for other in range(parts):
            apart = known.middle[one][:, None] - known.middle[other]
            both = np.hypot(known.spread[one][:, None], known.spread[other])
            found += known.weight[one][:, None] * known.weight[other] * scipy.special.ndtr(apart / both)
    np.fill_diagonal(found, 0.5)
    return found
