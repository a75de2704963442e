"""Adds the points of a score's indicators to each unit's total, and ranks the totals."""

import numpy as np
import pandas as pd

from metrics.score.floor import Floor
from metrics.score.rules import ScoreRules

_TIE = 9
"""Decimals to which totals are compared: sums of the same exact parts in another order differ in the 15th."""


def totals(scored: pd.DataFrame, counts: pd.DataFrame, rules: ScoreRules) -> pd.DataFrame:
    """Each unit's total, and the sum of the maximum points of its known indicators.

    Args:
        scored: result of `scores`.
        counts: the counts it was computed from.

    Returns:
        (unit_code, points, exact, known_points, share, ranked_by, status): `points` is the sum of what is known, NaN
        where nothing is; `known_points` is out of how many; `share` their quotient in percent; `status` is `ranked`,
        `no_dossiers` (none of the score's dossiers: apart), `not_reported` (nothing known), `partly` (less is known
        than of the best-known unit: totals out of different points cannot be ranked) or `at_floor` (it would be ranked,
        but most units stand at the floor: see `metrics.score.floor`).
    """
    known = scored[scored["exact"].notna()].rename(columns={"max_points": "known_points"})
    sums = known.groupby("unit_code")[["points", "exact", "known_points"]].sum()
    table = sums.reindex(counts["unit_code"].to_numpy()).rename_axis("unit_code").reset_index()
    table["known_points"] = table["known_points"].fillna(0.0)
    table["share"] = 100.0 * table["points"] / table["known_points"].where(table["known_points"] > 0)
    dossiers = counts[list(rules.apart)].fillna(1).sum(axis=1).to_numpy(float) if rules.apart else np.ones(len(counts))
    most = table.loc[dossiers > 0, "known_points"].max() if len(table) else 0.0
    table["ranked_by"] = table["points" if rules.rank_by == "printed" else "exact"]
    table["status"] = np.select(
        [table["points"].isna(), dossiers == 0, table["known_points"] < most - 1e-9],
        ["not_reported", "no_dossiers", "partly"],
        "at_floor" if _most_at_floor(scored, table, rules) else "ranked",
    )
    return table


def _most_at_floor(scored: pd.DataFrame, table: pd.DataFrame, rules: ScoreRules) -> bool:
    floor = Floor(np.zeros(len(table), dtype=np.int64))
    # As arrays: this is asked of every kind of every version that is signed.
    places = pd.Index(table["unit_code"]).get_indexer(scored["unit_code"])
    ids, numbers = scored["indicator"].to_numpy(), scored[["numerator", "denominator", "points"]].to_numpy(dtype=float)
    for indicator in rules.indicators:
        mine = (ids == indicator.id) & (places >= 0)
        rows = np.full((len(table), 3), np.nan)
        rows[places[mine]] = numbers[mine]
        floor.add(indicator, *rows.T)
    points = table["points"].to_numpy(dtype=float)
    return bool(len(points) and floor.reached(points).any())


def ranked_totals(table: pd.DataFrame) -> pd.DataFrame:
    """`totals` with its competition rank (1, 2, 2, 4), best first and the unranked last.

    Returns:
        …`table`, rank: Int64, NA for what is not ranked; ties by `ranked_by`, which is the printed total or the
        unrounded one, as the score says.
    """
    points = table["ranked_by"].round(_TIE).where(table["status"].eq("ranked"))
    rank = points.rank(method="min", ascending=False).astype("Int64")
    table = table.assign(rank=rank, _points=points)
    return table.sort_values(["_points", "unit_code"], ascending=[False, True], ignore_index=True).drop(
        columns="_points"
    )
