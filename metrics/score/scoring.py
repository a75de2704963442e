"""Computes points from counts: every indicator of a score for every unit; unknown counts give unknown points.

Formulas: Decision 766/QĐ-TTg as the national portal applies it (`definitions/scores/qd766.yaml` names the evidence).
"""

from collections.abc import Sequence
from typing import Literal, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.counts import COUNTS
from metrics.score.rules import Indicator, ScoreRules

State = Literal["scored", "nothing", "given", "not_reported"]
"""`nothing`: the denominator is 0, and the indicator's own rule gave the points. `not_reported` is not 0."""
Numbers = NDArray[np.float64]
_Float = TypeVar("_Float", np.float32, np.float64)
_COLUMNS = ["unit_code", "group", "indicator", "points", "exact", "max_points", "numerator", "denominator", "state"]
_TIE = 9
"""Decimals to which totals are compared: sums of the same exact parts in another order differ in the 15th."""


def points_of(indicator: Indicator, numerator: Numbers, denominator: Numbers) -> Numbers:
    """Points won, unrounded, for counts of any shape (NaN = not known).

    proportional  P·n/d         full_from f  P·min(1, (n/d)/f)      given  n/100, at most P
    Never more than P, even where a source's numerator is the larger. Where d = 0: 0 (`lost`, `zero`) or P (`full`).
    """
    full = indicator.points
    if indicator.scoring == "given":
        return np.minimum(numerator / 100.0, full)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = numerator / denominator
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
    parts = []
    for group in rules.groups:
        table = pd.concat([_indicator(counts, each).assign(group=group.id) for each in group.indicators])
        if group.given is not None:
            table = _with_given(table, counts, group.id, group.points, counts[group.given])
        parts.append(table)
    everything = pd.concat(parts)
    order = {code: place for place, code in enumerate(counts["unit_code"])}
    groups = {group.id: place for place, group in enumerate(rules.groups)}
    everything = everything.assign(_unit=everything["unit_code"].map(order), _group=everything["group"].map(groups))
    everything = everything.sort_values(["_unit", "_group"], kind="stable", ignore_index=True)
    everything["points"] = rounded(everything["exact"], rules.decimals)
    return everything[_COLUMNS]


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
    parts = []
    for group in rules.groups:
        for each in group.indicators:
            adds_up = all(COUNTS[name].adds_up for name in each.counts)
            whole = counts[counts[list(each.counts)].notna().all(axis=1)]
            values: dict[str, float]
            if adds_up:
                values = {name: whole[name].sum() if len(whole) else np.nan for name in each.counts}
            else:
                values = {name: np.nan if own is None else float(own[name]) for name in each.counts}
            parts.append(_indicator(pd.DataFrame([{"unit_code": code, **values}]), each).assign(group=group.id))
    everything = pd.concat(parts, ignore_index=True)
    everything["points"] = rounded(everything["exact"], rules.decimals)
    return everything[_COLUMNS]


def rounded(points: "pd.Series[float]", decimals: int | None) -> "pd.Series[float]":
    """Rounds half away from zero, as the portal does; a value within 1e-9 of the half counts as the half."""
    if decimals is None:
        return points
    scale = 10.0**decimals
    return pd.Series(np.floor(points * scale + 0.5 + 1e-9) / scale, index=points.index)


def _indicator(counts: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    numerator = sum_of(counts, indicator.numerator)
    given = indicator.scoring == "given"
    denominator = np.full(len(counts), np.nan) if given else sum_of(counts, indicator.denominator)
    points = points_of(indicator, numerator, denominator)
    state = np.where(np.isnan(points), "not_reported", np.where(denominator == 0, "nothing", "scored"))
    return pd.DataFrame(
        {
            "unit_code": counts["unit_code"].to_numpy(),
            "indicator": indicator.id,
            "exact": points,
            "max_points": indicator.points,
            "numerator": np.nan if given else numerator,
            "denominator": denominator,
            "state": np.where(given & ~np.isnan(points), "given", state),
        }
    )


def sum_of(counts: pd.DataFrame, names: Sequence[str]) -> Numbers:
    return counts[list(names)].sum(axis=1, skipna=False).to_numpy(dtype=float, na_value=np.nan)


def _with_given(
    table: pd.DataFrame, counts: pd.DataFrame, group: str, points: float, given: "pd.Series[float]"
) -> pd.DataFrame:
    heard = table.loc[table["state"].ne("not_reported"), "unit_code"]
    known = given.notna().to_numpy() & ~counts["unit_code"].isin(heard).to_numpy()
    codes = counts.loc[known, "unit_code"]
    stand_in = pd.DataFrame(
        {
            "unit_code": codes,
            "indicator": group,
            "exact": np.minimum(given[known].to_numpy(dtype=float) / 100.0, points),
            "max_points": points,
            "numerator": np.nan,
            "denominator": np.nan,
            "state": "given",
            "group": group,
        }
    )
    return pd.concat([table[~table["unit_code"].isin(codes)], stand_in])


def totals(scored: pd.DataFrame, counts: pd.DataFrame, rules: ScoreRules) -> pd.DataFrame:
    """Each unit's total, and the sum of the maximum points of its known indicators.

    Args:
        scored: result of `scores`.
        counts: the counts it was computed from.

    Returns:
        (unit_code, points, exact, known_points, share, status): `points` is the sum of what is known, NaN where
        nothing is; `known_points` is out of how many; `share` their quotient in percent; `status` is `ranked`,
        `no_dossiers` (none of the score's dossiers: apart), `not_reported` (nothing known) or `partly` (less is known
        than of the best-known unit: totals out of different points cannot be ranked).
    """
    known = scored[scored["exact"].notna()]
    sums = known.groupby("unit_code").agg(
        points=("points", "sum"), exact=("exact", "sum"), known_points=("max_points", "sum")
    )
    table = sums.reindex(counts["unit_code"].to_numpy()).rename_axis("unit_code").reset_index()
    table["known_points"] = table["known_points"].fillna(0.0)
    table["share"] = 100.0 * table["points"] / table["known_points"].where(table["known_points"] > 0)
    dossiers = counts[list(rules.apart)].fillna(1).sum(axis=1).to_numpy(float) if rules.apart else np.ones(len(counts))
    most = table.loc[dossiers > 0, "known_points"].max() if len(table) else 0.0
    table["status"] = np.select(
        [table["points"].isna(), dossiers == 0, table["known_points"] < most - 1e-9],
        ["not_reported", "no_dossiers", "partly"],
        "ranked",
    )
    return table


def ranked_totals(table: pd.DataFrame) -> pd.DataFrame:
    """`totals` with its competition rank (1, 2, 2, 4), best first and the unranked last.

    Returns:
        …`table`, rank: Int64, NA for what is not ranked; ties by the unrounded total.
    """
    points = table["exact"].round(_TIE).where(table["status"].eq("ranked"))
    rank = points.rank(method="min", ascending=False).astype("Int64")
    table = table.assign(rank=rank, _points=points)
    return table.sort_values(["_points", "unit_code"], ascending=[False, True], ignore_index=True).drop(
        columns="_points"
    )
