"""Year-end forecast: the share every remaining month needs for the year's target, and the probability of it.

The probability is a posterior predictive one. On the scale of log-odds a unit's month is μ + s + z + ε: its mean, the
season of its kind in that calendar month, its own stray, which lasts (`metrics.chance.months_of_kind`), and binomial
chance. The months known are taken as normal about μ (one step of iterated weighted least squares, McCullagh & Nelder
1989, ch. 2.5), μ has a flat prior, and the months to come follow by the rule for jointly normal variables with an
unknown mean (kriging; Rasmussen & Williams 2006, eq. 2.41-2.42). So the mean is as uncertain as the months make it, and
a bad spell that lasts is expected to last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from metrics.chance.months_of_kind import YEAR, MonthsOfKind

Numbers = NDArray[np.float64]
_DRAWS = 2000
_FEWEST = 6


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
    kind: MonthsOfKind | None = None,
    seed: int = 766,
) -> Trajectory:
    """Forecasts the year's end from a unit's months.

    Args:
        months: (numerator, denominator, this_year) and, where the kind has a season, month (a time stamp), oldest
            first, up to twelve, consecutive; rows with NaN or without dossiers tell nothing.
        target: percent.
        months_left: how many months of the year are to come: the last of them a December.
        kind: how months of the unit's kind move; by default as chance alone makes them.
    """
    months = months.reset_index(drop=True)
    known = (months["denominator"] > 0) & months["numerator"].notna()
    year = months[known & months["this_year"].astype(bool)]
    n, d = float(year["numerator"].sum()), float(year["denominator"].sum())
    each = float(months.loc[known, "denominator"].mean()) if known.any() else 0.0
    expected = each * months_left
    share = target / 100.0
    required = 100.0 * (share * (d + expected) - n) / expected if expected else float("nan")
    chance = float("nan")
    if known.sum() >= _FEWEST and expected:
        drawn = _drawn(months[known], len(months), months_left, kind or MonthsOfKind(), seed)
        final = (n + drawn) / (d + round(each) * months_left)
        # 1e-9: a rate that is exactly the target reaches it.
        chance = float((final >= share - 1e-9).mean() if better == "higher" else (final <= share + 1e-9).mean())
    return Trajectory(n, d, months_left, expected, required, chance)


def _drawn(known: pd.DataFrame, many: int, months_left: int, kind: MonthsOfKind, seed: int) -> Numbers:
    """Draws of the number met in all months to come together; `known` are the rows with dossiers of `many`."""
    met, of = (known[name].to_numpy(dtype=float) for name in ("numerator", "denominator"))
    met = np.minimum(met, of)
    when = known.index.to_numpy(dtype=float)
    to_come = many + np.arange(months_left, dtype=float)
    past, future = _seasons(known, kind, range(YEAR - months_left, YEAR))
    # Half a dossier away from 0 and 1, where log-odds end.
    mean = float(scipy.special.logit((met.sum() + 0.5) / (of.sum() + 1.0)))
    usual = scipy.special.expit(mean + past)
    room = usual * (1.0 - usual)
    seen = mean + (met / of - usual) / room
    middle = scipy.special.expit(mean)
    own = kind.stray / (float(of.mean()) * middle * (1.0 - middle))
    noise = np.diag(1.0 / (of * room))
    weight = np.linalg.inv(own * _kept(when, when, kind.lasting) + noise)
    across = own * _kept(to_come, when, kind.lasting)
    ones = np.ones(len(of))
    certain = float(ones @ weight @ ones)
    centre = float(ones @ weight @ seen) / certain
    left_open = 1.0 - across @ weight @ ones
    forecast = centre + across @ weight @ (seen - centre)
    spread = own * _kept(to_come, to_come, kind.lasting) - across @ weight @ across.T
    spread = spread + np.outer(left_open, left_open) / certain + kind.unrepeated * np.eye(months_left)
    # The mean of the rates is known, not that of their log-odds: scatter draws rates towards ½ (second-order Taylor).
    forecast = forecast + (middle - 0.5) * np.diag(spread)
    chance = np.random.default_rng(seed)
    odds = chance.multivariate_normal(forecast + future, spread, size=_DRAWS, method="eigh")
    total: Numbers = chance.binomial(round(float(of.mean())), scipy.special.expit(odds)).sum(axis=1).astype(np.float64)
    return total


def _kept(one: Numbers, other: Numbers, lasting: float) -> Numbers:
    """The correlation of strays so many months apart; 1 of a month with itself."""
    apart = np.abs(one[:, None] - other)
    return np.where(apart == 0.0, 1.0, lasting**apart)


def _seasons(known: pd.DataFrame, kind: MonthsOfKind, to_come: Sequence[int]) -> tuple[Numbers, Numbers]:
    """The seasons of the months known and of those to come (calendar months from 0); 0 where none is known."""
    season = np.array(kind.season)
    if "month" not in known or not season.any():
        return np.zeros(len(known)), np.zeros(len(to_come))
    past = season[known["month"].dt.month.to_numpy() - 1]
    return past - past.mean(), season[list(to_come)] - past.mean()
