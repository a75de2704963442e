"""A unit structure from one workbook with two sheets, from two tables, or from a table of units alone."""

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.errors import UnreadableFileError
from core.issues import Issue
from core.rows import Row
from core.unit_rows import SUCCESSION_COLUMNS, UNIT_COLUMNS, Placed, PlacedSuccession, succession, unit
from core.units import UNIT_KINDS
from core.words import LANGUAGES, t
from loaders.monthly.sources.base import caption
from loaders.reading import fence, precheck
from loaders.sheets import Sheet, Value, letter
from loaders.text.fonts import in_unicode

_DEEPEST_HEADER = 40
_OPTIONAL = {"name_en", "parent", "valid_to", "aliases", "e_identifier", "basis"}


@dataclass(frozen=True)
class ReadStructure:
    """What the files say, row by row, and what is wrong with single rows."""

    units: tuple[Placed, ...]
    successions: tuple[PlacedSuccession, ...] | None
    """None where no file has a table of them."""
    issues: tuple[Issue, ...]
    files: tuple[tuple[str, str], ...]
    """(SHA-256, name)."""


@dataclass(frozen=True)
class _Table:
    sheet: Sheet
    header: int
    columns: Mapping[str, int]


def read(files: Sequence[tuple[bytes, str]]) -> ReadStructure:
    """The structure in these files, (content, name) each.

    Raises:
        UnreadableFileError: a file cannot be read, or none has a table of units.
    """
    sheets: list[Sheet] = []
    issues: list[Issue] = []
    for content, name in files:
        found, told = in_unicode(fence.read(content, precheck.kind_of(content)))
        # Two tables of text have no sheets: their files' names tell them apart.
        sheets += [replace(sheet, name=name) if sheet.name is None and len(files) > 1 else sheet for sheet in found]
        issues += told
    units, links = _table(sheets, UNIT_COLUMNS), _table(sheets, SUCCESSION_COLUMNS)
    if units is None:
        raise UnreadableFileError("unrecognised", looked_for=_captions(UNIT_COLUMNS), seen=_seen(sheets))
    kinds = _kinds()
    placed = [unit(_in_code(row, kinds), issues.append) for row in _rows(units, UNIT_COLUMNS, issues)]
    followed = None
    if links is not None:
        followed = [succession(row, issues.append) for row in _rows(links, SUCCESSION_COLUMNS, issues)]
    return ReadStructure(
        units=tuple(each for each in placed if each),
        successions=None if followed is None else tuple(each for each in followed if each),
        issues=tuple(issues),
        files=tuple((hashlib.sha256(content).hexdigest(), name) for content, name in files),
    )


def _table(sheets: Sequence[Sheet], columns: Sequence[str]) -> _Table | None:
    """The first table with every column that must be there; on a hidden sheet only where no other has one."""
    meaning = {caption(name): name for name in columns}
    meaning |= {caption(t(language, f"structure.column.{name}")): name for name in columns for language in LANGUAGES}
    for sheet in sorted(sheets, key=lambda sheet: sheet.hidden):
        for number in sorted(sheet.rows)[:_DEEPEST_HEADER]:
            names = [meaning.get(caption(value)) if isinstance(value, str) else None for value in sheet.rows[number]]
            found = {name: place for place, name in reversed(list(enumerate(names, 1))) if name}
            if set(columns) - _OPTIONAL <= found.keys():
                return _Table(sheet, number, found)
    return None


def _rows(table: _Table, columns: Sequence[str], issues: list[Issue]) -> Iterator[Row]:
    sheet = table.sheet
    letters = {name: letter(column) for name, column in table.columns.items()}
    for number in sorted(sheet.rows):
        if number <= table.header:
            continue
        places = {name: (number, column) for name, column in table.columns.items()}
        cells = {name: _text(sheet.at(*places[name])) if name in places else "" for name in columns}
        row = Row(cells, sheet.name, number, letters)
        spoilt = [name for name, place in places.items() if place in sheet.errors or place in sheet.uncalculated]
        # A formula's error would otherwise read as a blank, and a blank means “until further notice”.
        issues += [row.issue("structure_cell_error", name) for name in spoilt]
        if any(cells.values()) and not spoilt:
            yield row


def _in_code(row: Row, kinds: Mapping[str, str]) -> Row:
    kind = row.cells["kind"]
    return replace(row, cells={**row.cells, "kind": kinds.get(caption(kind), kind)})


def _kinds() -> dict[str, str]:
    """From every way to write a kind of unit to its code."""
    words: dict[str, str] = {kind: kind for kind in UNIT_KINDS}
    return words | {
        caption(t(language, f"structure.kind.{kind}")): kind for kind in UNIT_KINDS for language in LANGUAGES
    }


def _text(value: Value) -> str:
    """The cell as text: a date as 2025-07-01, 412.0 as 412; spaces and Unicode forms made one."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def _captions(columns: Sequence[str]) -> str:
    return ", ".join(t("vi", f"structure.column.{name}") for name in columns if name not in _OPTIONAL)


def _seen(sheets: Sequence[Sheet]) -> str:
    cells = [value for sheet in sheets for row in list(sheet.rows.values())[:5] for value in row if value is not None]
    return "; ".join(str(value)[:40] for value in cells[:12])
