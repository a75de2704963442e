"""Ranks within one kind of unit: competition ranking, ties by the exact ratio."""

from typing import Literal

import numpy as np
import pandas as pd

from metrics.rates.measures import Measure

Status = Literal["ranked", "no_dossiers", "not_reported"]


def ranked(values: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """`values` with (status, rank), best first, the unranked after them.

    Args:
        values: (unit_code, numerator, denominator, ratio, value) of the units of one kind, one row
            each; units that did not report have NaN in both counts.

    Returns:
        The same rows and columns, and `status`: “ranked”, “no_dossiers” (the denominator is 0) or
        “not_reported”; `rank`: 1, 2, 2, 4, NA for the unranked. Ties are decided on the quotient of
        whole numbers before scaling: IEEE division rounds correctly, so equal fractions are equal and
        unequal ones of less than 2²⁶ dossiers are not.
    """
    status = np.select(
        [values["ratio"].notna(), values["denominator"].eq(0)], ["ranked", "no_dossiers"], default="not_reported"
    )
    rank = values["ratio"].rank(method="min", ascending=measure.better == "lower").astype("Int64")
    order = pd.Series(status).map({"ranked": 0, "no_dossiers": 1, "not_reported": 2}).to_numpy()
    return (
        values.assign(status=status, rank=rank, _order=order)
        .sort_values(["_order", "rank", "unit_code"], kind="stable", ignore_index=True)
        .drop(columns="_order")
    )


def ranked_by_month(values: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Each month's ranks and quartiles, for a series of many months.

    Args:
        values: (unit_code, month, ratio, value) of the units of one kind.

    Returns:
        The same rows with `rank` as `ranked` gives it within the month, `of` (how many are ranked), `low`, `median`
        and `high` (the month's quartiles; NaN without any value).
    """
    months = values.groupby("month")
    low, median, high = (months["value"].quantile(share) for share in (0.25, 0.5, 0.75))
    return values.assign(
        rank=months["ratio"].rank(method="min", ascending=measure.better == "lower").astype("Int64"),
        of=months["ratio"].transform("count").astype(int),
        low=values["month"].map(low),
        median=values["month"].map(median),
        high=values["month"].map(high),
    )


def rank_changes(now: pd.DataFrame, before: pd.DataFrame) -> "pd.Series[int]":
    """Places gained (+) or lost (−) since `before`; NA for a unit without a rank in either.

    Both are (unit_code, rank); the result has `now`'s rows and order.
    """
    earlier = before.set_index("unit_code")["rank"].reindex(now["unit_code"])
    return pd.Series(earlier.to_numpy() - now["rank"].to_numpy(), index=now.index, dtype="Int64")


def distance_to(target: float, values: "pd.Series[float]", measure: Measure) -> "pd.Series[float]":
    """How far above (+) or short of (−) the target, in the measure's unit; whichever way is better."""
    return values - target if measure.better == "higher" else target - values


def quartiles(values: "pd.Series[float]") -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile of the units that have a value; NaN without any."""
    known = values.dropna()
    if known.empty:
        return (np.nan, np.nan, np.nan)
    low, middle, high = known.quantile([0.25, 0.5, 0.75])
    return float(low), float(middle), float(high)
