"""Reads what calamine does not expose of an .xls: error cells, hidden rows and columns. By xlrd (ADR 6)."""

import io
import struct
from dataclasses import dataclass, field

import xlrd

from core.errors import UnreadableFileError
from loaders.sheets import Position

# Exceptions that xlrd raises for a damaged file, apart from its own error.
_DAMAGED = (xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, IndexError, KeyError, AssertionError, ValueError)


@dataclass
class Oddities:
    """The oddities of one sheet."""

    errors: dict[Position, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def oddities(content: bytes) -> dict[str, Oddities]:
    """By the name of the sheet; nothing for a file that xlrd cannot read: calamine then says what it is.

    Raises:
        UnreadableFileError: encrypted.
    """
    try:
        # formatting_info: without it xlrd skips the records that say what is hidden.
        # logfile: its warnings would otherwise be mixed into the child's output.
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    except _DAMAGED as error:
        if "encrypted" in str(error):
            raise UnreadableFileError("encrypted") from error
        return {}
    return {sheet.name: _of_sheet(sheet) for sheet in book.sheets()}


def _of_sheet(sheet: xlrd.sheet.Sheet) -> Oddities:
    return Oddities(
        errors={
            (row + 1, column + 1): xlrd.error_text_from_code.get(cell.value, "#ERR")
            for row in range(sheet.nrows)
            for column, cell in enumerate(sheet.row(row))
            if cell.ctype == xlrd.XL_CELL_ERROR
        },
        hidden_rows={row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden},
        hidden_columns={column + 1 for column, info in sheet.colinfo_map.items() if info.hidden},
    )
