"""OpenDocument spreadsheets (.ods): values by calamine; errors, hidden parts and bare formulas from content.xml."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from python_calamine import CalamineError, CalamineWorkbook

from core.errors import UnreadableFileError
from loaders.reading.formats.calamine_values import LARGEST_AREA, rows_of
from loaders.sheets import Position, Sheet

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_ERRORS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "Err:")
_HIDDEN = ("collapse", "filter")
_FAR = 1000
"""A hidden run longer than this is the empty rest of the sheet."""


@dataclass
class _Marks:
    name: str
    hidden: bool = False
    errors: dict[Position, str] = field(default_factory=dict)
    uncalculated: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    row: int = 0
    column: int = 0
    extent: int = 0


def read(content: bytes) -> list[Sheet]:
    """Every sheet.

    Raises:
        UnreadableFileError: dtd, broken or too_many_cells.
    """
    marks = list(_marks(content))  # first: it refuses what calamine would fill memory with
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            Sheet(
                name=of_sheet.name,
                rows=rows_of(workbook.get_sheet_by_name(of_sheet.name)),
                hidden=of_sheet.hidden,
                hidden_rows=frozenset(of_sheet.hidden_rows),
                hidden_columns=frozenset(of_sheet.hidden_columns),
                errors=of_sheet.errors,
                uncalculated=frozenset(of_sheet.uncalculated),
                merged=tuple(of_sheet.merged),
            )
            for of_sheet in marks
        ]
    except CalamineError as error:
        raise UnreadableFileError("broken") from error


def _marks(content: bytes) -> Iterator[_Marks]:
    hidden_styles: set[str] = set()
    style, marks = "", _Marks("")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as stream:
            for event, element in iterparse(stream, events=("start", "end")):
                tag = element.tag
                if event == "start":
                    if tag == f"{_STYLE}style":
                        style = element.get(f"{_STYLE}name", "")
                    elif tag == f"{_TABLE}table":
                        name = element.get(f"{_TABLE}name", "")
                        marks = _Marks(name, element.get(f"{_TABLE}style-name") in hidden_styles)
                elif tag == f"{_STYLE}table-properties" and element.get(f"{_TABLE}display") == "false":
                    hidden_styles.add(style)
                elif tag == f"{_TABLE}table-column":
                    _column(marks, element)
                elif tag == f"{_TABLE}table-row":
                    _row(marks, element)
                    element.clear()
                elif tag == f"{_TABLE}table":
                    yield marks
    except DefusedXmlException as error:
        raise UnreadableFileError("dtd") from error
    except (ParseError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableFileError("broken") from error


def _repeats(element: Element, what: str) -> int:
    return max(1, int(element.get(f"{_TABLE}number-{what}-repeated", "1")))


def _column(marks: _Marks, element: Element) -> None:
    repeats = _repeats(element, "columns")
    if element.get(f"{_TABLE}visibility") in _HIDDEN and repeats < _FAR:
        marks.hidden_columns.update(range(marks.column + 1, marks.column + repeats + 1))
    marks.column += repeats


def _row(marks: _Marks, element: Element) -> None:
    row, column, last = marks.row + 1, 0, 0
    repeats = _repeats(element, "rows")
    for cell in element:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        wide = _repeats(cell, "columns")
        if cell.get(f"{_OFFICE}value-type") or cell.find(f"{_TEXT}p") is not None:
            last = column + wide
        _cell(marks, cell, row, column + 1)
        column += wide
    if element.get(f"{_TABLE}visibility") in _HIDDEN and repeats < _FAR:
        marks.hidden_rows.update(range(row, row + repeats))
    marks.row += repeats
    marks.extent = max(marks.extent, last)
    if last and marks.row * marks.extent > LARGEST_AREA:
        raise UnreadableFileError("too_many_cells", limit=LARGEST_AREA)


def _cell(marks: _Marks, cell: Element, row: int, column: int) -> None:
    text = "".join(part for paragraph in cell.iter(f"{_TEXT}p") for part in paragraph.itertext())
    formula = cell.get(f"{_TABLE}formula")
    if cell.get(_CALC) == "error" or (formula and text.startswith(_ERRORS)) or text in _ERRORS:
        marks.errors[row, column] = text or "#ERR"
    elif formula and not text and cell.get(f"{_OFFICE}value") is None:
        marks.uncalculated.add((row, column))
    down, across = cell.get(f"{_TABLE}number-rows-spanned"), cell.get(f"{_TABLE}number-columns-spanned")
    if int(down or 1) > 1 or int(across or 1) > 1:
        marks.merged.append((row, column, row + int(down or 1) - 1, column + int(across or 1) - 1))
