"""A unit's rate over twelve months, and whether one month differs from it by more than chance.

The counts of twelve months are pooled and divided by φ, the scatter of neighbouring months of all units of the kind
(`metrics.chance.belief`): a bad week delays many dossiers at once, so that a month varies φ times as much as binomial
chance, and says as much as 1/φ of its dossiers would by themselves (quasi-binomial, McCullagh & Nelder 1989, ch. 4.5).
The posterior is that of `metrics.chance.mixture`.
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from metrics.chance.belief import dispersion, dispersion_of_sum
from metrics.chance.improvement import beyond_scatter, chance_of_more
from metrics.chance.mixture import Mixture, fitted
from metrics.chance.posterior import taking_part
from metrics.chance.rank_intervals import MONTHS

Numbers = NDArray[np.float64]
UNUSUAL = 0.05
"""A month whose counts differ as much from the unit's other months by chance less often than this really differs."""


@dataclass(frozen=True, eq=False)
class LongRun:
    """The rate of every unit over the last `MONTHS` months."""

    posterior: Mixture
    scatter: float
    """φ of one month, never below 1."""
    met: Numbers
    of: Numbers
    """One row a month of those pooled, one column a unit; 0 of 0 where there is no rate."""

    def now(self) -> tuple[Numbers, Numbers]:
        """(met, of) of the last month."""
        return self.met[-1], self.of[-1]

    def usual(self) -> tuple[Numbers, Numbers]:
        """(met, of) of the months before the last, as if they had moved as all units together moved in the last one.

        A season, or a portal that stands still, moves every unit, and nobody's rank. The move is on the scale of
        log-odds; met is not rounded.
        """
        met, of = self.met[:-1].sum(axis=0), self.of[:-1].sum(axis=0)
        both = (of > 0) & (self.of[-1] > 0)
        move = _odds(self.met[-1][both].sum(), self.of[-1][both].sum()) - _odds(met[both].sum(), of[both].sum())
        return np.where(of > 0, scipy.special.expit(_odds(met, of) + move) * of, 0.0), of

    def really_differs(self) -> Numbers:
        """By unit: 1 where the last month's rate is higher than `usual` by more than its dossiers and φ explain, -1
        where it is lower, else 0; 0 too where there is nothing to compare.

        Two-sided, by the mid-P value of `metrics.chance.improvement`.
        """
        (now, of), (before, of_before) = self.now(), self.usual()
        known = (of > 0) & (of_before > 0)
        found = np.zeros(of.shape)
        more = chance_of_more(now[known], of[known], np.round(before[known]), of_before[known])
        rare = 2.0 * beyond_scatter(np.minimum(more, 1.0 - more), self.scatter) < UNUSUAL
        found[known] = np.where(rare, np.where(more < 0.5, 1.0, -1.0), 0.0)
        return found


def _odds(met: Numbers, of: Numbers) -> Numbers:
    """The log-odds, with half a dossier added to both sides so that they are finite."""
    return np.asarray(np.log((met + 0.5) / (of - met + 0.5)), dtype=np.float64)


def long_run(numerator: Numbers, denominator: Numbers, *, everyone: bool = False) -> LongRun:
    """The rate over the last `MONTHS` rows, with the scatter of all rows.

    Args:
        numerator, denominator: one row a month without gaps in the calendar, oldest first, one column a unit of the
            kind; NaN or a denominator of 0: no rate.
        everyone: a unit without any dossier has its kind's prior; without it, NaN.
    """
    met, of = taking_part(numerator, denominator)
    last = (met[-MONTHS:], of[-MONTHS:])
    divided = dispersion_of_sum(met, of, len(last[0]))
    pooled = [each.sum(axis=0) / divided for each in last]
    return LongRun(fitted(*pooled, everyone=everyone), dispersion(met, of), *last)
