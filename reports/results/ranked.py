"""Units ranked by one measure over some months: what every other answer starts from."""

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from core.periods import Period
from core.units import Unit
from metrics.rates import rates
from metrics.rates.measures import Measure
from metrics.rates.ranking import ranked
from reports.published import Published


def standing(data: Published, asked: Measure, units: Sequence[Unit], months: Sequence[Period]) -> pd.DataFrame:
    """`metrics.rates.ranking.ranked` of these units over these months. Treat as read-only."""
    return _standing(data, asked, tuple(units), tuple(months))


# The ranking, what the numbers support beside it, and the pages of its units start from the same.
@lru_cache(maxsize=64)
def _standing(data: Published, asked: Measure, units: tuple[Unit, ...], months: tuple[Period, ...]) -> pd.DataFrame:
    return ranked(rates.values(data.unit_counts(units, months), asked), asked)
