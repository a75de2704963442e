"""Computes points from counts: every indicator of a score for every unit; unknown counts give unknown points.

Formulas: Decision 766/QĐ-TTg as the national portal applies it (`definitions/scores/qd766.yaml` names the evidence).
"""

from dataclasses import dataclass, replace
from typing import Literal, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.counts import COUNTS
from metrics.rates.rates import sum_of
from metrics.score.rules import Indicator, IndicatorGroup, ScoreRules

State = Literal["scored", "nothing", "given", "not_reported"]
"""`nothing`: the denominator is 0, and the indicator's own rule gave the points. `not_reported` is not 0."""
Numbers = NDArray[np.float64]
_Float = TypeVar("_Float", np.float32, np.float64)
_COLUMNS = ["unit_code", "group", "indicator", "points", "exact", "max_points", "numerator", "denominator", "state"]
_BY_UNIT = ("points", "exact", "numerator", "denominator", "state")


def points_of(
    indicator: Indicator, numerator: Numbers, denominator: Numbers, percent_decimals: int | None = None
) -> Numbers:
    """Points won, unrounded, for counts of any shape (NaN = not known).

    With `percent_decimals` the share is rounded first, as a percentage: 1059 of 1148 are 92.25 %.

    proportional  P·n/d         full_from f  P·min(1, (n/d)/f)      given  n/100, at most P
    Never more than P, even where a source's numerator is the larger. Where d = 0: 0 (`lost`, `zero`) or P (`full`).
    """
    full = indicator.points
    if indicator.scoring == "given":
        return np.minimum(numerator / 100.0, full)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = numerator / denominator
    if percent_decimals is not None:
        share = rounded(100.0 * numerator / np.where(denominator > 0, denominator, np.nan), percent_decimals) / 100.0
    won = points_of_share(indicator, share)
    nothing = full if indicator.zero == "full" else 0.0
    known = np.isfinite(numerator) & np.isfinite(denominator)
    return np.where(known & (denominator == 0), nothing, np.where(known, won, np.nan))


def points_of_share(indicator: Indicator, share: NDArray[_Float]) -> NDArray[_Float]:
    """Points won for shares (0 to 1) of any shape and precision, by an indicator that is no given score."""
    full: NDArray[_Float] = np.minimum(share / share.dtype.type(indicator.full_share), share.dtype.type(1.0))
    return full * share.dtype.type(indicator.points)


def scores(counts: pd.DataFrame, rules: ScoreRules) -> pd.DataFrame:
    """Every indicator of every unit.

    Args:
        counts: (unit_code, …counts), one row a unit; NaN = not reported.

    Returns:
        (unit_code, group, indicator, points, exact, max_points, numerator, denominator, state), by the order of
        `counts` and of the score. `points` is rounded as the score says, `exact` is not; NaN where not reported.
        Numerator and denominator are NaN where they are not known, and for a score given ready-made. Where a unit
        reports none of a group's counts and the source's own score of the group is known, that one row stands for the
        group, with the group's id as its indicator.
    """
    columns: list[_Column] = []
    for group in rules.groups:
        mine = [_indicator(counts, each, group, rules.decimals) for each in group.indicators]
        if group.given is not None:
            mine = _with_given(mine, group, counts[group.given].to_numpy(dtype=float), rules)
        columns += mine
    return _rows(counts["unit_code"].to_numpy(), columns)


def pooled(counts: pd.DataFrame, rules: ScoreRules, code: str, own: "pd.Series[float] | None" = None) -> pd.DataFrame:
    """The score of a group's dossiers: its units' counts added, then divided once. It is not the mean of their scores.

    Args:
        counts: (unit_code, …counts), one row a unit.
        code: the group's code in the answer.
        own: the group's own reported counts, used for counts that cannot be added over units (one procedure is offered
            by many; a score that is given ready-made). Without them these counts are unknown.

    Returns:
        As `scores`, for the one group. Into each indicator go the units that reported all its counts.
    """
    columns = []
    for group in rules.groups:
        for each in group.indicators:
            adds_up = all(COUNTS[name].adds_up for name in each.counts)
            whole = counts[counts[list(each.counts)].notna().all(axis=1)]
            values: dict[str, float]
            if adds_up:
                values = {name: whole[name].sum() if len(whole) else np.nan for name in each.counts}
            else:
                values = {name: np.nan if own is None else float(own[name]) for name in each.counts}
            columns.append(_indicator(pd.DataFrame([values]), each, group, rules.decimals))
    return _rows(np.array([code], dtype=object), columns)


def rounded(points: Numbers, decimals: int | None) -> Numbers:
    """Rounds half away from zero, as the portal does; a value within 1e-9 of the half counts as the half."""
    if decimals is None:
        return points
    scale = 10.0**decimals
    return np.floor(points * scale + 0.5 + 1e-9) / scale


@dataclass(frozen=True)
class _Column:
    """One indicator of all units; `here` is false for the units that another column speaks for."""

    group: str
    indicator: str
    max_points: float
    points: Numbers
    exact: Numbers
    numerator: Numbers
    denominator: Numbers
    state: NDArray[np.str_]
    here: NDArray[np.bool_]


def _indicator(counts: pd.DataFrame, indicator: Indicator, group: IndicatorGroup, decimals: int | None) -> _Column:
    unknown, here = np.full(len(counts), np.nan), np.ones(len(counts), dtype=bool)
    numerator = sum_of(counts, indicator.numerator)
    given = indicator.scoring == "given"
    denominator = unknown if given else sum_of(counts, indicator.denominator)
    exact = points_of(indicator, numerator, denominator)
    points = rounded(points_of(indicator, numerator, denominator, group.percent_decimals), decimals)
    state = np.where(denominator == 0, "nothing", "given" if given else "scored")
    state = np.where(np.isnan(exact), "not_reported", state)
    return _Column(
        group=group.id,
        indicator=indicator.id,
        max_points=indicator.points,
        points=points,
        exact=exact,
        numerator=unknown if given else numerator,
        denominator=denominator,
        state=state,
        here=here,
    )


def _with_given(columns: list[_Column], group: IndicatorGroup, given: Numbers, rules: ScoreRules) -> list[_Column]:
    """The columns of a group and the one of its given score, which speaks for units that reported none of them."""
    silent = np.all([each.state == "not_reported" for each in columns], axis=0)
    stands_in = silent & ~np.isnan(given)
    unknown = np.full(len(given), np.nan)
    points, state = np.minimum(given / 100.0, group.points), np.full(len(given), "given")
    own = _Column(
        group.id, group.id, group.points, rounded(points, rules.decimals), points, unknown, unknown, state, stands_in
    )
    return [*(replace(each, here=~stands_in) for each in columns), own]


def _rows(codes: NDArray[np.object_], columns: list[_Column]) -> pd.DataFrame:
    """A row for each unit and indicator, unit by unit."""
    here = np.stack([each.here for each in columns], axis=1)
    whole = {name: np.stack([getattr(each, name) for each in columns], axis=1)[here] for name in _BY_UNIT}
    same = {name: np.array([getattr(each, name) for each in columns], dtype=object) for name in ("group", "indicator")}
    most = np.broadcast_to([each.max_points for each in columns], here.shape)[here]
    table = pd.DataFrame(
        {
            "unit_code": np.repeat(codes, here.sum(axis=1)),
            **{name: np.broadcast_to(values, here.shape)[here] for name, values in same.items()},
            "max_points": most,
            **whole,
        }
    )
    return table.assign(state=table["state"].astype(object))[_COLUMNS]
