"""The floor of a score: what a unit without any dossier has by the rules. A month with most units on it is not ranked.

It happens when the source has begun a month and counted nothing of it: every unit then has the province's own points
and those that an empty denominator gives, and an order of them says nothing.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from metrics.score.rules import Indicator

Numbers = NDArray[np.float64]
MOST = 0.5
_TINY = 0.005
"""Half of the last digit that is printed."""


@dataclass(eq=False)
class Floor:
    """Adds up the floor of every row, indicator by indicator.

    Args:
        month: which month each row is of, 0, 1, 2…
    """

    month: NDArray[np.int64]
    points: Numbers = field(init=False)

    def __post_init__(self) -> None:
        self.points = np.zeros(len(self.month))

    def add(self, indicator: Indicator, met: Numbers, of: Numbers, won: Numbers) -> None:
        """One indicator: `won` are its points, NaN where it is not known; a given score has no floor."""
        if indicator.scoring == "given":
            return
        nothing = indicator.points if indicator.zero == "full" else 0.0
        lowest = np.where(self._same(met, of), won, nothing)
        self.points += np.where(np.isnan(won), 0.0, lowest)

    def _same(self, met: Numbers, of: Numbers) -> NDArray[np.bool_]:
        """Whether all units of the row's month report the same two numbers: the province's own."""
        known = ~np.isnan(met) & ~np.isnan(of)
        months = int(self.month.max()) + 1 if len(self.month) else 0
        alike = np.ones(months, dtype=bool)
        many = np.bincount(self.month[known], minlength=months)
        for numbers in (met, of):
            low, high = np.full(months, np.inf), np.full(months, -np.inf)
            np.minimum.at(low, self.month[known], numbers[known])
            np.maximum.at(high, self.month[known], numbers[known])
            alike &= low == high
        return np.asarray((alike & (many > 1))[self.month] & known & (of > 0))

    def reached(self, points: Numbers) -> NDArray[np.bool_]:
        """By row: whether most units of its month with any points stand at the floor."""
        known = ~np.isnan(points)
        months = int(self.month.max()) + 1 if len(self.month) else 0
        heard = np.bincount(self.month[known], minlength=months)
        low = np.bincount(self.month[known & (np.nan_to_num(points) <= self.points + _TINY)], minlength=months)
        return np.asarray((low > MOST * heard)[self.month])
