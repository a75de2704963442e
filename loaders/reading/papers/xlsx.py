"""The words of a workbook, row by row, each with its cell; its stamp is a line of a sheet."""

import datetime as dt
from collections.abc import Iterable, Iterator

from loaders.papers import Line, Words
from loaders.reading.bounds import bounded
from loaders.reading.formats import xlsx
from loaders.sheets import Sheet, Value, letter

_SCHEME = "namro:"


def read(content: bytes) -> Words:
    """
    Raises:
        UnreadableFileError: as `loaders.reading.formats.xlsx.read`.
    """
    sheets = [bounded(sheet) for sheet in xlsx.read(content)]
    lines = tuple(_lines(sheets))
    found = (word for each in lines for word in each.words if word.startswith(_SCHEME))
    return Words("xlsx", next(found, ""), lines)


def _lines(sheets: Iterable[Sheet]) -> Iterator[Line]:
    for sheet in sheets:
        for number, values in sorted(sheet.rows.items()):
            words, cells = [], []
            for column, value in enumerate(values, start=1):
                for word in _said(value).split():
                    words.append(word)
                    cells.append(f"{letter(column)}{number}")
            for (row, column), error in sheet.errors.items():
                if row == number:
                    words.append(error)
                    cells.append(f"{letter(column)}{number}")
            if words:
                yield Line(sheet.name or "", tuple(words), tuple(cells))


def _said(value: Value) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        # A spreadsheet program that saves the file again writes 15 digits.
        return f"{value:.12g}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)
