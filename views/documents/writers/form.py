"""A form of the State as a workbook (.xlsx): titles, a head of merged captions, ruled rows, notes, signatures."""

from dataclasses import dataclass
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from core.spreadsheets import printable

_FONT = "Times New Roman"
_THIN = Side(style="thin")
_RULED = Border(_THIN, _THIN, _THIN, _THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_LOWEST_HEIGHT = 32
"""Of the lowest captions, in points: two lines."""
_SIGNED_BELOW = 5
"""Rows left free for a signature."""


@dataclass(frozen=True)
class Head:
    """A caption over an area of the head: rows and columns from 1, both ends included."""

    text: str
    rows: tuple[int, int]
    columns: tuple[int, int]


@dataclass(frozen=True)
class Line:
    """A row: ordinal, name, then whole numbers; None is an empty cell."""

    ordinal: str | int | None
    name: str
    counts: tuple[int | None, ...]
    strong: bool = False


@dataclass(frozen=True)
class Form:
    """What is written."""

    sheet: str
    corner: tuple[str, ...]
    """At the top, to the left: the number of the form."""
    reporters: tuple[str, ...]
    """At the top, to the right: who reports, to whom."""
    titles: tuple[str, ...]
    """The first is bold."""
    unit_of_count: str
    head: tuple[Head, ...]
    widths: tuple[int, ...]
    """Of the columns, in characters."""
    numbering: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    dated: str
    signatures: tuple[tuple[str, str], ...]
    """Who signs, and how: (NGƯỜI LẬP BIỂU, (Ký, ghi rõ họ tên))."""


def form_workbook(form: Form) -> bytes:
    """The file's content. Texts are texts, whatever they begin with; it prints on A4 across."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  a new workbook has one
    sheet.title = form.sheet
    width = len(form.widths)
    for number, characters in enumerate(form.widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = characters
    row = _above(sheet, form, width)
    first, row = row, _head(sheet, form, row)
    for line in form.lines:
        _line(sheet, line, row)
        if (lines := ceil(len(line.name) / (form.widths[1] - 2))) > 1:
            # A program that opens it does not always grow a row with its text.
            sheet.row_dimensions[row].height = 15 * lines
        row += 1
    _below(sheet, form, row, width)
    # The name stays in sight, and the head comes again on every page.
    sheet.freeze_panes = f"C{first + _depth(form) + 1}"
    sheet.print_title_rows = f"{first}:{first + _depth(form)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _above(sheet: Worksheet, form: Form, width: int) -> int:
    """The first row of the head."""
    half = width // 2
    for number, text in enumerate(form.corner, start=1):
        _over(sheet, number, (1, half), text, bold=number == 1)
    for number, text in enumerate(form.reporters, start=1):
        _over(sheet, number, (half + 1, width), text)
    row = max(len(form.corner), len(form.reporters)) + 2
    for number, text in enumerate(form.titles):
        _over(sheet, row + number, (1, width), text, bold=number == 0, align=_CENTRE)
    row += len(form.titles)
    _over(sheet, row, (half + 1, width), form.unit_of_count, align=Alignment(horizontal="right"), italic=True)
    return row + 1


def _depth(form: Form) -> int:
    return max(each.rows[1] for each in form.head)


def _head(sheet: Worksheet, form: Form, top: int) -> int:
    """The first row after the head and the numbers of its columns."""
    for each in form.head:
        rows, columns = [top + row - 1 for row in each.rows], each.columns
        for row in range(rows[0], rows[1] + 1):
            for column in range(columns[0], columns[1] + 1):
                sheet.cell(row, column).border = _RULED
        _write(sheet, rows[0], columns[0], each.text, bold=True, align=_CENTRE)
        if rows[0] < rows[1] or columns[0] < columns[1]:
            sheet.merge_cells(start_row=rows[0], end_row=rows[1], start_column=columns[0], end_column=columns[1])
    row = top + _depth(form)
    sheet.row_dimensions[row - 1].height = _LOWEST_HEIGHT
    for column, text in enumerate(form.numbering, start=1):
        _write(sheet, row, column, text, italic=True, align=_CENTRE).border = _RULED
    return row + 1


def _line(sheet: Worksheet, line: Line, row: int) -> None:
    cells: tuple[str | int | None, ...] = (line.ordinal, line.name, *line.counts)
    for column, value in enumerate(cells, start=1):
        align = _LEFT if column == 2 else _CENTRE if column == 1 else None
        cell = _write(sheet, row, column, value, bold=line.strong, align=align)
        cell.border = _RULED
        if column > 2:
            cell.number_format = "#,##0"


def _below(sheet: Worksheet, form: Form, row: int, width: int) -> None:
    row += 1
    for text in form.notes:
        _over(sheet, row, (1, width), text, align=Alignment(wrap_text=True, vertical="top"), italic=True)
        # A merged cell does not grow with its text.
        sheet.row_dimensions[row].height = 15 * (1 + len(text) // sum(form.widths))
        row += 1
    half = width // 2
    _over(sheet, row + 1, (half + 1, width), form.dated, italic=True, align=_CENTRE)
    for (who, how), columns in zip(form.signatures, ((1, half), (half + 1, width)), strict=True):
        _over(sheet, row + 2, columns, who, bold=True, align=_CENTRE)
        _over(sheet, row + 3, columns, how, italic=True, align=_CENTRE)
    sheet.print_area = f"A1:{get_column_letter(width)}{row + 3 + _SIGNED_BELOW}"


def _over(
    sheet: Worksheet,
    row: int,
    columns: tuple[int, int],
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    align: Alignment = _LEFT,
) -> None:
    """A text over several columns."""
    _write(sheet, row, columns[0], text, bold=bold, italic=italic, align=align)
    sheet.merge_cells(start_row=row, end_row=row, start_column=columns[0], end_column=columns[1])


def _write(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | int | None,
    *,
    bold: bool = False,
    italic: bool = False,
    align: Alignment | None = None,
) -> Cell:
    cell = sheet.cell(row, column, printable(value) if isinstance(value, str) else value)
    assert isinstance(cell, Cell)  # noqa: S101  merged only after it is written
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl would make a formula of a text that begins with “=”
    cell.font = Font(name=_FONT, size=11, bold=bold, italic=italic)
    if align:
        cell.alignment = align
    return cell
