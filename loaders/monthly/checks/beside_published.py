"""A file's counts beside those that are published of the same unit and month: what a cell leaves out stays published.

A correction of one number, or a table with a few columns, has nothing to contradict in its own row; published, it
would stand beside numbers that it does not fit.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from core.counts import COUNT_NAMES
from core.issues import Issue
from loaders.monthly.checks.all_checks import received_but_neither_resolved_nor_pending
from loaders.monthly.checks.parts_in_a_row import (
    identities,
    parts_exceeding_wholes,
    portal_parts,
    sums_exceeding_wholes,
)
from loaders.monthly.frames import Letters

_CHECKS: tuple[Callable[[pd.DataFrame, Letters], Iterator[Issue]], ...] = (
    identities,
    parts_exceeding_wholes,
    sums_exceeding_wholes,
    portal_parts,
    received_but_neither_resolved_nor_pending,
)
_COUNTS = list(COUNT_NAMES)


def beside_published(rows: pd.DataFrame, letters: Letters, past: pd.DataFrame) -> Iterator[Issue]:
    """Wholes and parts that do not fit once the file is published, though they fit in the file and fit today.

    Warnings, not errors: the number that is wrong may be the published one.

    Args:
        rows: result of `loaders.monthly.frames.rows_of_units`.
        past: (unit_code, month, …counts) as published; float, NaN = not reported. Only the rows' own months are used.
    """
    given = rows[rows["field"].isna()].assign(kind="unit")
    months = pd.to_datetime(given["period_start"])
    keys = pd.MultiIndex.from_arrays([given["unit_code"], months])
    counts = past.set_index(["unit_code", "month"])[_COUNTS].reindex(keys).set_axis(given.index).astype("Int64")
    if not (counts.notna() & given[_COUNTS].isna()).any(axis=None):
        return
    for place, names in given["withdrawn"].dropna().items():
        counts.loc[place, names.split()] = pd.NA
    published, together = given.copy(), given.copy()
    published[_COUNTS] = counts
    together[_COUNTS] = given[_COUNTS].fillna(counts)
    known = {_key(issue) for lines in (given, published) for issue in _found(lines, letters)}
    for issue in _found(together, letters):
        if _key(issue) not in known:
            yield _said(issue)


def _found(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    for check in _CHECKS:
        yield from check(lines, letters)


def _key(issue: Issue) -> tuple[Any, ...]:
    return issue.code, issue.sheet, issue.row, issue.values["count"]


def _said(issue: Issue) -> Issue:
    if issue.code == "stock_flow_gap":
        return issue
    about, place = issue.values, (issue.sheet, issue.row, issue.column)
    values = {name: about[name] for name in ("count", "value")}
    if "limit" in about:
        return Issue("published_limit", "warning", *place, values | {"limit": about["limit"]})
    return Issue("published_sum", "warning", *place, values | {"sum": about["sum"]})
