"""A unit structure from one workbook with two sheets, from two tables, or from a table of units alone."""

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.issues import Issue
from core.rows import Row
from core.unit_rows import SUCCESSION_COLUMNS, UNIT_COLUMNS, Placed, PlacedSuccession, succession, unit
from core.units import UNIT_KINDS
from core.words import LANGUAGES, t
from loaders.lists.captioned import CaptionedTable, ListColumns, refusal, sheets_in, table_in
from loaders.monthly.sources.base import caption
from loaders.sheets import Sheet, Value

_OPTIONAL = {"name_en", "parent", "valid_to", "aliases", "e_identifier", "basis"}


@dataclass(frozen=True)
class ReadStructure:
    """The structure in the files, row by row, and the issues of single rows."""

    units: tuple[Placed, ...]
    successions: tuple[PlacedSuccession, ...] | None
    """None where no file has a table of them."""
    issues: tuple[Issue, ...]
    files: tuple[tuple[str, str], ...]
    """(SHA-256, name)."""


def read(files: Sequence[tuple[bytes, str]]) -> ReadStructure:
    """The structure in these files, (content, name) each.

    Raises:
        UnreadableFileError: a file cannot be read, or none has a table of units.
    """
    sheets: list[Sheet] = []
    issues: list[Issue] = []
    for content, name in files:
        found, told = sheets_in(content)
        # Two CSV files have no sheet names, so their file names identify them.
        sheets += [replace(sheet, name=name) if sheet.name is None and len(files) > 1 else sheet for sheet in found]
        issues += told
    kinds, of_units, of_links = _kinds(), _list_columns(UNIT_COLUMNS), _list_columns(SUCCESSION_COLUMNS)
    units, links = _table(sheets, of_units), _table(sheets, of_links)
    if units is None:
        raise refusal(sheets, of_units)
    placed = [unit(_in_code(row, kinds), issues.append) for row in units.rows(issues) if any(row.cells.values())]
    followed = None
    if links is not None:
        followed = [succession(row, issues.append) for row in links.rows(issues) if any(row.cells.values())]
    return ReadStructure(
        units=tuple(each for each in placed if each),
        successions=None if followed is None else tuple(each for each in followed if each),
        issues=tuple(issues),
        files=tuple((hashlib.sha256(content).hexdigest(), name) for content, name in files),
    )


def _list_columns(names: Sequence[str]) -> ListColumns:
    """Captions as our own workbook writes them, in each language, or the names of the columns."""
    return ListColumns(
        captions={name: (*(t(language, f"structure.column.{name}") for language in LANGUAGES), name) for name in names},
        needed=[name for name in names if name not in _OPTIONAL],
        cell_error="structure_cell_error",
        text=_text,
        # A code or a day stands for one unit only.
        fills_merged_cells=False,
    )


def _table(sheets: Sequence[Sheet], columns: ListColumns) -> CaptionedTable | None:
    """The first table with the columns; one on a hidden sheet only where no other sheet has one."""
    shown_first = sorted(sheets, key=lambda sheet: sheet.hidden)
    return next((table for sheet in shown_first if (table := table_in(sheet, columns))), None)


def _in_code(row: Row, kinds: Mapping[str, str]) -> Row:
    kind = row.cells["kind"]
    return replace(row, cells={**row.cells, "kind": kinds.get(caption(kind), kind)})


def _kinds() -> dict[str, str]:
    """Maps every spelling of a kind of unit to its code."""
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
