"""A table in a sheet found by its captions, read cell by cell."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loaders.monthly.sources.base import caption
from loaders.sheets import Position, Sheet, Value, shown

Captions = Mapping[str, tuple[str, ...]]
"""Every way to write the caption of each column."""
_DEEPEST_HEADER = 40


@dataclass(frozen=True, eq=False)
class CaptionedTable:
    """What stands below a row of captions."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]

    @property
    def numbers(self) -> list[int]:
        """Of the rows below the header."""
        return [number for number in sorted(self.sheet.rows) if number > self.header]

    def value(self, row: int, name: str) -> Value:
        """A cell; of cells merged downwards each has the value of the first."""
        column = self.columns.get(name)
        if column is None:
            return None
        top = next((m[0] for m in self.sheet.merged if m[0] <= row <= m[2] and m[1] <= column <= m[3]), row)
        found = self.sheet.at(max(top, self.header + 1), column)
        return None if found == "" else found

    def text(self, row: int, name: str) -> str:
        """The cell as text on one line."""
        return " ".join(text(self.value(row, name)).split())

    def spoilt(self, row: int) -> list[str]:
        """The columns that hold a formula's error, or a formula nobody calculated."""
        places: dict[str, Position] = {name: (row, column) for name, column in self.columns.items()}
        return [name for name, at in places.items() if at in self.sheet.errors or at in self.sheet.uncalculated]


def captioned(sheet: Sheet, captions: Captions, needed: frozenset[str]) -> CaptionedTable | None:
    """The table under the first row that has every needed caption; None where there is none."""
    meaning = {caption(words): name for name, all_words in captions.items() for words in all_words}
    for number in sorted(sheet.rows)[:_DEEPEST_HEADER]:
        names = [meaning.get(caption(value)) if isinstance(value, str) else None for value in sheet.rows[number]]
        columns = {name: place for place, name in reversed(list(enumerate(names, 1))) if name}
        if needed <= columns.keys():
            return CaptionedTable(sheet, number, columns)
    return None


def first_cells(sheets: Iterable[Sheet]) -> str:
    """What stands where the captions should be, to say in a refusal."""
    cells = [value for sheet in sheets for row in list(sheet.rows.values())[:5] for value in row if value is not None]
    return "; ".join(str(value)[:40] for value in cells[:12])


def text(value: Value) -> str:
    """The cell as text; lines stay lines."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(int(value)) if isinstance(value, float) and value.is_integer() else shown(value)
    lines = unicodedata.normalize("NFC", value).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())
