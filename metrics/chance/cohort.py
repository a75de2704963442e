"""Compares a cohort's pooled rate with that of the other units of its kinds, by counts.

A cohort of four departments and three districts has another mix of work than all the others together. The rest's rate
is therefore taken kind by kind and weighted by the cohort's dossiers (direct standardisation). The intervals let units
differ by more than the chance of their dossiers, as much as those of the rest do.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from core.counts import COUNTS
from metrics.rates.measures import Measure

Numbers = NDArray[np.float64]
LEVEL = 0.90
FEWEST = 3
"""With fewer other units of a kind, the between-unit variance cannot be estimated."""


@dataclass(frozen=True)
class Difference:
    """Cohort less rest, in shares 0 to 1, with its interval of 90 %; NaN where it cannot be computed."""

    cohort: float
    rest: float
    low: float = np.nan
    high: float = np.nan

    @property
    def value(self) -> float:
        return self.cohort - self.rest

    @property
    def sure(self) -> bool:
        """Whether the interval excludes zero."""
        return bool(self.low > 0 or self.high < 0)


def standing(units: pd.DataFrame) -> Difference:
    """The cohort's pooled rate and the rest's, standardised to the cohort's dossiers by kind.

    Args:
        units: (kind, member, numerator, denominator), one row per unit over the period; NaN or no dossiers = takes no
            part.
    """
    kinds = [_kind(part) for _, part in _taking_part(units).groupby("kind") if part["member"].any()]
    of = sum(each.of for each in kinds)
    if not of:
        return Difference(np.nan, np.nan)
    rest = sum(each.of * each.rest for each in kinds) / of
    variance = sum((each.of / of) ** 2 * each.variance for each in kinds)
    return between(sum(each.met for each in kinds) / of, rest, variance)


def by_month(units: pd.DataFrame) -> pd.DataFrame:
    """The same month by month, without intervals, for a chart.

    Args:
        units: (month, kind, member, numerator, denominator), one row per unit and month.

    Returns:
        (month, numerator, denominator, members, cohort, rest), oldest first: the cohort's counts, how many of its units
        they are of, and both shares. A month in which the cohort has none is NaN.
    """
    known = _taking_part(units)
    by = known.groupby(["month", "kind", "member"], as_index=False)[["numerator", "denominator"]].sum()
    wide = by.pivot(index=["month", "kind"], columns="member", values=["numerator", "denominator"]).reindex(
        columns=pd.MultiIndex.from_product([["numerator", "denominator"], [True, False]])
    )
    own = wide.xs(True, axis=1, level=1).dropna()
    others = wide.xs(False, axis=1, level=1).reindex(own.index)
    weighted = own["denominator"] * others["numerator"] / others["denominator"]
    table = own.groupby("month").sum()
    # Without other units of one of the cohort's kinds there is nothing to compare with.
    table["rest"] = weighted.groupby("month").sum(min_count=1).where(weighted.isna().groupby("month").sum().eq(0))
    table["rest"] /= table["denominator"]
    table["cohort"] = table["numerator"] / table["denominator"]
    table["members"] = known[known["member"]].groupby("month").size()
    months = pd.Index(sorted(units["month"].unique()), name="month")
    return table[["numerator", "denominator", "members", "cohort", "rest"]].reindex(months).reset_index()


@dataclass(frozen=True)
class _Kind:
    """The cohort's and the rest's dossiers of one kind of unit."""

    met: float
    of: float
    rest: float
    variance: float
    """Variance of the difference of the two shares."""


def _kind(units: pd.DataFrame) -> _Kind:
    own, others = units[units["member"]], units[~units["member"]]
    met, of = float(own["numerator"].sum()), float(own["denominator"].sum())
    if others.empty:
        return _Kind(met, of, np.nan, np.nan)
    rest = float(others["numerator"].sum() / others["denominator"].sum())
    missed = (others["numerator"] / others["denominator"] - rest).to_numpy(dtype=np.float64)
    chance = by_chance(others["numerator"].sum(), others["denominator"].sum())
    beyond = beyond_chance(missed, (chance * others["denominator"].sum() / others["denominator"]).to_numpy())
    variance = sum(
        by_chance(part["numerator"].sum(), part["denominator"].sum())
        + beyond * ((part["denominator"] / part["denominator"].sum()) ** 2).sum()
        for part in (own, others)
    )
    return _Kind(met, of, rest, float(variance))


def between(cohort: float, rest: float, variance: float) -> Difference:
    """The difference with its interval, by the variance of its error."""
    half = float(scipy.special.ndtri((1 + LEVEL) / 2) * np.sqrt(variance))
    return Difference(cohort, rest, cohort - rest - half, cohort - rest + half)


def beyond_chance(missed: Numbers, sampling: Numbers) -> float:
    """Between-unit variance beyond sampling variance (τ²).

    Method of moments, each unit weighted by the inverse of its sampling variance, so that a unit of nine dossiers does
    not decide (DerSimonian and Laird 1986). Estimated from the rest alone: a cohort is not picked at random.

    Args:
        missed: each rest unit's deviation from the pooled rate of the rest.
        sampling: the sampling variance of each.

    Returns:
        0 or more; NaN of fewer than `FEWEST` units.
    """
    if len(missed) < FEWEST:
        return float("nan")
    weight = 1 / sampling
    room = weight.sum() - (weight**2).sum() / weight.sum()
    return max(0.0, float(((weight * missed**2).sum() - (len(missed) - 1)) / room))


def by_chance(met: float, of: float) -> float:
    """The sampling variance of a share, which is kept half a dossier away from 0 and 1."""
    share = (met + 0.5) / (of + 1)
    return float(share * (1 - share) / of)


def _taking_part(units: pd.DataFrame) -> pd.DataFrame:
    return units[(units["denominator"] > 0) & units["numerator"].notna()]


def can_be_compared(measure: Measure) -> bool:
    """Whether a group's rate follows from its units' counts."""
    return not measure.given and all(COUNTS[name].adds_up for name in measure.counts)
