"""Excel 97–2003 workbooks (.xls) by xlrd, which knows error cells, hidden parts and every code page (ADR 6).

Where xlrd finds the file damaged, calamine's values are taken; it cannot say what is hidden or an error.
"""

import datetime as dt
import io
import struct

import xlrd
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from core.errors import UnreadableFileError
from loaders.reading.formats.calamine_values import LARGEST_AREA, rows_of, whole_where_possible
from loaders.sheets import Position, Sheet, Value, filled

# Exceptions that xlrd raises for a damaged file, apart from its own error.
_DAMAGED = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    xlrd.xldate.XLDateError,
    struct.error,
    IndexError,
    KeyError,
    AssertionError,
    ValueError,
)


def read(content: bytes) -> list[Sheet]:
    """Every sheet with cells, hidden ones too.

    A formula saved without its result is indistinguishable from one whose result is 0: the format always stores one.

    Raises:
        UnreadableFileError: encrypted, broken or too_many_cells.
    """
    try:
        # formatting_info: without it xlrd skips the records that say what is hidden.
        # logfile: its warnings are of no use to anybody.
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        return [_sheet(sheet) for sheet in book.sheets()]
    except _DAMAGED as error:
        if "encrypted" in str(error):
            raise UnreadableFileError("encrypted") from error
        return _by_calamine(content)


def _sheet(sheet: xlrd.sheet.Sheet) -> Sheet:
    if sheet.nrows * sheet.ncols > LARGEST_AREA:
        raise UnreadableFileError("too_many_cells", limit=LARGEST_AREA)
    errors: dict[Position, str] = {}
    rows: dict[int, list[Value]] = {}
    for number in range(sheet.nrows):
        cells = sheet.row(number)
        for column, cell in enumerate(cells, 1):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                errors[number + 1, column] = xlrd.error_text_from_code.get(cell.value, "#ERR")
        if row := filled([_value(cell, sheet.book.datemode) for cell in cells]):
            rows[number + 1] = row
    return Sheet(
        name=sheet.name,
        rows=rows,
        hidden=sheet.visibility != 0,
        hidden_rows=frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden),
        errors=errors,
        merged=tuple((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
    )


def _value(cell: xlrd.sheet.Cell, datemode: int) -> Value:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            day: dt.datetime = xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):  # a number in a date's format that is no day
            return whole_where_possible(cell.value)
        return day
    return whole_where_possible(cell.value) if cell.ctype == xlrd.XL_CELL_NUMBER else None


def _by_calamine(content: bytes) -> list[Sheet]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            Sheet(
                name=about.name,
                rows=rows_of(sheet := workbook.get_sheet_by_name(about.name)),
                hidden=about.visible != SheetVisibleEnum.Visible,
                merged=tuple(
                    (top + 1, left + 1, bottom + 1, right + 1)
                    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
                ),
                second_reader=True,
            )
            for about in workbook.sheets_metadata
        ]
    except PasswordError as error:
        raise UnreadableFileError("encrypted") from error
    except CalamineError as error:
        raise UnreadableFileError("broken") from error
