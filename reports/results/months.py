"""The counts of a measure by month, for what is computed from all months so far: states, ranges of ranks, scatter."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.caching import cached
from core.periods import Period, months_back
from metrics.chance.belief import dispersion
from metrics.chance.long_run import LongRun, long_run
from metrics.chance.months_of_kind import MonthsOfKind, months_of_kind
from metrics.chance.posterior import taking_part
from metrics.rates import rates
from metrics.rates.measures import Measure
from reports.slices import Slice, ranked_units

Numbers = NDArray[np.float64]
YEARS_BEFORE = 2
"""History begins in a January, the same one for every month of a year, so that a month's answer does not depend on
which month is looked at."""


# eq=False: an answer is equal to itself alone.
@dataclass(frozen=True, eq=False)
class Monthly:
    """The units of `ranked_units` month by month up to the last published month of the period."""

    codes: tuple[str, ...]
    """In the order of `ranked_units`."""
    months: tuple[Period, ...]
    """Oldest first, without gaps in the calendar."""
    met: Numbers
    of: Numbers
    """One row a month, one column a unit; NaN = not reported."""

    @property
    def scatter(self) -> float:
        """φ of one month, never below 1."""
        return dispersion(*taking_part(self.met, self.of))


# Cached: states, ranges and progress need the same months.
@cached(256)
def monthly(of: Slice, asked: Measure) -> Monthly:
    """All months since a January two years before. Treat as read-only."""
    codes, last = list(ranked_units(of, asked)["unit_code"]), of.months[-1]
    months = months_back(last, 12 * YEARS_BEFORE + last.start.month)
    each = rates.values(of.data.monthly(codes, months), asked)
    met, total = (
        each.pivot(index="month", columns="unit_code", values=name)
        .reindex(index=[pd.Timestamp(month.start) for month in months], columns=codes)
        .to_numpy(dtype=float)
        for name in ("numerator", "denominator")
    )
    return Monthly(tuple(codes), tuple(months), met, total)


@cached(256)
def long_run_of(of: Slice, asked: Measure) -> LongRun:
    """The units' rates over the twelve months up to the last published month of the period."""
    known = monthly(of, asked)
    return long_run(known.met, known.of)


@cached(64)
def kind_of(of: Slice, asked: Measure) -> MonthsOfKind:
    """How months of the kind move, by all months up to the last published one of the period."""
    known = monthly(of, asked)
    return months_of_kind(known.met, known.of, known.months[0].start.month)
