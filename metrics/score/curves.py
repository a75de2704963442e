"""The rank intervals of a score's totals for many months at once, by a formula instead of draws.

As `metrics.score.draws`, each indicator's share is Beta by its posterior, apart from those that count the same dossiers
and move in step. Here only its mean μ and deviation σ go on: the points are P·min(θ/f, 1), whose mean and variance are
those of a normal variable cut off at 1 (Johnson, Kotz & Balakrishnan 1994, ch. 13.10), variances add up, and the ranks
follow as in `metrics.chance.rank_curves`. Used for paths over months; the interval of a single month uses draws.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from metrics.chance.posterior import posterior
from metrics.chance.rank_curves import intervals_of_group
from metrics.rates.rates import sum_of
from metrics.score.draws import SAME_DOSSIERS
from metrics.score.rules import Indicator, ScoreRules
from metrics.score.scoring import points_of

Numbers = NDArray[np.float64]
_STEADY = 1e-3
"""The least deviation of a total, in points: one made of given scores alone has none."""


def rank_bands(counts: pd.DataFrame, totals: pd.DataFrame, rules: ScoreRules) -> pd.DataFrame:
    """The 90 % interval of every unit's rank in every month.

    Args:
        counts: (unit_code, month, …counts) of units of one kind, one row a unit and month.
        totals: result of `metrics.score.series.totals_by_month` for them.

    Returns:
        (unit_code, month, rank_low, rank_high) of the rows that are ranked.
    """
    middle = totals["exact"].to_numpy(dtype=float).copy()
    deviations: dict[str, Numbers] = {}
    months = counts["month"].to_numpy()
    for group in rules.groups:
        for indicator in group.indicators:
            if indicator.scoring != "given":
                mean, deviation, won = _points(counts, indicator)
                middle += np.where(np.isnan(mean), 0.0, mean - won)
                along = SAME_DOSSIERS.get(indicator.numerator[0], indicator.numerator[0])
                deviations[along] = deviations.get(along, np.zeros(len(counts))) + np.nan_to_num(deviation)
    spread = np.sqrt(sum((each**2 for each in deviations.values()), np.full(len(counts), _STEADY**2)))
    ranked = totals["status"].eq("ranked").to_numpy()
    low, high = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    for month in np.unique(months[ranked]):
        rows = ranked & (months == month)
        low[rows], high[rows] = intervals_of_group(middle[rows], spread[rows])
    return totals[["unit_code", "month"]].assign(rank_low=low, rank_high=high)[ranked]


def _points(counts: pd.DataFrame, indicator: Indicator) -> tuple[Numbers, Numbers, Numbers]:
    """(mean, deviation, observed points) of one indicator by row; NaN where no share is known."""
    met, of = sum_of(counts, indicator.numerator), sum_of(counts, indicator.denominator)
    (month, months), (unit, units) = (pd.factorize(counts[name]) for name in ("month", "unit_code"))
    table = np.full((2, len(months), len(units)), np.nan)
    table[:, month, unit] = met, of
    beta = posterior(*table)
    alpha, whole = beta.alpha[month, unit], (beta.alpha + beta.beta)[month, unit]
    mean, deviation = alpha / whole, np.sqrt(alpha * (whole - alpha) / (whole**2 * (whole + 1.0)))
    mean, deviation = _cut_off(mean / indicator.full_share, deviation / indicator.full_share)
    return indicator.points * mean, indicator.points * deviation, points_of(indicator, met, of)


def _cut_off(mean: Numbers, deviation: Numbers) -> tuple[Numbers, Numbers]:
    """Mean and deviation of min(X, 1), X normal."""
    z = (1.0 - mean) / deviation
    below, at = special.ndtr(z), np.exp(-(z**2) / 2.0) / np.sqrt(2.0 * np.pi)
    first = mean * below - deviation * at + 1.0 - below
    second = (mean**2 + deviation**2) * below - deviation * (mean + 1.0) * at + 1.0 - below
    return first, np.sqrt(np.maximum(second - first**2, 0.0))
