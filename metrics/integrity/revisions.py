"""Published months that were changed later, always in the unit's favour.

A correction is as often for the worse as for the better. Of the months of a year that were revised, all for the better
have the chance ½ᵐ (a sign test); flagged from `LEAST` months on, where none was for the worse.
"""

import numpy as np
import pandas as pd

from core.counts import CountName
from metrics.integrity.panel import FLAG_COLUMNS

LEAST = 4
WITHIN_MONTHS = 12
LATE_DAYS = 5
"""A correction within this many days of the first publication is not a late revision."""
COMPARED: tuple[CountName, ...] = (
    *("resolved", "resolved_late", "received_online", "received_in_person", "digitised", "digitisation_base"),
)
_SHARES = (("resolved_late", "resolved", -1), ("received_online", None, 1), ("digitised", "digitisation_base", 1))


def late_revisions(versions: pd.DataFrame) -> pd.DataFrame:
    """`FLAG_COLUMNS`, at the month that completes the rule; `statistic` is the number of months revised upward.

    Args:
        versions: (unit_code, month, published_at, …`COMPARED`): published versions of the months that have several.
    """
    if versions.empty:
        return pd.DataFrame(columns=FLAG_COLUMNS)
    ordered = versions.sort_values(["unit_code", "month", "published_at"], kind="stable", ignore_index=True)
    groups = ordered.groupby(["unit_code", "month"], sort=True)
    first, last = ordered.loc[groups.head(1).index], ordered.loc[groups.tail(1).index]
    way = _way(first.reset_index(drop=True), last.reset_index(drop=True))
    days = (last["published_at"].to_numpy() - first["published_at"].to_numpy()) / np.timedelta64(1, "D")
    changed = first[["unit_code", "month"]].reset_index(drop=True).assign(up=way > 0, down=way < 0)
    changed = changed[(way != 0) & (days >= LATE_DAYS)]
    rows = []
    for code, months in changed.groupby("unit_code", sort=True):
        for month in months.loc[months["up"], "month"]:
            within = months[months["month"].between(month - pd.DateOffset(months=WITHIN_MONTHS - 1), month)]
            up = int(within["up"].sum())
            if up >= LEAST and not within["down"].any():
                rows.append([code, month, "late_revisions", "late_revisions", float(up), 0.5**up, {"up": float(up)}])
    return pd.DataFrame(rows, columns=FLAG_COLUMNS)


def _way(first: pd.DataFrame, last: pd.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """1 where a share got better and none worse, -1 where one got worse, 0 where nothing changed."""
    better = np.zeros(len(first), dtype=bool)
    worse = np.zeros(len(first), dtype=bool)
    for part, whole, sign in _SHARES:
        change = sign * (_share(last, part, whole) - _share(first, part, whole))
        better |= change > 1e-12
        worse |= change < -1e-12
    return np.where(worse, -1.0, np.where(better, 1.0, 0.0))


def _share(table: pd.DataFrame, part: str, whole: str | None) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    of = table["received_online"] + table["received_in_person"] if whole is None else table[whole]
    share = table[part] / of.where(of > 0)
    return share.to_numpy(dtype=float, na_value=np.nan)
