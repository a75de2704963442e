"""All checks of a file's counts; each check is a function from a frame of lines to issues.

A cell that could not be read is NA here and is not reported a second time. To add a check: one function and
its name in `CHECKS`.
"""

from collections.abc import Callable, Iterator, Sequence

import pandas as pd

from core.counts import COUNT_NAMES
from core.issues import Issue
from loaders.monthly.checks.parts_in_a_row import (
    IDENTITIES,
    added,
    at,
    identities,
    known,
    parts_exceeding_wholes,
    portal_parts,
    sums_exceeding_wholes,
    units_where,
)
from loaders.monthly.checks.parts_over_units import fields_and_unit
from loaders.monthly.checks.totals import subtotals, totals
from loaders.monthly.frames import Letters

Check = Callable[[pd.DataFrame, Letters], Iterator[Issue]]

_MOST_CELLS_NAMED = 12
_WHOLE_SHEET = 3
"""Units given twice on two sheets; fewer are told one by one."""


def received_but_neither_resolved_nor_pending(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    """(3) = (7) + (11) breaks in real reports at every level: returned and withdrawn dossiers are counted apart."""
    counts = lines[["received", "resolved", "pending"]]
    gaps = lines["received"] - lines["resolved"] - lines["pending"]
    wrong = counts.notna().all(axis=1) & (gaps != 0)
    # Of a unit with a row for all fields that row counts; within a field, dossiers may move to another.
    wholes = set(lines.loc[lines["field"].isna(), "unit_code"].dropna())
    wrong &= lines["field"].isna() | ~lines["unit_code"].isin(wholes)
    for identity in IDENTITIES:
        wrong &= ~(known(lines, identity) & (added(lines, identity) != lines[identity.whole]))  # found already
    for line in units_where(lines, wrong, ("received", "resolved", "pending")):
        received, resolved, pending = (int(line[name]) for name in ("received", "resolved", "pending"))
        values = {"value": received, "sum": resolved + pending, "gap": received - resolved - pending}
        yield at(letters, line, "received", "stock_flow_gap", "warning", **values)


def units_twice(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    units = lines[(lines["kind"] == "unit") & lines["unit_code"].notna() & lines["period_start"].notna()]
    keys = ["unit_code", "period_start", "period_end", "field"]
    repeated = units[units.duplicated(keys, keep=False)]
    told: set[tuple[str | None, str | None]] = set()
    for issue in _sheets_again(units, repeated):
        told.add((issue.values["first"], issue.sheet))
        yield issue
    for _, same in repeated.groupby(keys, dropna=False, sort=False):
        records = same.to_dict("records")
        first = records[0]
        for line in records[1:]:
            values = {"unit": line["unit_name"], "first": str(first["row"])}
            if line["sheet"] == first["sheet"]:
                yield Issue("unit_twice", "error", line["sheet"], int(line["row"]), values=values)
                continue
            if (first["sheet"], line["sheet"]) in told:
                continue
            values["sheet"] = first["sheet"]
            yield Issue("unit_on_two_sheets", "error", line["sheet"], int(line["row"]), values=values)


def _sheets_again(units: pd.DataFrame, repeated: pd.DataFrame) -> Iterator[Issue]:
    """One finding where a sheet gives nearly all its units a second time: which of the two is right?"""
    sizes = units.groupby("sheet", sort=False).size()
    first = repeated.drop_duplicates(["unit_code", "period_start", "period_end", "field"]).set_index(
        ["unit_code", "period_start", "field"]
    )
    for sheet, here in repeated.groupby("sheet", sort=False):
        others = first["sheet"].reindex(pd.MultiIndex.from_frame(here[["unit_code", "period_start", "field"]]))
        for other, many in others[others.ne(sheet)].value_counts().items():
            if many >= _WHOLE_SHEET and 2 * many >= sizes[sheet]:
                values = {"first": other, "how_many": int(many)}
                yield Issue("sheets_again", "error", str(sheet), int(here["row"].iloc[0]), None, values)


def not_reported(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    """One issue for all empty lines, and one for each column with blanks; runs before blanks are filled."""
    units = lines[lines["kind"] == "unit"]
    for sheet, here in units.groupby("sheet", dropna=False, sort=False):
        name = sheet if isinstance(sheet, str) else None
        given = [count for count in COUNT_NAMES if (name, count) in letters]
        empty = here[given].isna().all(axis=1) & ~here["unread"].astype(bool)
        if empty.any():
            values = {"how_many": int(empty.sum()), "units": _named(list(here.loc[empty, "label"]))}
            yield Issue("rows_blank", "warning", name, int(here.loc[empty, "row"].iloc[0]), None, values)
        rest = here[~empty]
        for count in given:
            blanks = rest[rest[count].isna()]
            unread = [count in counts for counts in blanks["unread"]]
            blank = blanks.loc[~pd.Series(unread, index=blanks.index, dtype=bool), "row"]
            if blank.empty:
                continue
            column = letters[name, count]
            if len(blank) == len(rest) and len(rest) > 1:
                yield Issue("column_blank", "warning", name, None, column, {"count": count})
                continue
            cells = _named([f"{column}{row}" for row in blank.head(_MOST_CELLS_NAMED + 1)])
            values = {"count": count, "how_many": len(blank), "cells": cells}
            yield Issue("not_reported", "warning", name, int(blank.iloc[0]), column, values)


def _named(names: Sequence[object]) -> str:
    shown = ", ".join(str(name) for name in names[:_MOST_CELLS_NAMED])
    return f"{shown}…" if len(names) > _MOST_CELLS_NAMED else shown


CHECKS: tuple[Check, ...] = (
    units_twice,
    identities,
    received_but_neither_resolved_nor_pending,
    parts_exceeding_wholes,
    sums_exceeding_wholes,
    portal_parts,
    totals,
    subtotals,
    fields_and_unit,
)
