"""Issues about a file's layout: hidden parts, sheets and columns left unread."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache

from core.issues import Issue
from core.periods import Period
from loaders.monthly.captions_left import of_captions
from loaders.monthly.lines import Line
from loaders.monthly.sources.base import Source, Table, count_of
from loaders.sheets import Sheet, letter
from loaders.sheets import shown as text_of
from loaders.text.months import shown
from loaders.units.in_force import out_of_force

OLDEST_YEAR = 2015


def hidden_rows(table: Table) -> list[int]:
    """Hidden rows of the table's own part of the sheet which hold something."""
    return sorted(row for row in table.sheet.hidden_rows if row >= table.first_row and row in table.sheet.rows)


def of_layout(source: Source, tables: Sequence[Table], sheets: Sequence[Sheet]) -> Iterator[Issue]:
    """Notes on what was hidden or left out, and a warning for every count a complete file would have."""
    for table in tables:
        name = table.sheet.name
        if table.sheet.hidden:
            yield Issue("hidden_sheet_read", "note", name)
        if table.sheet.second_reader:
            yield Issue("second_reader", "note", name)
        if rows := hidden_rows(table):
            values = {"how_many": len(rows), "rows": ", ".join(map(str, rows[:20])) + ("…" if len(rows) > 20 else "")}
            yield Issue("hidden_rows", "note", name, rows[0], None, values)
        if columns := sorted(set(table.columns.values()) & table.sheet.hidden_columns):
            yield Issue("hidden_columns", "note", name, values={"columns": ", ".join(map(letter, columns))})
        if table.ignored and source.id in ("template", "form_ii06a", "split_form"):
            yield Issue("columns_ignored", "note", name, values={"columns": "; ".join(table.ignored)})
        yield from of_captions(source, table)
        if table.differs is None:
            yield from _beyond_captions(table)
        else:
            yield Issue("second_table_differs", "error", name, table.differs)
        for count in source.counts:
            if count not in {count_of(target) for target in table.counts}:
                yield Issue("column_missing", "warning", name, values={"count": count})
    unread = [sheet.name or "" for sheet in sheets if sheet.rows and all(sheet is not table.sheet for table in tables)]
    if unread:
        yield Issue("sheets_not_read", "note", values={"sheets": ", ".join(unread)})


def _beyond_captions(table: Table) -> Iterator[Issue]:
    """Values right of the last caption: in a CSV file 1,300 without quotes became two cells."""
    sheet, last_count = table.sheet, max(table.counts.values())
    rows = [row for row in sorted(sheet.rows) if row >= table.first_row and row not in table.skipped]
    if sheet.name is None:
        width = table.width
        for row in rows:
            if len(sheet.rows[row]) <= width:
                continue
            for column, value in enumerate(sheet.rows[row][width:], width + 1):
                if value is not None:
                    yield Issue("beyond_captions", "error", None, row, letter(column), {"text": text_of(value)})
        return
    beside = last_count + 1
    if any(sheet.at(row, beside) is not None for row in range(table.header, table.first_row)):
        return
    numbers = [row for row in rows if type(sheet.at(row, beside)) in (int, float)]
    if numbers:
        values = {"how_many": len(numbers), "text": text_of(sheet.at(numbers[0], beside))}
        yield Issue("number_beside_table", "warning", sheet.name, numbers[0], letter(beside), values)


def swapped_days(table: Table, today: dt.date) -> Iterator[Issue]:
    """Month cells that hold a day which an Excel set to English has made of 01/08/2026: 8 January.

    A month is written as its first day, so any other day of the first twelve may be one with day and month swapped.
    """
    column = table.columns.get("month")
    found: dict[dt.date, list[int]] = {}
    for row in sorted(table.sheet.rows) if column else ():
        day = table.sheet.at(row, column or 0)
        if row >= table.first_row and isinstance(day, dt.date) and 1 < day.day <= 12 and day.day != day.month:
            found.setdefault(day, []).append(row)
    for day, rows in found.items():
        other = dt.date(day.year, day.day, 1)
        if other <= today:
            months = {"month": f"{day:%m/%Y}", "other": f"{other:%m/%Y}"}
            values = {"text": text_of(day), "how_many": len(rows), **months}
            yield Issue("month_swapped", "warning", table.sheet.name, rows[0], letter(column or 0), values)


def of_time(lines: Sequence[Line], sheet: str | None, month: Period | None, today: dt.date) -> Iterator[Issue]:
    """Impossible months, once each; and units that did not exist in their month, line by line."""
    first: dict[Period, Line] = {}
    how_many: dict[Period, int] = {}
    lives = cache(out_of_force)
    for line in lines:
        if line.month and line.kind == "unit":
            first.setdefault(line.month, line)
            how_many[line.month] = how_many.get(line.month, 0) + 1
            missing = line.unit and lives(line.unit, line.month)
            if missing:
                yield Issue(missing.code, "error", sheet, line.row, None, missing.values)
    for stated, line in first.items():
        values = {"month": shown(stated), "how_many": how_many[stated]}
        if stated.start > today:
            yield Issue("month_in_future", "error", sheet, line.row, None, values)
        elif stated.start.year < OLDEST_YEAR:
            yield Issue("month_too_old", "error", sheet, line.row, None, {**values, "oldest": OLDEST_YEAR})
        elif month is not None and stated != month:
            yield Issue("wrong_month", "error", sheet, line.row, None, {**values, "expected": shown(month)})
        elif stated.end >= today:
            last_day = {"month": shown(stated), "last_day": f"{stated.end:%d/%m/%Y}"}
            yield Issue("month_running", "warning", sheet, line.row, None, last_day)
