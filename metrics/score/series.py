"""The totals of a score for many months at once, as `metrics.score.scoring` has them, without the indicators."""

import numpy as np
import pandas as pd

from metrics.rates.rates import sum_of
from metrics.score.floor import Floor
from metrics.score.rules import ScoreRules
from metrics.score.scoring import points_of, rounded


def totals_by_month(counts: pd.DataFrame, rules: ScoreRules) -> pd.DataFrame:
    """Every unit's total in every month, and its rank within the month.

    Args:
        counts: (unit_code, month, …counts) of units of one kind, one row a unit and month; NaN = not reported.
        rules: one version of a score for all the months.

    Returns:
        (unit_code, month, points, exact, known_points, status, rank), the rows of `counts`: as
        `metrics.score.totals.totals` and `ranked_totals` give them for each month alone.
    """
    points, exact, known = (np.zeros(len(counts)) for _ in range(3))
    floor = Floor(pd.factorize(counts["month"])[0].astype(np.int64))
    for group in rules.groups:
        heard = np.zeros(len(counts), dtype=bool)
        for each in group.indicators:
            met, of = sum_of(counts, each.numerator), sum_of(counts, each.denominator)
            won = points_of(each, met, of)
            there = ~np.isnan(won)
            heard |= there
            exact += np.where(there, won, 0.0)
            printed = rounded(points_of(each, met, of, group.percent_decimals), rules.decimals)
            points += np.where(there, printed, 0.0)
            floor.add(each, met, of, printed)
            known += np.where(there, each.points, 0.0)
        if group.given is not None:
            # Fall back to the source's own score where no count of the group is known.
            own = np.minimum(counts[group.given].to_numpy(dtype=float) / 100.0, group.points)
            stands_in = ~heard & ~np.isnan(own)
            exact += np.where(stands_in, own, 0.0)
            points += np.where(stands_in, rounded(own, rules.decimals), 0.0)
            known += np.where(stands_in, group.points, 0.0)
    table = counts[["unit_code", "month"]].assign(
        points=np.where(known > 0, points, np.nan), exact=np.where(known > 0, exact, np.nan), known_points=known
    )
    dossiers = counts[list(rules.apart)].fillna(1).sum(axis=1).to_numpy(float) if rules.apart else np.ones(len(counts))
    most = table["known_points"].where(dossiers > 0).groupby(table["month"]).transform("max").to_numpy()
    table["status"] = np.select(
        [known == 0, dossiers == 0, known < most - 1e-9, floor.reached(table["points"].to_numpy(dtype=float))],
        ["not_reported", "no_dossiers", "partly", "at_floor"],
        "ranked",
    )
    # Sums of the same exact parts in another order differ in the 15th decimal.
    ranked = table["points" if rules.rank_by == "printed" else "exact"].round(9).where(table["status"].eq("ranked"))
    return table.assign(rank=ranked.groupby(table["month"]).rank(method="min", ascending=False).astype("Int64"))
