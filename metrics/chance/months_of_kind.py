"""How the months of a kind of unit move: its season, how far a unit's month strays from its mean, and how long.

Let L_t be the log-odds of all the kind's dossiers in month t. The season of a calendar month is L_t of its last
occurrence within twelve months, less the mean L of those twelve: what a Tết or a fiscal year does to every unit.

A unit's own months, less the kind's move, stray by (1 + a) times binomial chance, and a month's stray lasts: the
correlation of months k apart is ρ^k. Differences of months k apart then scatter by 1 + a(1 - ρ^k) times chance (a
variogram; Diggle et al. 2002, Analysis of Longitudinal Data, ch. 3.4). a and ρ are fitted to k = 1 … 6 by least
squares. As in `metrics.chance.belief` each scatter is a median, so that a unit that changed for good is no noise.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from metrics.chance.belief import scatter_of_lag
from metrics.chance.posterior import taking_part

Numbers = NDArray[np.float64]
YEAR = 12
_LAGS = 6
_LASTING = np.linspace(0.0, 0.95, 20)
_LEAST_PAIRS = 6
"""The yearly repetition is judged from at least so many months a year apart."""


@dataclass(frozen=True)
class MonthsOfKind:
    """Log-odds; the default is a kind of which nothing is known: no season, months as chance makes them."""

    season: tuple[float, ...] = (0.0,) * YEAR
    """By calendar month, January first."""
    stray: float = 0.0
    """a: the variance of a month of a unit beyond binomial, in units of the binomial."""
    lasting: float = 0.0
    """ρ: the correlation of neighbouring months' strays."""
    unrepeated: float = 0.0
    """The variance of the kind's month about that of the year before."""


def months_of_kind(numerator: Numbers, denominator: Numbers, first: int) -> MonthsOfKind:
    """What the months of a kind show.

    Args:
        numerator, denominator: one row a month without gaps in the calendar, oldest first, one column a unit; NaN or a
            denominator of 0: no rate.
        first: the calendar month of the first row, 1 to 12.
    """
    met, of = taking_part(numerator, denominator)
    whole = of.sum(axis=1)
    kind, heard = _log_odds(met.sum(axis=1), whole), whole > 0
    # The kind's move, at each unit's own level: what is left of a unit's month is its own.
    level = _log_odds(met.sum(axis=0), of.sum(axis=0))
    move = np.where(heard, kind - _log_odds(met.sum()[None], of.sum()[None]), 0.0)
    own = np.clip(met - of * (scipy.special.expit(level + move[:, None]) - scipy.special.expit(level)), 0.0, of)
    stray, lasting = _fitted([scatter_of_lag(own, of, lag) for lag in range(1, min(_LAGS, len(of) - 1) + 1)])
    rate = scipy.special.expit(kind)
    by_chance = np.divide(1.0 + stray, whole * rate * (1.0 - rate), out=np.zeros_like(kind), where=heard)
    return MonthsOfKind(_season(kind, heard, by_chance, first), stray, lasting, _unrepeated(kind, heard, by_chance))


def _season(kind: Numbers, heard: NDArray[np.bool_], by_chance: Numbers, first: int) -> tuple[float, ...]:
    """0 everywhere where a month of the last twelve is missing: its absence would move the mean.

    Drawn in by the part of the months' variance that is chance (James & Stein 1961).
    """
    last = np.arange(len(kind))[-YEAR:]
    if len(last) < YEAR or not heard[last].all():
        return (0.0,) * YEAR
    moved = kind[last] - kind[last].mean()
    season = np.zeros(YEAR)
    season[(first - 1 + last) % YEAR] = moved * max(0.0, 1.0 - by_chance[last].mean() / max(moved.var(ddof=1), 1e-12))
    return tuple(season.tolist())


def _unrepeated(kind: Numbers, heard: NDArray[np.bool_], by_chance: Numbers) -> float:
    both = heard[YEAR:] & heard[:-YEAR] if len(kind) > YEAR else np.zeros(0, dtype=bool)
    if both.sum() < _LEAST_PAIRS:
        return 0.0
    found = np.var((kind[YEAR:] - kind[:-YEAR])[both], ddof=1)
    return max(float(found - 2.0 * by_chance[heard].mean()), 0.0)


def _fitted(scatters: Sequence[float | None]) -> tuple[float, float]:
    """(a, ρ) of the scatters of lags 1, 2, …; None where there are too few pairs."""
    known = [(lag, found) for lag, found in enumerate(scatters, 1) if found is not None]
    if not known:
        return 0.0, 0.0
    lags, beyond = np.array([lag for lag, _ in known]), np.array([found for _, found in known]) - 1.0
    best, answer = np.inf, (0.0, 0.0)
    for lasting in _LASTING if len(known) > 1 else _LASTING[:1]:
        grown = 1.0 - lasting**lags
        stray = max(float(beyond @ grown / (grown @ grown)), 0.0)
        missed = float(((beyond - stray * grown) ** 2).sum())
        if missed < best - 1e-12:
            best, answer = missed, (stray, float(lasting) if stray > 0 else 0.0)
    return answer


def _log_odds(met: Numbers, of: Numbers) -> Numbers:
    return np.asarray(np.log((met + 0.5) / (of - met + 0.5)), dtype=np.float64)
