"""A unit structure from one workbook with two sheets, from two tables, or from a table of units alone."""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.issues import Issue
from core.rows import Row
from core.typed import seen
from core.unit_rows import SUCCESSION_COLUMNS, UNIT_COLUMNS, Placed, PlacedSuccession, succession, unit
from core.units import UNIT_KINDS
from core.words import LANGUAGES, t
from loaders.lists.captioned import CaptionedTable, ListColumns, numbers_columns, refusal, sheets_in, table_in
from loaders.monthly.sources.base import caption
from loaders.sheets import Sheet, Value
from loaders.text.canonical import canonical

_OPTIONAL = {"name_en", "kind", "parent", "valid_from", "valid_to", "aliases", "e_identifier", "basis"}
# As offices write them, beside the captions of our own workbook.
_OFFICE = {
    "code": ("Mã định danh", "Mã", "Mã số", "Mã cơ quan", "Mã đơn vị hành chính", "Mã ĐVHC"),
    "name": ("Tên cơ quan, đơn vị", "Cơ quan, đơn vị", "Tên cơ quan", "Đơn vị", "Tên đơn vị hành chính", "Tên"),
    "kind": ("Cấp", "Loại", "Loại đơn vị", "Loại hình", "Phân loại", "Nhóm", "Cấp hành chính", "Khối đơn vị"),
    "parent": ("Trực thuộc", "Đơn vị cấp trên", "Mã đơn vị cấp trên"),
    "valid_from": ("Ngày hiệu lực", "Từ ngày", "Ngày bắt đầu", "Áp dụng từ"),
    "valid_to": ("Đến ngày", "Ngày kết thúc"),
}
_KIND_WORDS = {
    "province": ("Cấp tỉnh", "Thành phố", "Tỉnh, thành phố"),
    "department": (
        "Sở",
        "Ban",
        "Sở ngành",
        "Ban ngành",
        "Sở, ban, ngành cấp tỉnh",
        "Cơ quan chuyên môn",
        "Đơn vị cấp tỉnh",
    ),
    "district": ("Huyện", "Quận, huyện", "Thị xã", "Huyện, thị xã, thành phố"),
    "commune": (
        "Xã",
        "Phường",
        "Đặc khu",
        "Thị trấn",
        "Cấp xã",
        "Xã, phường, đặc khu",
        "Phường, xã",
        "Xã, phường, thị trấn",
    ),
}
_KIND_OF_NAME = (
    ("commune", re.compile(r"(xã|phường|đặc khu|thị trấn)\b")),
    ("district", re.compile(r"(huyện|quận|thị xã)\b")),
    ("department", re.compile(r"(sở|ban|văn phòng|thanh tra|chi cục|cục|trung tâm)\b")),
    ("province", re.compile(r"(tỉnh|thành phố)\b")),
)
_APPLIES_FROM = re.compile(r"(?:áp dụng|hiệu lực|thực hiện)[^\d]{0,20}(?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})")
_ORDINAL = re.compile(r"^(?:[ivxlc]+|\d+|[a-e])\s*[.)/-]\s*", re.IGNORECASE)


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
    placed = [unit(row, issues.append) for row in _rows(units, kinds, issues)]
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
        captions={
            name: (*(t(language, f"structure.column.{name}") for language in LANGUAGES), name, *_OFFICE.get(name, ()))
            for name in names
        },
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


def _rows(table: CaptionedTable, kinds: Mapping[str, str], issues: list[Issue]) -> Iterator[Row]:
    """The rows of units, with the kind in code; a row that only names a kind holds for those below it.

    Without a column for the kind a unit's name says it, and without one for its first day the title does.
    """
    heading = ""
    applies = _APPLIES_FROM.search(canonical(table.titles))
    for row in table.rows(issues):
        said = {name: text for name, text in row.cells.items() if text}
        if not said or numbers_columns(row):
            continue
        above = kinds.get(caption(_ORDINAL.sub("", " ".join(said.values())))) if len(said) == 1 else None
        if above:
            heading = above
            continue
        written = row.cells["kind"]
        kind = kinds.get(caption(written), written) or heading or _kind_of(row.cells["name"])
        first = row.cells["valid_from"]
        if "valid_from" not in table.columns and applies:
            first = applies["day"]
        yield replace(row, cells={**row.cells, "kind": kind, "valid_from": first})


def _kind_of(name: str) -> str:
    words = canonical(name)
    return next((kind for kind, pattern in _KIND_OF_NAME if pattern.match(words)), "")


def _kinds() -> dict[str, str]:
    """Maps every spelling of a kind of unit to its code."""
    words: dict[str, str] = {kind: kind for kind in UNIT_KINDS}
    words |= {caption(said): kind for kind, many in _KIND_WORDS.items() for said in many}
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
    return " ".join(seen(unicodedata.normalize("NFC", str(value))).split())
