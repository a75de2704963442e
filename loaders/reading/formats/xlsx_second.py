"""An .xlsx that openpyxl cannot read: values by calamine; errors, hidden parts and bare formulas from the sheet's XML.

calamine gives an error cell as a blank, so the XML must be looked at too, or a #REF! would pass for “not reported”.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from core.errors import UnreadableFileError
from loaders.reading.formats.calamine_values import rows_of
from loaders.sheets import Position, Sheet

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_WIDEST_RUN = 200
"""Columns; a hidden run beyond it is the empty rest of the sheet."""


@dataclass
class _Marks:
    errors: dict[Position, str] = field(default_factory=dict)
    uncalculated: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read(content: bytes) -> list[Sheet]:
    """Every worksheet, hidden ones too.

    Raises:
        UnreadableFileError: dtd, broken or too_many_cells.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive)
            return [
                _sheet(book, about.name, _marks(archive, parts[about.name]), about.visible != SheetVisibleEnum.Visible)
                for about in book.sheets_metadata
                if about.typ == SheetTypeEnum.WorkSheet
            ]
    except DefusedXmlException as error:
        raise UnreadableFileError("dtd") from error
    except (CalamineError, ParseError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableFileError("broken") from error


def _sheet(book: CalamineWorkbook, name: str, marks: _Marks, hidden: bool) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    return Sheet(
        name=name,
        rows=rows_of(sheet),
        hidden=hidden,
        hidden_rows=frozenset(marks.hidden_rows),
        hidden_columns=frozenset(marks.hidden_columns),
        errors=marks.errors,
        uncalculated=frozenset(marks.uncalculated),
        merged=tuple(
            (top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ),
        second_reader=True,
    )


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by the sheet's name. Strict and ordinary files differ in their namespaces only."""
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]
        for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    found = {}
    for element in fromstring(archive.read("xl/workbook.xml")).iter():
        if _local(element) == "sheet":
            identity = next(value for name, value in element.items() if name.endswith("}id"))
            found[element.get("name", "")] = targets[identity]
    return found


def _marks(archive: zipfile.ZipFile, part: str) -> _Marks:
    marks = _Marks()
    with archive.open(part) as stream:
        for _, element in iterparse(stream, events=("end",)):
            name = _local(element)
            if name == "row":
                if element.get("hidden") in ("1", "true"):
                    marks.hidden_rows.add(int(element.get("r", "0")))
                for cell in element:
                    _look_at(cell, marks)
                element.clear()
            elif name == "col" and element.get("hidden") in ("1", "true"):
                marks.hidden_columns.update(_run(element))
    return marks


def _run(column: Element) -> Iterator[int]:
    first = int(column.get("min", "1"))
    return iter(range(first, min(int(column.get("max", first)), first + _WIDEST_RUN) + 1))


def _look_at(cell: Element, marks: _Marks) -> None:
    place = _REFERENCE.fullmatch(cell.get("r", ""))
    if place is None:
        return
    column = 0
    for letter in place[1]:
        column = column * 26 + ord(letter) - 64
    position = (int(place[2]), column)
    inside = {_local(element): element.text for element in cell}
    if cell.get("t") == "e":
        marks.errors[position] = inside.get("v") or "#ERR"
    elif "f" in inside and not inside.get("v"):
        marks.uncalculated.add(position)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
