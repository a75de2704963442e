"""The shares behind a score's total over twelve months: what is known of each, and what is not left to chance.

Each indicator's share has the posterior of `metrics.chance.long_run` over the units of the kind. A unit whose
denominator was 0 all the time has its kind's prior: that nobody complained says little about how complaints would be
answered, though the rule gives all points for it.

Not left to chance are the province's own indicators, which are the same two numbers in every unit, and scores that are
given ready-made: their uncertainty is not known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.chance.long_run import LongRun, long_run
from metrics.rates.rates import sum_of
from metrics.score.rules import Indicator, ScoreRules
from metrics.score.what_if import LEVERS

Numbers = NDArray[np.float64]
SAME_DOSSIERS = {follower: lever.id for lever in LEVERS for follower in lever.along}
"""Indicators that count the same dossiers move in step: the portal's “satisfied” are the on-time ones."""


@dataclass(frozen=True, eq=False)
class Share:
    """One indicator's share of every unit."""

    indicator: Indicator
    known: LongRun
    counts: NDArray[np.bool_]
    """By unit: whether it reported the indicator in the month; if not it adds nothing."""

    @property
    def dossiers(self) -> str:
        """The count by which indicators of the same dossiers are known."""
        return SAME_DOSSIERS.get(self.indicator.numerator[0], self.indicator.numerator[0])


@dataclass(frozen=True, eq=False)
class Shares:
    """All of a total, by unit."""

    codes: tuple[str, ...]
    drawn: tuple[Share, ...]
    own: Numbers
    """Points of the province's own indicators, and of those that nobody has a dossier of."""
    given: Numbers
    """Points given ready-made, one row a month, one column a unit; NaN in a month without."""

    @property
    def fixed(self) -> Numbers:
        """What a total is apart from what is drawn: `own`, and the mean of what was given."""
        return self.own + _mean(self.given)


def shares_of(history: pd.DataFrame, scored: pd.DataFrame, rules: ScoreRules, codes: Sequence[str]) -> Shares:
    """What is known of the units `codes`.

    Args:
        history: (unit_code, month, …counts) of at least these units, up to twelve months, the last being that of
            `scored`; NaN = not reported.
        scored: result of `metrics.score.scoring.scores` for the last month.
    """
    place = {code: number for number, code in enumerate(codes)}
    rows = history[history["unit_code"].isin(place)]
    months = pd.date_range(rows["month"].min(), rows["month"].max(), freq="MS") if len(rows) else pd.DatetimeIndex([])
    at = (months.get_indexer(pd.DatetimeIndex(rows["month"])), rows["unit_code"].map(place).to_numpy(dtype=int))

    def by_month(values: Numbers) -> Numbers:
        table = np.full((len(months), len(codes)), np.nan)
        table[at] = values
        return table

    drawn, own = [], np.zeros(len(codes))
    mine = scored[scored["unit_code"].isin(place)]
    for indicator in rules.indicators:
        here = mine[mine["indicator"].eq(indicator.id) & mine["state"].isin(["scored", "nothing"])]
        units = here["unit_code"].map(place).to_numpy(dtype=int)
        if here.empty:
            continue
        met, of = (by_month(sum_of(rows, names)) for names in (indicator.numerator, indicator.denominator))
        if _of_the_province(here) or not np.nansum(of):
            own[units] += here["exact"].to_numpy(dtype=float)
            continue
        counts = np.zeros(len(codes), dtype=bool)
        counts[units] = True
        drawn.append(Share(indicator, long_run(met, of, everyone=True), counts))
    given = np.full((len(months), len(codes)), np.nan)
    for name, here in mine[mine["state"].eq("given")].groupby("indicator"):
        units = here["unit_code"].map(place).to_numpy(dtype=int)
        points = by_month(rows[_given_by(rules, str(name))].to_numpy(dtype=float))[:, units] / 100.0
        points = np.minimum(points, float(here["max_points"].iloc[0]))
        # A month without one of several given scores would be a month with less: then the unit's mean stands in.
        given[:, units] = np.nan_to_num(given[:, units]) + np.where(np.isfinite(points), points, _mean(points))
    return Shares(tuple(codes), tuple(drawn), own, given)


def _mean(points: Numbers) -> Numbers:
    """Of each column's known numbers; 0 where there is none."""
    known = np.isfinite(points)
    return np.asarray(np.where(known, points, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1), dtype=np.float64)


def _of_the_province(rows: pd.DataFrame) -> bool:
    """Whether all units report the same two numbers, as of the procedures that the province announces."""
    pairs = rows[["numerator", "denominator"]].drop_duplicates()
    return len(rows) > 1 and len(pairs) == 1 and bool(pairs["denominator"].iloc[0] > 0)


def _given_by(rules: ScoreRules, name: str) -> str:
    """The count that gives an indicator's score, or a whole group's."""
    for group in rules.groups:
        if group.id == name and group.given is not None:
            return group.given
    return next(each.numerator[0] for each in rules.indicators if each.id == name)
