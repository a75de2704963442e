"""Turns a file's bytes into checked rows: recognise, read, match, check. All issues are collected in one run."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from core.errors import UnreadableFileError
from core.issues import Issue
from core.periods import Period
from core.remembered import NOTHING, Remembered
from core.typed import name_of
from core.units import Unit
from loaders.monthly import layout, lines
from loaders.monthly.blanks import Blanks, with_withdrawals, with_zeros
from loaders.monthly.checks.against_the_past import against_the_past
from loaders.monthly.checks.all_checks import CHECKS, not_reported
from loaders.monthly.checks.beside_published import beside_published
from loaders.monthly.checks.other_tables import as_of
from loaders.monthly.checks.parts_over_units import province_and_units
from loaders.monthly.dating import by_name, dated, name_differs
from loaders.monthly.findings import Findings
from loaders.monthly.frames import Letters, Read, frame, letters, rows_of_units
from loaders.monthly.mapping import remembered_tables
from loaders.monthly.own_form import own_unit
from loaders.monthly.repeats import with_repeats
from loaders.monthly.sources import SOURCES
from loaders.monthly.sources.base import Source, Table, count_of
from loaders.monthly.unrecognised import refusal
from loaders.reading import fence
from loaders.sheets import MOST_ROWS, Sheet
from loaders.text.fonts import in_unicode
from loaders.units.matching import Directory, directory


@dataclass(frozen=True)
class Loaded:
    """A file that was read: its rows and its issues."""

    file_name: str
    sha256: str
    source: str
    """The id of the format; its name is in `locales/` under `source.<id>`."""
    rows: pd.DataFrame
    """(unit_code, period_start, period_end, field, sheet, row, …COUNT_NAMES, withdrawn); Int64 counts, NA = not
    reported, or withdrawn where `withdrawn` (names parted by blanks, or None) names the count.

    One row a unit, month and field (None = all fields), the province's own row included; every row that was parsed,
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
    blanks: Blanks = None,
    closing_day: int | None = None,
    remembered: Remembered = NOTHING,
) -> Loaded:
    """The rows of a file with a month's counts, or with several months'.

    Args:
        content: the file's bytes, which alone decide the format.
        name: the file's name, to show; a unit's own form may name the unit there and nowhere else.
        units: every unit of the province, past ones too.
        month: the month the file must be of; None takes what the file says.
        today: the day it is in Vietnam; no later month is believed.
        blanks: the meaning of blanks by column; without an answer they stay blank, and a warning asks.
        closing_day: the last day of the province's reporting month, such as 14; None is the calendar's.
        past: (unit_code, month, …counts) of the months published so far, to compare with; see
            `loaders.monthly.checks.against_the_past` and `beside_published`.
        remembered: what the province has said of its own tables and of names that match no unit.

    Raises:
        UnreadableFileError: nothing could be read; its `reason` says why.
    """
    findings = Findings()
    places = directory(units, remembered.rows)
    mapped = remembered_tables.source(remembered.tables)
    file = _tables(content, name, findings, places, mapped, month=month, today=today, closing_day=closing_day)
    everything = frame(file.read)
    file.read.clear()
    findings.extend(not_reported(everything, file.letters))
    everything = with_withdrawals(with_zeros(everything, file.letters, blanks), file.letters, blanks)
    for check in CHECKS:
        findings.extend(as_of(file.source, check(everything, file.letters)))
    findings.extend(province_and_units(everything, file.letters, units))
    rows = rows_of_units(everything)
    if past is not None:
        findings.extend(against_the_past(rows, file.letters, past, units))
        findings.extend(beside_published(rows, file.letters, past))
    if rows.empty and not findings.refuse:
        findings.add(Issue("no_rows", "error", file.sheets[0]))
    return Loaded(
        file_name=name_of(name),
        sha256=hashlib.sha256(content).hexdigest(),
        source=file.source.id,
        rows=rows,
        issues=tuple(findings.in_order()),
        months=file.months,
        sheets_read=tuple(sheet for sheet in file.sheets if sheet is not None),
        hidden_rows=file.hidden_rows,
    )


@dataclass(frozen=True)
class _Tables:
    """The data kept after the sheets are released: holding both sheets and frame would double the memory."""

    source: Source
    sheets: tuple[str | None, ...]
    letters: Letters
    hidden_rows: int
    read: list[Read]
    months: tuple[Period, ...]


def _tables(
    content: bytes,
    name: str,
    findings: Findings,
    places: Directory,
    mapped: Source,
    *,
    month: Period | None,
    today: dt.date,
    closing_day: int | None,
) -> _Tables:
    sheets, converted = in_unicode(fence.read(content))
    source, tables = recognised(sheets, mapped)
    if sum(len(table.sheet.rows) for table in tables) > MOST_ROWS:
        raise UnreadableFileError("too_many_rows", limit=MOST_ROWS)
    findings.extend(converted)
    tables = [with_repeats(source, table) for table in tables]
    findings.extend(layout.of_layout(source, tables, sheets))
    stated = dated(tables, month, closing_day)
    own_months, problems = by_name(tables, stated, name, month=month, today=today, closing_day=closing_day)
    findings.extend(problems)
    read: list[Read] = []
    for table, own_month in zip(tables, own_months, strict=True):
        findings.extend(layout.swapped_days(table, today))
        own = own_unit(source.id, table, places, name, findings)
        found = lines.read(table, places, own_month, findings, own)
        read.append(Read(table.sheet.name, tuple(map(count_of, table.counts)), found))
        findings.extend(layout.of_time(found, table.sheet.name, month, today))
    months = tuple(sorted({line.month for table in read for line in table.lines if line.month and line.unit}))
    findings.extend(name_differs(name, months, tables[0].sheet.name))
    return _Tables(
        source=source,
        sheets=tuple(table.sheet.name for table in tables),
        letters=letters(tables),
        hidden_rows=sum(len(layout.hidden_rows(table)) for table in tables),
        read=read,
        months=months,
    )


def recognised(sheets: Sequence[Sheet], mapped: Source | None = None) -> tuple[Source, list[Table]]:
    """The source that understands the most columns, and its tables: on visible sheets, else on hidden ones.

    Of several, the first in `SOURCES`. What somebody said of a table by hand goes before what a source makes of it.

    Raises:
        UnreadableFileError: empty, or as `unrecognised.refusal` says.
    """
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFileError("empty")
    for hidden in (False, True):
        candidates = [sheet for sheet in sheets if sheet.hidden is hidden]
        by_hand = [table for sheet in candidates if mapped and (table := mapped.find(sheet))]
        others = [sheet for sheet in candidates if all(sheet is not table.sheet for table in by_hand)]
        found = [(source, [table for sheet in others if (table := source.find(sheet))]) for source in SOURCES]
        found = [(mapped, by_hand), *found] if mapped else found
        if any(tables for _, tables in found):
            return max(found, key=lambda each: sum(len(table.columns) for table in each[1]))
    raise refusal(sheets)
