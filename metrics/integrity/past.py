"""Predictive distribution of a share by the unit's own last twelve months, and the tail probability of a month.

The rate of a month is logit-normal around that of the months before: logit θ = logit p + m + s·Z with p =
(K + ½)/(N + 1) of the past, newer months weighing more; given θ the count is Binomial(n, θ). m is the move of the kind
in that month, where a test asks for it: a season or a new portal is nobody's own. The variance s² has three parts:

    s² = σ² + (φ - 1)/(n p(1 - p)) + φ/(N p(1 - p)),

the spread of months that is the same for every unit, the scatter that falls with their dossiers (a bad week), and the
error of p. σ and φ are estimated from all units together by least squares, so that over-dispersion alone raises no
flag: for d = k/n - p, E d² = φ p(1-p)(1/n + 1/N) + (p(1-p))² σ² (Williams 1982, Applied Statistics 31:144-148, models
II and III). Months more than four deviations away are excluded: otherwise the anomalies would mask themselves.
"""

from dataclasses import dataclass, replace

import numpy as np
import scipy
from numpy.typing import NDArray

from metrics.integrity.panel import Numbers, Where

MONTHS = 12
LEAST_MONTHS = 3
_LEAST_SPREAD = 0.1
"""Lower bound of σ: no office varies less than this from month to month."""
_KEPT = 0.85
"""A month weighs so much of the one after it: rates drift, and twelve months are old news on average six months old."""
_CLEAR, _FEWEST = 5.0, 8
"""A unit tells of its kind's move with so many expected on the rarer side; so many units must."""
Labels = NDArray[np.object_]
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(31)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


@dataclass(frozen=True, eq=False)
class Past:
    """For every cell of a panel the sums over the known ones of the `MONTHS` months before it."""

    part: Numbers
    whole: Numbers
    months: Numbers
    rate: Numbers
    """p: newer months weigh more, `_KEPT` times as much as the month before them, for rates drift."""
    weight: Numbers
    """The dossiers that p is worth."""
    move: Numbers
    """m, in logits; 0 where it is not asked for or not known."""
    spread: float
    """σ, in logits."""
    scatter: float
    """φ, at least 1."""

    @property
    def enough(self) -> Where:
        return np.asarray((self.months >= LEAST_MONTHS) & (self.whole > 0))

    @property
    def share(self) -> Numbers:
        """The rate that is expected."""
        return np.asarray(scipy.special.expit(scipy.special.logit(self.rate) + self.move), dtype=np.float64)

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
        room = p * (1.0 - p)
        own = (self.scatter - 1.0) / (n[:, 0] * room) + self.scatter / ((self.weight[where] + 1.0) * room)
        wide = np.sqrt(self.spread**2 + own)
        rate = scipy.special.expit(scipy.special.logit(p)[:, None] + wide[:, None] * _NODES)
        # Binomial tails are incomplete beta integrals, which are undefined at the ends; there the probability is 1.
        if upper:
            tail = np.where(k > 0, scipy.special.betainc(np.maximum(k, 1), n - k + 1, rate), 1.0)
        else:
            tail = np.where(k < n, scipy.special.betaincc(k + 1, np.maximum(n - k, 1), rate), 1.0)
        answer[where] = np.clip(tail @ _WEIGHTS, 0.0, 1.0)
        return answer


def past(part: Numbers, whole: Numbers, usable: Where | None = None, kinds: Labels | None = None) -> Past:
    """Computes the past of every cell.

    Args:
        part, whole: rows × months; NaN = not reported.
        usable: cells that may be used in the past of later ones; by default all.
        kinds: the kind of each row, to take the kind's move out; without it, no move.
    """
    known = np.isfinite(part) & np.isfinite(whole) & (whole > 0)
    told = known if usable is None else known & usable
    k, n = (np.where(told, table, 0.0) for table in (part, whole))
    part_sum, whole_sum, months = (_over_months_before(table) for table in (k, n, told.astype(np.float64)))
    weighed, of = _over_months_before(k, _KEPT), _over_months_before(n, _KEPT)
    worth = np.divide(of**2, _over_months_before(n, _KEPT**2), out=np.zeros_like(of), where=of > 0)
    # Half a dossier as of the weight that all together have.
    rate = (weighed * worth + 0.5 * of) / (of * (worth + 1.0) + (of == 0.0))
    rate = np.where(of > 0, rate, 0.5)
    found = Past(part_sum, whole_sum, months, rate, worth, np.zeros_like(of), _LEAST_SPREAD, 1.0)
    where = np.asarray(known & found.enough)
    if kinds is not None:
        found = replace(found, move=_moves(part, whole, found, where, kinds))
    spread, scatter = _spread(part, whole, found, np.asarray(where & told))
    return replace(found, spread=spread, scatter=scatter)


def _moves(part: Numbers, whole: Numbers, found: Past, where: Where, kinds: Labels) -> Numbers:
    """By cell: how far the units of the kind were in the month from what their pasts let expect, in logits.

    A median: a few units that hide something, or one that has a third of all dossiers, do not move it.
    """
    share = found.share
    clear = where & (np.minimum(share, 1.0 - share) * np.where(where, whole, 0.0) >= _CLEAR)
    k, n = np.where(clear, part, 0.0), np.where(clear, whole, 1.0)
    apart = np.where(clear, scipy.special.logit((k + 0.5) / (n + 1.0)) - scipy.special.logit(share), np.nan)
    moves = np.zeros(share.shape)
    for kind in np.unique(kinds):
        rows = kinds == kind
        enough = clear[rows].sum(axis=0) >= _FEWEST
        moves[np.ix_(rows, enough)] = np.nanmedian(apart[rows][:, enough], axis=0)
    return moves


def _over_months_before(table: Numbers, kept: float = 1.0) -> Numbers:
    """The sum over the `MONTHS` columns before each, each weighing `kept` times as much as the one after it."""
    total = np.zeros_like(table)
    for lag in range(1, min(MONTHS, table.shape[1] - 1) + 1):
        total[:, lag:] += kept ** (lag - 1) * table[:, :-lag]
    return total


def _spread(part: Numbers, whole: Numbers, found: Past, where: Where) -> tuple[float, float]:
    """(σ, φ) by iterated weighted least squares with both at least as large as their least."""
    k, n, p, of = part[where], whole[where], found.share[where], found.weight[where]
    room = p * (1.0 - p)
    chance = room * (1.0 / n + 1.0 / of)
    square = (k / n - p) ** 2
    variance, scatter = 0.05, 1.0
    for _ in range(6):
        expected = scatter * chance + room**2 * variance
        kept = square < 16.0 * expected
        if not (kept & (expected > 0)).any():
            return _LEAST_SPREAD, 1.0
        # Relative to what is expected, every cell has the same error.
        sides = np.column_stack([chance, room**2])[kept] / expected[kept][:, None]
        least = np.array([1.0, _LEAST_SPREAD**2])
        more, _ = scipy.optimize.nnls(sides, square[kept] / expected[kept] - sides @ least)
        scatter, variance = (least + more).tolist()
    return float(np.sqrt(variance)), float(scatter)
