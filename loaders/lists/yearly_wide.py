"""A wide table of a yearly index: one row a place, its dimensions as columns, index and year in a column or the title.

It becomes the rows that a long table would have, each with the row and the column where its number stands.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.issues import Issue
from core.rows import Row
from loaders.lists.captioned import CaptionedTable, ListColumns, table_in, text_on_one_line
from loaders.lists.yearly_rows import COLUMNS, Names
from loaders.sheets import Sheet, Value, letter
from loaders.text.canonical import canonical

_WIDE = ListColumns(
    captions={
        **COLUMNS.captions,
        "score": (*COLUMNS.captions["score"], "Tổng điểm", "Điểm tổng", "Tổng", "Điểm tổng hợp"),
    },
    needed=("place",),
    cell_error=COLUMNS.cell_error,
)
_TOTAL = ("score", "max_score", "rank", "rank_of")
_NO_DIMENSION = re.compile(r"(?:stt|tt|số tt|mã.*|ghi chú|(?:thứ |xếp )?hạng.*)", re.IGNORECASE)
_BETWEEN = re.compile(r"\W+")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)", re.ASCII)
_FEWEST = 2
"""Dimensions that a table must have beside the place, to be one."""


@dataclass(frozen=True, eq=False)
class WideTable:
    """A wide table, read as the long one it stands for."""

    table: CaptionedTable
    dimensions: Mapping[int, str]
    """Caption by column."""
    index: str
    year: str
    """Of the title; blank where a column says it."""
    _values: dict[tuple[int, str], Mapping[str, Value]] = field(default_factory=dict)

    @property
    def sheet(self) -> Sheet:
        return self.table.sheet

    def value(self, row: Row, name: str) -> Value:
        return self._values[row.number or 0, row.letters.get("score", "")].get(name)

    def rows(self, found: list[Issue]) -> Iterator[Row]:
        """The whole of each place first, then its dimensions that have a number."""
        for row in self.table.rows(found):
            given = {name: self.table.value(row, name) for name in self.table.kind.captions}
            about = {"index": given["index"] or self.index, "year": given["year"] or self.year}
            whole = {name: given[name] for name in _TOTAL}
            if any(value is not None for value in whole.values()):
                yield self._row(row, given | about, row.letters)
            for column, caption in self.dimensions.items():
                score = self.sheet.at(row.number or 0, column)
                if score is not None and score != "" and row.cells["place"]:
                    part = {**given, **about, **dict.fromkeys(_TOTAL), "component": caption, "score": score}
                    yield self._row(row, part, {**row.letters, "score": letter(column)})

    def _row(self, row: Row, values: Mapping[str, Value], letters: Mapping[str, str]) -> Row:
        letters = {"score": "", **letters}
        self._values[row.number or 0, letters["score"]] = values
        cells = {name: text_on_one_line(value) for name, value in values.items()}
        return Row(cells, row.sheet, row.number, letters)


def wide_tables(sheets: Sequence[Sheet], known: Names) -> list[WideTable]:
    """The wide tables of a file, of the sheets that say index and year somewhere."""
    found = (_wide(sheet, known) for sheet in sheets if not sheet.hidden)
    return [table for table in found if table]


def _wide(sheet: Sheet, known: Names) -> WideTable | None:
    table = table_in(sheet, _WIDE)
    if table is None:
        return None
    mine = set(table.columns.values())
    captions = {
        column: " ".join(value.split())
        for column, value in enumerate(sheet.rows[table.header], 1)
        if column not in mine and isinstance(value, str) and value.strip()
    }
    dimensions = {column: text for column, text in captions.items() if not _NO_DIMENSION.fullmatch(text)}
    title = f"{table.titles} {sheet.name or ''}"
    index = "" if "index" in table.columns else _index_in(title, known)
    years = sorted(set(_YEAR.findall(title)))
    year = "" if "year" in table.columns else years[0] if len(years) == 1 else ""
    said = ("index" in table.columns or index) and ("year" in table.columns or year)
    return WideTable(table, dimensions, index, year) if said and len(dimensions) >= _FEWEST else None


def _index_in(title: str, known: Names) -> str:
    """The index that a title names; the longest name where one is part of another."""
    plain = f" {_BETWEEN.sub(' ', canonical(title))} "
    names = [name for name in known.indices if f" {_BETWEEN.sub(' ', name)} " in plain]
    return known.indices[max(names, key=len)].id if names else ""
