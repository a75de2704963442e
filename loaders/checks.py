"""What is wrong with the counts of a file: each check is a frame of lines in, issues out.

A cell that could not be read is NA here and is not reported a second time. To add a check: one function and
its name in `CHECKS`.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.counts import COUNT_NAMES, CountName
from core.issues import Issue, Severity
from loaders.frames import Letters
from loaders.totals import subtotals, totals

Check = Callable[[pd.DataFrame, Letters], Iterator[Issue]]

_MOST_CELLS_NAMED = 12


@dataclass(frozen=True)
class Identity:
    """A whole is the sum of its parts, as the form numbers them."""

    whole: CountName
    parts: tuple[CountName, ...]
    formula: str


# Form II.06a/VPCP/KSTT, columns (3) to (13).
IDENTITIES = (
    Identity("received", ("received_online", "received_in_person", "carried_over"), "(3) = (4) + (5) + (6)"),
    Identity("resolved", ("resolved_early", "resolved_on_due", "resolved_late"), "(7) = (8) + (9) + (10)"),
    Identity("pending", ("pending_in_time", "pending_overdue"), "(11) = (12) + (13)"),
)
# What cannot be more than the sum of what it is part of, and the issue that says so.
_PARTS: tuple[tuple[CountName, tuple[CountName, ...], str], ...] = (
    ("late_apologised", ("resolved_late", "pending_overdue"), "more_apologies_than_late"),
    ("digitised", ("digitisation_base",), "more_than_digitisation_base"),
    ("e_results", ("digitisation_base",), "more_than_digitisation_base"),
    ("data_reused", ("digitisation_base",), "more_than_digitisation_base"),
    ("received_online", ("received",), "more_than_received"),
    ("received_in_person", ("received",), "more_than_received"),
    ("resolved_late", ("resolved",), "more_than_resolved"),
    ("pending_overdue", ("pending",), "more_than_pending"),
)


def identities(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    for identity in IDENTITIES:
        for line in _units_where(lines, _known(lines, identity) & (_sum(lines, identity) != lines[identity.whole])):
            parts = sum(int(line[part]) for part in identity.parts)
            values = {"value": int(line[identity.whole]), "sum": parts, "formula": identity.formula}
            yield at(letters, line, identity.whole, "identity_broken", "error", **values)


def _known(lines: pd.DataFrame, identity: Identity) -> "pd.Series[bool]":
    return lines[[identity.whole, *identity.parts]].notna().all(axis=1)


def _sum(lines: pd.DataFrame, identity: Identity) -> "pd.Series[int]":
    return lines[list(identity.parts)].sum(axis=1)


def received_but_neither_resolved_nor_pending(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    """(3) = (7) + (11) breaks in real reports at every level: returned and withdrawn dossiers are counted apart."""
    counts = lines[["received", "resolved", "pending"]]
    gaps = lines["received"] - lines["resolved"] - lines["pending"]
    wrong = counts.notna().all(axis=1) & (gaps != 0)
    for identity in IDENTITIES:
        wrong &= ~(_known(lines, identity) & (_sum(lines, identity) != lines[identity.whole]))  # found already
    for line in _units_where(lines, wrong):
        received, resolved, pending = (int(line[name]) for name in ("received", "resolved", "pending"))
        values = {"value": received, "sum": resolved + pending, "gap": received - resolved - pending}
        yield at(letters, line, "received", "stock_flow_gap", "warning", **values)


def parts_exceeding_wholes(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    for part, wholes, code in _PARTS:
        known = lines[[part, *wholes]].notna().all(axis=1)
        for identity in IDENTITIES:
            if part in identity.parts:
                known &= ~_known(lines, identity)  # the identity has said it
        for line in _units_where(lines, known & (lines[part] > lines[list(wholes)].sum(axis=1))):
            limit = sum(int(line[whole]) for whole in wholes)
            yield at(letters, line, part, code, "error", value=int(line[part]), limit=limit)


def portal_parts(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    """The portal counts a dossier on time or overdue and nothing else."""
    parts = lines["portal_on_time"] + lines["portal_overdue"]
    for line in _units_where(lines, (parts != lines["portal_dossiers"]).fillna(value=False)):
        values = {"value": int(line["portal_dossiers"]), "sum": int(line["portal_on_time"] + line["portal_overdue"])}
        yield at(letters, line, "portal_dossiers", "portal_sum_broken", "error", **values)


def units_twice(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    units = lines[(lines["kind"] == "unit") & lines["unit_code"].notna() & lines["period_start"].notna()]
    keys = ["unit_code", "period_start", "period_end", "field"]
    repeated = units[units.duplicated(keys, keep=False)]
    for _, same in repeated.groupby(keys, dropna=False, sort=False):
        records = same.to_dict("records")
        first = records[0]
        for line in records[1:]:
            values = {"unit": line["unit_name"], "first": _place(first)}
            yield Issue("unit_twice", "error", line["sheet"], int(line["row"]), values=values)


def _place(line: Mapping[Hashable, Any]) -> str:
    return f"{line['sheet']}!{line['row']}" if line["sheet"] else str(line["row"])


def not_reported(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    """One issue for all lines that are empty, and one for each column with holes."""
    units = lines[lines["kind"] == "unit"]
    for sheet, here in units.groupby("sheet", dropna=False, sort=False):
        name = sheet if isinstance(sheet, str) else None
        given = [count for count in COUNT_NAMES if (name, count) in letters]
        empty = here[given].isna().all(axis=1) & (here["unread"].map(len) == 0)
        if empty.any():
            values = {"how_many": int(empty.sum()), "units": _named(list(here.loc[empty, "label"]))}
            yield Issue("rows_blank", "warning", name, int(here.loc[empty, "row"].iloc[0]), None, values)
        rest = here[~empty]
        for count in given:
            unread = rest["unread"].map(lambda counts, count=count: count in counts)
            blank = rest.loc[rest[count].isna() & ~unread, "row"]
            if blank.empty:
                continue
            column = letters[name, count]
            if len(blank) == len(rest) and len(rest) > 1:
                yield Issue("column_blank", "warning", name, None, column, {"count": count})
                continue
            cells = _named([f"{column}{row}" for row in blank])
            values = {"count": count, "how_many": len(blank), "cells": cells}
            yield Issue("not_reported", "warning", name, int(blank.iloc[0]), column, values)


def _named(names: Sequence[object]) -> str:
    shown = ", ".join(str(name) for name in names[:_MOST_CELLS_NAMED])
    return f"{shown}…" if len(names) > _MOST_CELLS_NAMED else shown


def _units_where(lines: pd.DataFrame, wrong: "pd.Series[bool]") -> list[dict[Hashable, Any]]:
    chosen = (lines["kind"] == "unit") & wrong.fillna(value=False).astype(bool)
    return lines[chosen].to_dict("records")


def at(
    letters: Letters, line: Mapping[Hashable, Any], count: CountName, code: str, severity: Severity, **values: object
) -> Issue:
    """An issue at the cell of a count."""
    column = letters.get((line["sheet"], count))
    return Issue(code, severity, line["sheet"], int(line["row"]), column, {"count": count, **values})


CHECKS: tuple[Check, ...] = (
    units_twice,
    identities,
    received_but_neither_resolved_nor_pending,
    parts_exceeding_wholes,
    portal_parts,
    totals,
    subtotals,
    not_reported,
)
