"""A document as a workbook (.xlsx): each table on a sheet of its own, numbers as numbers, no text a formula."""

from collections.abc import Iterable
from io import BytesIO
from itertools import zip_longest
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from core.spreadsheets import safe
from views.documents.document import Document, Heading, Kind, Row, Table, Value, safe_value, values_of
from views.documents.mark import Mark

_FORMATS: dict[Kind, str] = {
    "exact": "@",  # Excel would make a day of 6/33 as soon as somebody edits it
    "fraction": "@",
    "decimal": "#,##0.00",
    "day": "dd/mm/yyyy",
    "iso_day": "yyyy-mm-dd",
}
_LINE = 15.0
"""Points of a line."""
_UPRIGHT = 90
"""Characters: what fits upright on A4 in letters that can be read."""
_TITLE, _BOLD = Font(bold=True, size=14), Font(bold=True)
_TOP = Alignment(wrap_text=False, vertical="top")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEADER = {"top": _WRAPPED, "middle": Alignment(wrap_text=True, vertical="center")}


def workbook(document: Document) -> bytes:
    """The file's content. The sentences and the stamp are on the first sheet only."""
    book = Workbook()
    for number, table in enumerate(document.tables):
        sheet = book.create_sheet() if number else book.active
        assert isinstance(sheet, Worksheet)  # noqa: S101  a new workbook has one
        sheet.title = table.name
        lines = document.lines(first=number == 0)
        _write_lines(sheet, lines, table)
        # An empty row between the lines and the table.
        _write_table(sheet, table, header=len(lines) + 2 if lines else 1)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _write_lines(sheet: Worksheet, lines: Iterable[str], table: Table) -> None:
    for number, line in enumerate(lines, start=1):
        cell = _written(sheet, number, 1, safe(line))
        if number == 1:
            cell.font = _TITLE
        if table.wrapping.rows == "text":
            cell.alignment = _TOP


def _write_table(sheet: Worksheet, table: Table, *, header: int) -> None:
    for number, column in enumerate(table.columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        if column.kind == "fraction":
            dimension.number_format = _FORMATS[column.kind]
        if column.caption:
            cell = _written(sheet, header, number, safe(column.caption))
            cell.font = _BOLD
            if table.wrapping.header != "none":
                cell.alignment = _HEADER[table.wrapping.header]
    for place, row in enumerate(table.rows, start=header + 1):
        _write_row(sheet, place, row, table)
    _print_setup(sheet, table, header)
    sheet.freeze_panes = f"{get_column_letter(table.frozen_columns + 1)}{header + 1}"


def _print_setup(sheet: Worksheet, table: Table, header: int) -> None:
    """On A4, as wide as the table and as long as it needs, the captions on every page."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = (
        "landscape" if sum(column.width for column in table.columns) > _UPRIGHT else "portrait"
    )
    sheet.print_options.gridLines = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if table.rows:
        sheet.print_title_rows = f"{header}:{header}"
    if sheet.oddFooter and sheet.oddFooter.center:
        sheet.oddFooter.center.text = "&P/&N"


def _write_row(sheet: Worksheet, place: int, row: Row | Heading, table: Table) -> None:
    # A row may be shorter than the table.
    for number, (column, value) in enumerate(zip_longest(table.filled_columns, values_of(row)), start=1):
        cell = _written(sheet, place, number, safe_value(value, column, typed_cells=True))
        if value is not None and column.kind in _FORMATS:
            cell.number_format = _FORMATS[column.kind]
        if table.wrapping.rows == "all" or (table.wrapping.rows == "text" and isinstance(value, str)):
            cell.alignment = _WRAPPED
        if isinstance(row, Heading):
            cell.font = _BOLD
    if table.wrapping.rows == "all":
        _heighten(sheet, place, row, table)


def _heighten(sheet: Worksheet, place: int, row: Row | Heading, table: Table) -> None:
    """As high as its longest text needs: LibreOffice prints the second line over the next row otherwise."""
    texts = zip(table.filled_columns, values_of(row), strict=False)
    lines = max((ceil(len(str(value)) / column.width) for column, value in texts if isinstance(value, str)), default=1)
    if lines > 1:
        sheet.row_dimensions[place].height = _LINE * lines


def _written(sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
    cell = sheet.cell(row, column, str(value) if isinstance(value, Mark) else value)
    assert isinstance(cell, Cell)  # noqa: S101  no cells are merged
    if isinstance(value, str | Mark):
        cell.data_type = "s"  # openpyxl would make a formula of a text that begins with “=”
    return cell
