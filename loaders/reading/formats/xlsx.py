"""Excel workbooks (.xlsx), by openpyxl in full mode: it alone knows hidden rows, merged cells and error values.

Where openpyxl trips on a part that holds no values, such as a style or a pivot table, `xlsx_second` reads them.
"""

import datetime as dt
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.cell import Cell, MergedCell
from openpyxl.reader import excel
from openpyxl.utils.cell import column_index_from_string
from openpyxl.workbook import Workbook
from openpyxl.worksheet._reader import WorksheetReader
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import UnreadableFileError
from loaders.reading.formats import xlsx_second
from loaders.sheets import Position, Sheet, Value, filled

assert openpyxl.DEFUSEDXML, "openpyxl reads XML without defusedxml"  # noqa: S101


def read(content: bytes) -> list[Sheet]:
    """Every worksheet, hidden ones too; chart sheets have no cells and are left out.

    Raises:
        UnreadableFileError: dtd, broken or too_many_cells.
    """
    try:
        values = workbook(content, data_only=True)
        formulas = _formulas(workbook(content, data_only=False)) if _has_formulas(content) else {}
        found = [_sheet(sheet, formulas.get(sheet.title, frozenset())) for sheet in values.worksheets]
    except UnreadableFileError as refusal:
        if refusal.reason != "broken":
            raise
        return xlsx_second.read(content)
    # “Strict Open XML” has other namespaces, in which openpyxl finds no sheet at all.
    return found or xlsx_second.read(content)


def workbook(content: bytes, **options: bool) -> Workbook:
    """As openpyxl reads it.

    Raises:
        UnreadableFileError: dtd or broken.
    """
    try:
        with _without_hyperlinks():
            return openpyxl.load_workbook(io.BytesIO(content), keep_links=False, **options)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, OSError) as error:
        # openpyxl has no exception of its own for a damaged part; the type depends on the line that failed.
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, DefusedXmlException):
                raise UnreadableFileError("dtd") from error
            cause = cause.__cause__ or cause.__context__
        raise UnreadableFileError("broken") from error


class _NoHyperlinks(WorksheetReader):
    """openpyxl puts the address of a link into its cell where that is blank, and makes a cell for all of a range."""

    def bind_hyperlinks(self) -> None:
        pass


@contextmanager
def _without_hyperlinks() -> Iterator[None]:
    with_hyperlinks = excel.WorksheetReader  # type: ignore[attr-defined]
    excel.WorksheetReader = _NoHyperlinks  # type: ignore[attr-defined]
    try:
        yield
    finally:
        excel.WorksheetReader = with_hyperlinks  # type: ignore[attr-defined]


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if "worksheets/" in name.lower()]
    return any(b"<f" in part or b":f>" in part or b":f " in part for part in parts)


def _cells(sheet: Worksheet) -> dict[Position, Cell | MergedCell]:
    # Private, but the only way to the cells that exist: the public iterators make a cell for every blank.
    return sheet._cells


def _formulas(workbook: Workbook) -> dict[str, frozenset[Position]]:
    return {
        sheet.title: frozenset(position for position, cell in _cells(sheet).items() if cell.data_type == "f")
        for sheet in workbook.worksheets
    }


def _sheet(sheet: Worksheet, formulas: frozenset[Position]) -> Sheet:
    cells: defaultdict[int, dict[int, Value]] = defaultdict(dict)
    errors: dict[Position, str] = {}
    for (row, column), cell in _cells(sheet).items():
        if cell.data_type == "e":
            errors[row, column] = str(cell.value)
        elif cell.value is not None:
            cells[row][column] = _value(cell.value)
    rows = {
        number: filled([row.get(column) for column in range(1, max(row) + 1)]) for number, row in sorted(cells.items())
    }
    return Sheet(
        name=sheet.title,
        rows={number: row for number, row in rows.items() if row},
        hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden),
        hidden_columns=_hidden_columns(sheet),
        errors=errors,
        uncalculated=frozenset(
            (row, column) for row, column in formulas if column not in cells[row] and (row, column) not in errors
        ),
        merged=tuple((area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges),
    )


def _value(value: object) -> Value:
    if isinstance(value, str | int | float | dt.date):
        return value
    return str(value)  # a time of day, a duration, rich text


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    hidden: set[int] = set()
    for name, dimension in sheet.column_dimensions.items():
        if dimension.hidden:
            first = dimension.min or column_index_from_string(name)
            # A run to the last column of the sheet means “nothing more to the right”.
            hidden.update(range(first, min(dimension.max or first, first + 200) + 1))
    return frozenset(hidden)
