"""Ranks within one kind of unit: competition ranking, ties by the exact ratio."""

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.rates.measures import Measure

Groups = NDArray[np.int64]
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
    table = placed(values, measure)
    return (
        table.assign(_order=table["status"].map({"ranked": 0, "no_dossiers": 1, "not_reported": 2}))
        .sort_values(["_order", "rank", "unit_code"], kind="stable", ignore_index=True)
        .drop(columns="_order")
    )


def placed(values: pd.DataFrame, measure: Measure, group: Groups | None = None) -> pd.DataFrame:
    """As `ranked`, in the order of `values`.

    Args:
        group: which ranking each row belongs to, where there are several.
    """
    ratio, denominator = (values[name].to_numpy(dtype=float) for name in ("ratio", "denominator"))
    status = np.select([~np.isnan(ratio), denominator == 0], ["ranked", "no_dossiers"], default="not_reported")
    rank = ranks(ratio if measure.better == "lower" else -ratio, np.zeros(len(ratio), int) if group is None else group)
    return values.assign(status=status.astype(object), rank=pd.Series(rank, index=values.index).astype("Int64"))


def ranks(score: NDArray[np.float64], group: Groups) -> NDArray[np.float64]:
    """Competition ranks within each group, the lowest score first; equal scores share the best of their ranks.

    Returns:
        One rank for each score, NaN where the score is NaN.
    """
    order = np.lexsort((score, group))
    value, among = score[order], group[order]
    at = np.arange(len(order))
    opens = np.append(True, among[1:] != among[:-1])[: len(order)]
    apart = opens | np.append(True, value[1:] != value[:-1])[: len(order)]
    first = np.maximum.accumulate(np.where(apart, at, 0)) - np.maximum.accumulate(np.where(opens, at, 0))
    found = np.empty(len(order))
    found[order] = np.where(np.isnan(value), np.nan, first + 1.0)
    return found


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
    """Places gained (+) or lost (−) since `before` among the units ranked in both; NA for the others.

    Where two better units have not reported, 15th of 15 has become 13th of 13 and has gained nothing. Both are
    (unit_code, rank); the result has `now`'s rows and order.
    """
    earlier = before.set_index("unit_code")["rank"].reindex(now["unit_code"]).to_numpy(dtype=float, na_value=np.nan)
    later = now["rank"].to_numpy(dtype=float, na_value=np.nan)
    both = ~np.isnan(earlier) & ~np.isnan(later)
    alone = np.zeros(int(both.sum()), dtype=np.int64)
    changes = np.full(len(now), np.nan)
    changes[both] = ranks(earlier[both], alone) - ranks(later[both], alone)
    return pd.Series(changes, index=now.index).astype("Int64")


def distance_to(target: "float | pd.Series[float]", values: "pd.Series[float]", measure: Measure) -> "pd.Series[float]":
    """How far above (+) or short of (−) the target, in the measure's unit; whichever way is better."""
    return values - target if measure.better == "higher" else target - values


def quartiles(values: "pd.Series[float]") -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile of the units that have a value; NaN without any."""
    known = values.dropna()
    if known.empty:
        return (np.nan, np.nan, np.nan)
    low, middle, high = known.quantile([0.25, 0.5, 0.75])
    return float(low), float(middle), float(high)
