"""The table of index results in a sheet: found by its captions, read cell by cell."""

from collections.abc import Mapping

from loaders.lists.captioned import CaptionedTable, captioned
from loaders.sheets import Sheet

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
IndexTable = CaptionedTable


def index_table(sheet: Sheet) -> IndexTable | None:
    """The table under the first row that names index, year, place and a score or a rank; None where there is none."""
    found = (captioned(sheet, COLUMNS, frozenset({*NEEDED, value})) for value in ("score", "rank"))
    return next((table for table in found if table), None)
