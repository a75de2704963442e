"""Posterior draws of a score's total: draw every share, convert it to points, add the points.

Each indicator's share has a beta-binomial posterior of its own (`metrics.chance.posterior`, over the units of the
kind); a draw of it goes through `metrics.score.scoring.points_of`, and the points of one draw are added to a total. A
score that is given ready-made, and the points a rule gives for a denominator of 0, are constants: their uncertainty is
not known.

Indicators are drawn independently, except those that count the same dossiers (`metrics.score.what_if`: the portal's
“satisfied” are the on-time ones): these are perfectly correlated, or the interval of a total would be too narrow.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from metrics.chance.mixture import fitted
from metrics.chance.rank_intervals import DRAWS, SEED, Draws, draw_odds
from metrics.score.rules import Indicator, ScoreRules
from metrics.score.scoring import points_of_share
from metrics.score.what_if import LEVERS

SAME_DOSSIERS = {follower: lever.id for lever in LEVERS for follower in lever.along}


def draw_totals(
    scored: pd.DataFrame, rules: ScoreRules, codes: Sequence[str], *, draws: int = DRAWS, seed: int = SEED
) -> Draws:
    """Totals of the units `codes`, one row a draw; an indicator that is not reported adds nothing.

    Args:
        scored: result of `metrics.score.scoring.scores`.
    """
    fixed = scored[scored["state"].isin(["given", "nothing"])].groupby("unit_code")["exact"].sum()
    units = pd.Index(codes)
    start = fixed.reindex(units).fillna(0.0).to_numpy(dtype=np.float32)
    totals: Draws = np.tile(start, (draws, 1))
    shares = scored[scored["state"].eq("scored")].set_index(["indicator", "unit_code"])[["numerator", "denominator"]]
    drawn: dict[str, Draws] = {}
    for number, indicator in enumerate(rules.indicators):
        if indicator.id not in shares.index.get_level_values(0):
            continue
        counts = shares.loc[indicator.id].reindex(units)
        odds = np.full_like(totals, np.nan)
        known = counts["denominator"].notna().to_numpy()
        beta = fitted(counts["numerator"].to_numpy(float)[known], counts["denominator"].to_numpy(float)[known])
        odds[:, known] = draw_odds(beta, draws=draws, seed=seed + number)
        leader = drawn.get(SAME_DOSSIERS.get(indicator.numerator[0], ""))
        if leader is not None:
            both = known & ~np.isnan(leader[0])
            odds[:, both] = in_step(odds[:, both], leader[:, both])
        drawn[indicator.numerator[0]] = odds
        totals[:, known] += _points(indicator, odds[:, known])
    return totals


def in_step(values: Draws, leader: Draws) -> Draws:
    """Reorders each column of `values` by the ranks of the leader: its largest where the leader's is largest.

    Iman & Conover 1982 (Comm. Stat. B 11:311-334), with correlation 1.
    """
    ordered: Draws = np.empty_like(values)
    np.put_along_axis(ordered, np.argsort(leader, axis=0, kind="stable"), np.sort(values, axis=0), axis=0)
    return ordered


def _points(indicator: Indicator, odds: Draws) -> Draws:
    one = np.float32(1.0)
    return points_of_share(indicator, one - one / (one + odds))
