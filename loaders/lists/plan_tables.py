"""The table of a yearly plan in a sheet: found by its captions, read cell by cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.lists.captioned import text
from loaders.monthly.sources.base import caption
from loaders.sheets import Position, Sheet, Value
from loaders.text.canonical import canonical

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("STT", "TT", "Số TT", "No."),
    "content": ("Nội dung", "Nội dung nhiệm vụ", "Nội dung công việc", "Nhiệm vụ", "Nhiệm vụ, giải pháp", "Content"),
    "unit": ("Đơn vị chủ trì", "Cơ quan chủ trì", "Cơ quan, đơn vị chủ trì", "Chủ trì", "Unit in charge"),
    "beside": ("Đơn vị phối hợp", "Cơ quan phối hợp", "Cơ quan, đơn vị phối hợp", "Phối hợp", "Units beside it"),
    "deadline": (
        "Thời hạn",
        "Thời gian",
        "Thời gian hoàn thành",
        "Thời hạn hoàn thành",
        "Thời gian thực hiện",
        "Deadline",
    ),
    "product": ("Sản phẩm", "Sản phẩm dự kiến", "Kết quả", "Kết quả, sản phẩm", "Sản phẩm đầu ra", "Product"),
    "leader": ("Lãnh đạo chịu trách nhiệm", "Lãnh đạo phụ trách", "Responsible leader"),
    "staff": ("Cán bộ thực hiện", "Người thực hiện", "Staff"),
    "proof": ("Căn cứ chứng minh sản phẩm", "Proof"),
    # As our own export has it: whose task is written down already.
    "code": ("Mã", "Mã nhiệm vụ", "Code"),
}
NEEDED = ("content", "unit", "deadline")
_DEEPEST_HEADER = 40
_YEAR = re.compile(r"năm (20\d\d)")
_NUMBER = re.compile(r"số:?\s*(\d+\s*/\s*[\w-]+(?:/[\w-]+)*)", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class PlanTable:
    """A sheet with a plan in it."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]
    year: int | None
    """As its title says."""
    document: str
    """The number of the paper, as its title says; blank where it does not."""

    def value(self, row: int, name: str) -> Value:
        """A cell; of cells merged downwards each has the value of the first."""
        column = self.columns.get(name)
        if column is None:
            return None
        top = next((m[0] for m in self.sheet.merged if m[0] <= row <= m[2] and m[1] <= column <= m[3]), row)
        return self.sheet.at(max(top, self.header + 1), column)

    def text(self, row: int, name: str) -> str:
        """The cell as text; lines stay lines."""
        return text(self.value(row, name))

    def caption(self, name: str) -> str:
        """Above its column, as the plan words it."""
        return " ".join(text(self.sheet.at(self.header, self.columns[name])).split())

    def spoilt(self, row: int) -> list[str]:
        """The columns that hold a formula's error, or a formula nobody calculated."""
        places: dict[str, Position] = {name: (row, column) for name, column in self.columns.items()}
        return [name for name, at in places.items() if at in self.sheet.errors or at in self.sheet.uncalculated]


def plan_table(sheet: Sheet) -> PlanTable | None:
    """The table under the first row with every needed caption; None where there is none."""
    meaning = {caption(words): name for name, all_words in COLUMNS.items() for words in all_words}
    titles: list[str] = []
    for number in sorted(sheet.rows)[:_DEEPEST_HEADER]:
        names = [meaning.get(caption(value)) if isinstance(value, str) else None for value in sheet.rows[number]]
        columns = {name: place for place, name in reversed(list(enumerate(names, 1))) if name}
        if set(NEEDED) <= columns.keys():
            years = _YEAR.findall(canonical(" ".join(titles)))
            document = _NUMBER.search(" ".join(titles))
            return PlanTable(sheet, number, columns, int(years[-1]) if years else None, document[1] if document else "")
        titles += [text(value) for value in sheet.rows[number] if isinstance(value, str)]
    return None
