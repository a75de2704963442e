"""Writes marks into a workbook: fills faulty cells, adds the sentences as comments, and a list sheet in front."""

import datetime as dt
import importlib
import io
import re

import openpyxl
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from loaders.reading.marks import Mark, Paint
from loaders.sheets import Sheet, Value

assert openpyxl.DEFUSEDXML, "openpyxl reads XML without defusedxml"  # noqa: S101

AUTHOR = "Năm Rõ"
COLOURS = {"error": "FFFFB3AD", "warning": "FFFFE699"}
_RULE = f"— {AUTHOR} —\n"
"""Separator in a comment: the text above it was there before."""
_LONGEST_TEXT = 32_000
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_SHEET_NAME = re.compile(r"[\\*?:/\[\]]")


def painted(content: bytes, reader: str, paint: Paint) -> bytes:
    """An .xlsx: the same workbook, or for another format a new one with the values as they were read.

    Formulas stay formulas; openpyxl drops their results, which Excel computes again as it opens the file.
    """
    names: dict[str | None, str]
    if book := _as_it_is(content) if reader == "xlsx" else None:
        names = {sheet.title: sheet.title for sheet in book.worksheets}
    else:
        sheets = importlib.import_module(f"loaders.reading.formats.{reader}").read(content)
        book, names = _copied(sheets, paint.values_sheet)
    _clean(book, paint)
    for mark in paint.marks:
        if mark.sheet in names:
            _mark(book[names[mark.sheet]], mark)
    _list(book, names, paint)
    assert book.calculation is not None  # noqa: S101  every workbook has it
    book.calculation.fullCalcOnLoad = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _as_it_is(content: bytes) -> Workbook | None:
    """The workbook with all its decoration; None where openpyxl cannot keep that, and only values can be copied."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False, rich_text=True)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, OSError):
        return None
    return book if book.worksheets else None


def _copied(sheets: list[Sheet], nameless: str) -> tuple[Workbook, dict[str | None, str]]:
    book, names = Workbook(), {}
    book.remove(book.worksheets[0])
    for sheet in sheets:
        copy = book.create_sheet(_NO_SHEET_NAME.sub("_", sheet.name or nameless)[:31])
        names[sheet.name] = copy.title
        copy.sheet_state = "hidden" if sheet.hidden else "visible"
        for row, cells in sheet.rows.items():
            for column, value in enumerate(cells, 1):
                _write(copy.cell(row, column), value)
        for (row, column), error in sheet.errors.items():
            copy.cell(row, column).value = error
        for top, left, bottom, right in sheet.merged:
            copy.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in sheet.hidden_rows:
            copy.row_dimensions[row].hidden = True
        for column in sheet.hidden_columns:
            copy.column_dimensions[get_column_letter(column)].hidden = True
    return book, names


def _write(cell: Cell | MergedCell, value: Value) -> None:
    assert isinstance(cell, Cell)  # noqa: S101  nothing is merged yet
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = "DD/MM/YYYY"
        return
    cell.value = _ILLEGAL.sub("", value)[:_LONGEST_TEXT]
    cell.data_type = "s"  # a text that begins with “=” would be a formula


def _clean(book: Workbook, paint: Paint) -> None:
    """Removes marks of an earlier run: a painted file may be corrected and uploaded again."""
    if paint.sheet in book.sheetnames and book[paint.sheet]["A1"].value == AUTHOR:
        book.remove(book[paint.sheet])
    for sheet in book.worksheets:
        # Private: the public iterators would make a cell for every blank.
        for cell in sheet._cells.values():
            if isinstance(cell, Cell) and cell.comment and _RULE in cell.comment.text:
                before = cell.comment.text.split(_RULE)[0].strip()
                cell.comment = Comment(before, cell.comment.author) if before else None
                cell.fill = PatternFill()


def _mark(sheet: Worksheet, mark: Mark) -> None:
    cell = _anchor(sheet, f"{mark.column}{mark.row}")
    cell.fill = PatternFill("solid", fgColor=COLOURS[mark.severity])
    before = cell.comment.text.strip() + "\n" if cell.comment else ""
    told = _ILLEGAL.sub("", before if _RULE in before else before + _RULE) + _ILLEGAL.sub("", mark.text)
    lines = sum(len(line) // 48 + 1 for line in told.splitlines())
    cell.comment = Comment(told, AUTHOR, width=340, height=20 + 18 * lines)


def _anchor(sheet: Worksheet, coordinate: str) -> Cell:
    cell = sheet[coordinate]
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if coordinate in area)
        cell = sheet.cell(area.min_row, area.min_col)
    assert isinstance(cell, Cell)  # noqa: S101  the first of a merged area is one
    return cell


def _list(book: Workbook, names: dict[str | None, str], paint: Paint) -> None:
    sheet = book.create_sheet(paint.sheet, 0)
    for other in book.worksheets[1:]:
        # Of two selected sheets both are written to by whoever types into one.
        other.sheet_view.tabSelected = False
    book.active = 0
    _write(sheet["A1"], AUTHOR)
    _write(sheet["A2"], paint.heading)
    _write(sheet["A3"], paint.lead)
    sheet["A2"].font = Font(bold=True, size=14)
    for column, (caption, width) in enumerate(zip(paint.captions, (14, 30, 110), strict=True), 1):
        _write(sheet.cell(5, column), caption)
        sheet.cell(5, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, each in enumerate(paint.listed, 6):
        for column, text in enumerate((each.word, each.place, each.sentence), 1):
            cell = sheet.cell(number, column)
            _write(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if each.severity in COLOURS:
            sheet.cell(number, 1).fill = PatternFill("solid", fgColor=COLOURS[each.severity])
        if each.sheet in names and each.place:
            _link(sheet.cell(number, 2), names[each.sheet], each.cell or "A1")
    sheet.freeze_panes = "A6"


def _link(cell: Cell | MergedCell, sheet: str, to: str) -> None:
    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{to}")
    cell.font = Font(color="FF0F5C7A", underline="single")
