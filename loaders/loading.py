"""A file's bytes become checked rows: recognise, read, match, check. Everything wrong is found at once."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from core.errors import UnreadableFileError
from core.issues import Issue
from core.periods import Period
from core.units import Unit
from loaders import fence, layout, lines, precheck
from loaders.checks import CHECKS
from loaders.dating import dated
from loaders.fonts import in_unicode
from loaders.frames import frame, letters, rows_of_units
from loaders.history import against_the_past
from loaders.lines import Line
from loaders.matching import directory
from loaders.repeats import with_repeats
from loaders.sheets import MOST_ROWS, Sheet
from loaders.sources import SOURCES
from loaders.sources.base import Source, Table
from loaders.wholes import province_and_units

_MOST_OF_ONE_CODE = 300
_SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True)
class Loaded:
    """A file that was read: its rows, and everything that is wrong or odd about it."""

    file_name: str
    sha256: str
    source: str
    """The id of the format; its name is in `locales/` under `source.<id>`."""
    rows: pd.DataFrame
    """(unit_code, period_start, period_end, field, sheet, row, …COUNT_NAMES); Int64 counts, NA = not reported.

    One row a unit, month and field (None = all fields), the province's own row included; what was understood,
    also where there are errors.
    """
    issues: tuple[Issue, ...]
    """Errors first, then warnings, then notes; each in the order of the file."""
    months: tuple[Period, ...]
    sheets_read: tuple[str, ...]
    """Empty for CSV."""
    hidden_rows: int

    @property
    def fit_to_store(self) -> bool:
        return not self.rows.empty and all(issue.severity != "error" for issue in self.issues)


def load(
    content: bytes,
    name: str,
    *,
    units: Sequence[Unit],
    month: Period | None,
    today: dt.date,
    past: pd.DataFrame | None = None,
) -> Loaded:
    """The rows of a file with a month's counts, or with several months'.

    Args:
        content: the file's bytes; what they are is decided by them.
        name: the file's name, only to show.
        units: every unit of the province, past ones too.
        month: the month the file must be of; None takes what the file says.
        today: the day it is in Vietnam; no later month is believed.
        past: (unit_code, month, …counts) of the months published so far, to compare with; see `loaders.history`.

    Raises:
        UnreadableFileError: nothing could be read; its `reason` says why.
    """
    sheets, issues = in_unicode(fence.read(content, precheck.kind_of(content)))
    source, tables = recognised(sheets)
    if sum(len(table.sheet.rows) for table in tables) > MOST_ROWS:
        raise UnreadableFileError("too_many_rows", limit=MOST_ROWS)
    tables = [with_repeats(source, table) for table in tables]
    issues += layout.of_layout(source, tables, sheets)
    own_months, problems = dated(tables, month)
    issues += problems
    places = directory(units)
    read: list[tuple[Table, list[Line]]] = []
    for table, own_month in zip(tables, own_months, strict=True):
        found, problems = lines.read(table, places, own_month)
        read.append((table, found))
        issues += problems
        issues += layout.of_time(found, table.sheet.name, month, today)
    everything = frame(read)
    columns = letters(tables)
    for check in CHECKS:
        issues += check(everything, columns)
    issues += province_and_units(everything, columns, units)
    rows = rows_of_units(everything)
    if past is not None:
        issues += against_the_past(rows, columns, past, units)
    if rows.empty and all(issue.severity != "error" for issue in issues):
        issues.append(Issue("no_rows", "error", tables[0].sheet.name))
    return Loaded(
        file_name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        source=source.id,
        rows=rows,
        issues=tuple(_in_order(issues)),
        months=tuple(sorted({line.month for _, found in read for line in found if line.month and line.unit})),
        sheets_read=tuple(table.sheet.name for table in tables if table.sheet.name is not None),
        hidden_rows=sum(len(layout.hidden_rows(table)) for table in tables),
    )


def recognised(sheets: Sequence[Sheet]) -> tuple[Source, list[Table]]:
    """The first source that finds a table, and its tables: on visible sheets, else on hidden ones.

    Raises:
        UnreadableFileError: empty or unrecognised.
    """
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFileError("empty")
    for hidden in (False, True):
        candidates = [sheet for sheet in sheets if sheet.hidden is hidden]
        for source in SOURCES:
            if tables := [table for sheet in candidates if (table := source.find(sheet))]:
                return source, tables
    rows = [cells for sheet in sheets for cells in list(sheet.rows.values())[:5]]
    seen = [str(value) for cells in rows for value in cells if value is not None]
    raise UnreadableFileError(
        "unrecognised",
        looked_for=" | ".join(source.looks_for for source in SOURCES),
        seen="; ".join(text[:40] for text in seen[:12]),
    )


def _in_order(issues: Sequence[Issue]) -> Iterator[Issue]:
    """Errors first; of one code no more than a reader can use, and then how many there are."""
    ordered = sorted(issues, key=lambda issue: (_SEVERITIES.index(issue.severity), issue.sheet or "", issue.row or 0))
    alike: dict[str, list[Issue]] = {}
    for issue in ordered:
        same = alike.setdefault(issue.code, [])
        same.append(issue)
        if len(same) <= _MOST_OF_ONE_CODE:
            yield issue
    for same in alike.values():
        if len(same) > _MOST_OF_ONE_CODE:
            values = {"row": str(same[0].row or "–"), "how_many": len(same) - _MOST_OF_ONE_CODE}
            yield Issue("and_more", "note", same[0].sheet, values=values)
