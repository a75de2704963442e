"""The table of index results in a sheet: found by its captions, read cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass

from loaders.plan_tables import text
from loaders.sheets import Position, Sheet, Value
from loaders.sources.base import caption

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "index": ("Chỉ số", "Tên chỉ số", "index"),
    "year": ("Năm", "year"),
    "place": ("Tỉnh, đơn vị", "Tỉnh", "Tỉnh, thành phố", "Địa phương", "Đơn vị", "Tên đơn vị", "place"),
    "component": (
        "Tiêu chí, thành phần",
        "Tiêu chí",
        "Tiêu chí thành phần",
        "Thành phần",
        "Chỉ số thành phần",
        "component",
        "criterion",
    ),
    "score": ("Điểm", "Điểm số", "Điểm đạt được", "score"),
    "max_score": ("Điểm tối đa", "Điểm chuẩn", "max_score"),
    "rank": ("Thứ hạng", "Hạng", "Xếp hạng", "rank"),
    "rank_of": ("Trên tổng số", "Tổng số", "Trong số", "rank_of"),
    "source": ("Nguồn", "source"),
}
NEEDED = ("index", "year", "place")
_DEEPEST_HEADER = 40


@dataclass(frozen=True, eq=False)
class IndexTable:
    """A sheet with results in it."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]

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


def index_table(sheet: Sheet) -> IndexTable | None:
    """The table under the first row that names index, year, place and a score or a rank; None where there is none."""
    meaning = {caption(words): name for name, all_words in COLUMNS.items() for words in all_words}
    for number in sorted(sheet.rows)[:_DEEPEST_HEADER]:
        names = [meaning.get(caption(value)) if isinstance(value, str) else None for value in sheet.rows[number]]
        columns = {name: place for place, name in reversed(list(enumerate(names, 1))) if name}
        if set(NEEDED) <= columns.keys() and {"score", "rank"} & columns.keys():
            return IndexTable(sheet, number, columns)
    return None
