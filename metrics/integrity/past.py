"""Predictive distribution of a share by the unit's own last twelve months, and the tail probability of a month's count.

The rate of a month is logit-normal around that of the months before: logit θ = logit p + s·Z with p = (K + ½)/(N + 1)
of the past and s² = σ² + 1/(N p (1 - p)); given θ the count is Binomial(n, θ). σ, the month-to-month spread beyond
chance, is estimated from all units together by moments, so that over-dispersion alone raises no flag: for
d = k/n - p, E d² = p(1-p)(1/n + 1/N) + (p(1-p))² σ² (Williams 1982, Applied Statistics 31:144-148, model III).
Months more than three deviations away are excluded from the estimate: otherwise the anomalies would mask themselves.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from metrics.integrity.panel import Numbers, Where

MONTHS = 12
LEAST_MONTHS = 3
_LEAST_SPREAD = 0.1
"""Lower bound of σ: no office varies less than this from month to month."""
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(31)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


@dataclass(frozen=True, eq=False)
class Past:
    """For every cell of a panel the sums over the known ones of the `MONTHS` months before it."""

    part: Numbers
    whole: Numbers
    months: Numbers
    spread: float
    """σ, in logits."""

    @property
    def enough(self) -> Where:
        return np.asarray((self.months >= LEAST_MONTHS) & (self.whole > 0))

    @property
    def share(self) -> Numbers:
        return (self.part + 0.5) / (self.whole + 1.0)

    def at_most(self, part: Numbers, whole: Numbers, where: Where) -> Numbers:
        """P(count ≤ `part` of `whole`), NaN outside `where`."""
        return self._chance(part, whole, where, upper=False)

    def at_least(self, part: Numbers, whole: Numbers, where: Where) -> Numbers:
        """P(count ≥ `part` of `whole`), NaN outside `where`."""
        return self._chance(part, whole, where, upper=True)

    def _chance(self, part: Numbers, whole: Numbers, where: Where, *, upper: bool) -> Numbers:
        answer = np.full(part.shape, np.nan)
        k, n = part[where][:, None], whole[where][:, None]
        p = self.share[where]
        wide = np.sqrt(self.spread**2 + 1.0 / ((self.whole[where] + 1.0) * p * (1.0 - p)))
        rate = special.expit(special.logit(p)[:, None] + wide[:, None] * _NODES)
        # Binomial tails are incomplete beta integrals, which are undefined at the ends; there the probability is 1.
        if upper:
            tail = np.where(k > 0, special.betainc(np.maximum(k, 1), n - k + 1, rate), 1.0)
        else:
            tail = np.where(k < n, special.betaincc(k + 1, np.maximum(n - k, 1), rate), 1.0)
        answer[where] = np.clip(tail @ _WEIGHTS, 0.0, 1.0)
        return answer


def past(part: Numbers, whole: Numbers, usable: Where | None = None) -> Past:
    """Computes the past of every cell.

    Args:
        part, whole: rows × months; NaN = not reported.
        usable: cells that may be used in the past of later ones; by default all.
    """
    known = np.isfinite(part) & np.isfinite(whole) & (whole > 0)
    told = known if usable is None else known & usable
    part_sum, whole_sum, months = (
        _over_months_before(np.where(told, table, 0.0)) for table in (part, whole, np.ones_like(part))
    )
    found = Past(part_sum, whole_sum, months, _LEAST_SPREAD)
    return replace(found, spread=_spread(part, whole, found, np.asarray(told & found.enough)))


def _over_months_before(table: Numbers) -> Numbers:
    total = np.cumsum(table, axis=1)
    upto = np.column_stack([np.zeros(len(table)), total[:, :-1]]) if table.size else total
    earlier = np.zeros_like(upto)
    earlier[:, MONTHS:] = upto[:, :-MONTHS] if upto.shape[1] > MONTHS else 0.0
    return upto - earlier


def _spread(part: Numbers, whole: Numbers, found: Past, where: Where) -> float:
    k, n, p, of = part[where], whole[where], found.share[where], found.whole[where]
    room = p * (1.0 - p)
    chance = room * (1.0 / n + 1.0 / of)
    square = (k / n - p) ** 2
    variance = 0.05
    for _ in range(4):
        expected = chance + room**2 * variance
        kept = square < 9.0 * expected
        weight = room[kept] ** 2 / expected[kept] ** 2
        whole_weight = (weight * room[kept] ** 2).sum()
        if whole_weight <= 0:
            return _LEAST_SPREAD
        variance = max((weight * (square - chance)[kept]).sum() / whole_weight, _LEAST_SPREAD**2)
    return float(np.sqrt(variance))
