"""One sheet of an exported workbook: lines about what it is, a header, rows with numbers as numbers."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | None


def fill(
    sheet: Worksheet,
    lines: Sequence[str],
    header: Sequence[str],
    rows: Iterable[Sequence[Value]],
    widths: Sequence[int],
) -> None:
    """Write a sheet, and freeze it below its header.

    Args:
        lines: the first one is the title.
        rows: text typed by people already through `core.spreadsheets.safe`.
    """
    for line in lines:
        sheet.append([line])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    sheet.append(list(header))
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = f"A{sheet.max_row + 1}"
    for row in rows:
        sheet.append(list(row))
        for written in sheet[sheet.max_row]:
            _as_written(written)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def first(workbook: Workbook) -> Worksheet:
    """The sheet a new workbook has."""
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  a new workbook has one
    return sheet


def saved(workbook: Workbook) -> bytes:
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _as_written(cell: Cell | MergedCell) -> None:
    if isinstance(cell, MergedCell):
        return
    if isinstance(cell.value, str):
        cell.data_type = "s"  # openpyxl would make a formula of a text that begins with “=”
    elif isinstance(cell.value, float):
        cell.number_format = "#,##0.00"
