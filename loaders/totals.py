"""Do the totals of a file agree with its rows? Totals and groups are only compared, never counted."""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from core.counts import COUNT_NAMES, COUNTS
from core.issues import Issue
from loaders.frames import Letters


def totals(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    """A “Tổng cộng” line without a code against the units of its sheet.

    Where one unit has rows by field and a row for all fields, the latter counts.
    """
    for sheet, here in lines.groupby("sheet", dropna=False, sort=False):
        units = _counted(here)
        if units["period_start"].nunique() > 1:
            continue  # a total over several months is nobody's
        for total in here[here["kind"] == "total"].to_dict("records"):
            yield from _compared(sheet, total, units, letters)


def subtotals(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    """A group's line against the units below it, up to the next group of its level or a higher one."""
    for sheet, here in lines.groupby("sheet", dropna=False, sort=False):
        order = here.reset_index(drop=True)
        groups = order[order["kind"] == "group"]
        for index in groups.index:
            group = order.loc[index]
            after = order.loc[order.index > index]
            ends = after[((after["kind"] == "group") & (after["level"] <= group["level"])) | (after["kind"] == "total")]
            within = after if ends.empty else after.loc[: ends.index[0]]
            yield from _compared(sheet, group.to_dict(), _counted(within), letters)


def _counted(lines: pd.DataFrame) -> pd.DataFrame:
    """The unit lines that make a total: not the province's own, and not the fields of a unit with a line for all."""
    units = lines[(lines["kind"] == "unit") & (lines["unit_kind"] != "province")]
    whole = set(units.loc[units["field"].isna(), "label"])
    return units[units["field"].isna() | ~units["label"].isin(whole)]


def _compared(sheet: Hashable, total: Mapping[Hashable, Any], units: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    name = sheet if isinstance(sheet, str) else None
    if units.empty:
        return
    for count in COUNT_NAMES:
        value = total[count]
        if not COUNTS[count].adds_up or pd.isna(value) or (name, count) not in letters:
            continue
        if any(count in unread for unread in units["unread"]):
            continue  # the cell that could not be read is the finding; what it does to the sum is not another
        summed = int(units[count].sum())
        if summed != value:
            values = {"count": count, "value": int(value), "sum": summed, "text": total["label"]}
            row = int(total["row"])
            yield Issue("total_differs", "error", name, row, letters[name, count], values)
