"""Estimates a unit's rate had there been no task, from its own earlier months and from similar units.

Its earlier rate is shrunk towards those units (`metrics.chance.posterior`; this removes regression to the mean, because
units are picked in a bad spell), then changed as those units changed, on the log-odds scale (difference in differences:
a season or a reform of the portal affects them too). The noise is the error of the same estimate for those units, none
of which has such a task.
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from metrics.chance.control import D2, SIGMAS, signals
from metrics.chance.posterior import posterior

Numbers = NDArray[np.float64]
_MEDIAN_OF_CHI2 = 0.4549


@dataclass(frozen=True, eq=False)
class Units:
    """Counts by (unit, month): the unit in question, then those like it."""

    met: Numbers
    of: Numbers
    begin: int
    """Index of the first month after the start."""

    def total(self, *, after: bool) -> tuple[Numbers, Numbers]:
        """(met, of) of every unit before the start or after it."""
        part = slice(self.begin, None) if after else slice(self.begin)
        return self.met[:, part].sum(axis=1), self.of[:, part].sum(axis=1)


@dataclass(frozen=True)
class Reckoning:
    """Shares, 0 to 1, of all months before the start and of all after it."""

    before: float
    after: float
    drawn: float
    """`before` after shrinkage (regression to the mean removed)."""
    expected: float
    """`after`, had there been no task."""
    error: float
    """The standard error of `after - expected`."""
    peers_before: float
    peers_after: float
    sides: frozenset[int]
    """The sides of the expected rate (1 above, -1 below) on which a control-chart rule signals after the start."""


def reckoned(units: Units) -> Reckoning:
    """Every unit must have dossiers in every month."""
    (met_before, of_before), (met_after, of_after) = units.total(after=False), units.total(after=True)
    before, after = _odds(met_before, of_before), _odds(met_after, of_after)
    weight = _weight(met_before, of_before)
    moved = float(weight @ (after - before)[1:])
    usual = scipy.special.expit(before + moved)
    sampling = (1 / of_before + 1 / of_after) / (usual * (1 - usual))
    noise = sampling + _beyond_sampling((after - before - moved)[1:], sampling[1:])
    # Correlated dossiers carry less information than the same number of independent ones.
    spread = noise / sampling
    drawn = float(posterior(met_before / spread, of_before / spread).mean[0])
    expected = float(scipy.special.expit(scipy.special.logit(drawn) + moved))
    peers = len(before) - 1
    error = expected * (1 - expected) * float(np.sqrt(noise[0] * (1 + 1 / peers)))
    return Reckoning(
        before=float(scipy.special.expit(before[0])),
        after=float(scipy.special.expit(after[0])),
        drawn=drawn,
        expected=expected,
        error=error,
        peers_before=float(met_before[1:].sum() / of_before[1:].sum()),
        peers_after=float(met_after[1:].sum() / of_after[1:].sum()),
        sides=_sides(units, before, drawn),
    )


def _beyond_sampling(missed: Numbers, sampling: Numbers) -> float:
    """Between-unit variance on the log-odds scale: the variance of the other units' estimation errors beyond their
    sampling variance."""
    squared = missed**2 / sampling
    # Robust: one unit that changed for its own reasons must not dominate.
    most = SIGMAS**2 * float(np.median(squared)) / _MEDIAN_OF_CHI2
    return max(0.0, float(((np.minimum(squared, most) - 1) * sampling).mean()))


def _sides(units: Units, before: Numbers, drawn: float) -> frozenset[int]:
    met, of = units.total(after=False)
    moved = _weight(met, of) @ (_odds(units.met, units.of) - before[:, None])[1:]
    rate = units.met / units.of
    usual = scipy.special.expit(before[:, None] + moved)
    z = ((rate - usual) / np.sqrt(usual * (1 - usual) / units.of))[:, : units.begin]
    # Pooled over all units: six months of one unit say too little about the month-to-month noise.
    sigma = max(1.0, float(np.abs(np.diff(z, axis=1)).mean() / D2))
    expected = scipy.special.expit(scipy.special.logit(drawn) + moved)
    beyond = (rate[0] - expected) / np.sqrt(expected * (1 - expected) / units.of[0]) / sigma
    _, side = signals(beyond[units.begin :])
    return frozenset(int(each) for each in side)


def _weight(met: Numbers, of: Numbers) -> Numbers:
    """Weight of each other unit in the common change: the inverse variance of its log odds."""
    said = (met * (1 - met / of) + 0.5)[1:]
    return np.asarray(said / said.sum(), dtype=np.float64)


def _odds(met: Numbers, of: Numbers) -> Numbers:
    """The log odds, with half a dossier added to both sides so that it is finite."""
    return np.asarray(scipy.special.logit((met + 0.5) / (of + 1)), dtype=np.float64)
