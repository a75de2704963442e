"""Year-end forecast: the share every remaining month needs for the year's target, and the probability of it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_DRAWS = 4000
_SURE = 1e6
"""a + b of the Beta where the months vary no more than binomial chance."""


@dataclass(frozen=True)
class Trajectory:
    """One unit's year by one measure of counts that can be added over months."""

    numerator: float
    denominator: float
    """Counts of the year so far."""
    months_left: int
    expected: float
    """The denominator expected of all remaining months together: as the last twelve months' mean."""
    required: float
    """The share every remaining month must have, in percent; above 100 (or below 0) it cannot be reached any more."""
    probability: float
    """Between 0 and 1; NaN where fewer than six months are known."""


def trajectory(
    months: pd.DataFrame,
    target: float,
    months_left: int,
    *,
    better: Literal["higher", "lower"] = "higher",
    seed: int = 766,
) -> Trajectory:
    """Forecasts the year's end from a unit's months.

    The months to come are simulated from the unit's own last twelve months: their shares follow a Beta distribution
    fitted by its first two moments (less the sampling variance of a month of that size), their dossiers a binomial.

    Args:
        months: (numerator, denominator, this_year), oldest first, up to twelve; rows with NaN or without dossiers are
            left out.
        target: percent.
        months_left: how many months of the year are to come.
    """
    known = months.dropna(subset=["numerator", "denominator"])
    known = known[known["denominator"] > 0]
    year = known[known["this_year"]]
    n, d = float(year["numerator"].sum()), float(year["denominator"].sum())
    each = float(known["denominator"].mean()) if len(known) else 0.0
    expected = each * months_left
    share = target / 100.0
    required = 100.0 * (share * (d + expected) - n) / expected if expected else float("nan")
    chance = float("nan")
    if len(known) >= 6 and expected:
        drawn = _drawn(known, round(each), months_left, seed)
        final = (n + drawn) / (d + round(each) * months_left)
        chance = float((final >= share).mean() if better == "higher" else (final <= share).mean())
    return Trajectory(n, d, months_left, expected, required, chance)


def _drawn(known: pd.DataFrame, size: int, months_left: int, seed: int) -> Numbers:
    rates = (known["numerator"] / known["denominator"]).to_numpy(dtype=float)
    weights = known["denominator"].to_numpy(dtype=float)
    mean = float(np.average(rates, weights=weights))
    by_chance = mean * (1 - mean) * float((1 / weights).mean())
    spread = max(float(np.average((rates - mean) ** 2, weights=weights)) - by_chance, 0.0)
    whole = mean * (1 - mean)
    strength = min(whole / spread - 1.0, _SURE) if spread > 0 and whole > spread else _SURE
    chance = np.random.default_rng(seed)
    a, b = max(mean * strength, 1e-9), max((1 - mean) * strength, 1e-9)
    shares = chance.beta(a, b, size=(_DRAWS, months_left))
    total: Numbers = chance.binomial(size, shares).sum(axis=1).astype(np.float64)
    return total
