"""Compares the totals of a file with its rows. Totals and groups are only compared, never counted."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from core.counts import COUNT_NAMES, COUNTS, CountName
from core.issues import Issue
from loaders.monthly.frames import Letters
from loaders.text import labels

_MOST_COMPARED = 100
"""Maximum per sheet; no form has more totals or groups, and each is compared with many rows."""
Difference = tuple[CountName, int, int]
"""A count, what the total says, and what its units add up to."""


def totals(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    """A “Tổng cộng” line without a code against all units of its sheet, a “Cộng” against its block or all.

    Under a header that came again a total may also be of the rows below that header alone. A total is right if
    any of these sums is right in every count. Where one unit has rows by field and a row for all fields, the
    latter counts.
    """
    for sheet, unsorted in lines.groupby("sheet", dropna=False, sort=False):
        here = unsorted.reset_index(drop=True)
        if counted(here)["period_start"].nunique() > 1:
            continue  # a total over several months matches no month
        only_one = int((here["kind"] == "total").sum()) == 1
        for index, total in here[here["kind"] == "total"].head(_MOST_COMPARED).iterrows():
            scopes = list(_scopes(here, int(str(index)), total["label"]))
            if only_one:
                scopes.reverse()  # all units first: that is what a reader expects of it
            yield from _compared(sheet, total.to_dict(), scopes, letters)


def _scopes(here: pd.DataFrame, index: int, label: str) -> Iterator[pd.DataFrame]:
    """Candidate sets of rows for a total, the nearest first."""
    if not labels.is_grand_total(label):
        starts = here.index[~here["kind"].isin(["unit", "part", "left_out"]) & (here.index < index)]
        for start in reversed(starts[-20:]):
            yield here.loc[start + 1 : index]
    if here["block"].nunique() > 1:
        yield here[here["block"] == here.loc[index, "block"]]
    yield here


def subtotals(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    """Compares a group's line with the units below it, up to the next group of its level or a higher one."""
    for sheet, here in lines.groupby("sheet", dropna=False, sort=False):
        order = here.reset_index(drop=True)
        groups = order[order["kind"] == "group"]
        if groups.empty:
            continue
        grand = order["label"].where(order["kind"] == "total", "").map(labels.is_grand_total)
        for index in groups.index[:_MOST_COMPARED]:
            group = order.loc[index]
            higher = (order["kind"] == "group") & (order["level"] <= group["level"])
            ends = order.index[(higher | grand) & (order.index > index)]
            within = order.loc[index + 1 : ends[0]] if len(ends) else order.loc[index + 1 :]
            yield from _compared(sheet, group.to_dict(), [within], letters)


def counted(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines that make a total: not the province's own, and not the fields of a unit with a line for all. A row
    that is left out of the province's numbers is in the table's total all the same."""
    units = lines[lines["kind"].isin(["unit", "left_out"]) & (lines["unit_kind"] != "province")]
    whole = set(units.loc[units["field"].isna(), "label"])
    return units[units["field"].isna() | ~units["label"].isin(whole)]


def _compared(
    sheet: Hashable, total: Mapping[Hashable, Any], scopes: Sequence[pd.DataFrame], letters: Letters
) -> Iterator[Issue]:
    """Empty if the total fits one of the scopes; else the differences from the closest one."""
    name = sheet if isinstance(sheet, str) else None
    found = [_differences(total, units, name, letters) for scope in scopes if not (units := counted(scope)).empty]
    for count, value, summed in min(found, key=len, default=[]):
        values = {"count": count, "value": value, "sum": summed, "text": total["label"]}
        yield Issue("total_differs", "error", name, int(total["row"]), letters[name, count], values)


def _differences(
    total: Mapping[Hashable, Any], units: pd.DataFrame, sheet: str | None, letters: Letters
) -> list[Difference]:
    found: list[Difference] = []
    for count in COUNT_NAMES:
        value = total[count]
        if not COUNTS[count].adds_up or pd.isna(value) or (sheet, count) not in letters:
            continue
        if any(count in unread for unread in units["unread"]):
            continue  # the unreadable cell is reported already; its effect on the sum is not a second issue
        summed = int(units[count].sum())
        if summed != value:
            found.append((count, int(value), summed))
    return found
