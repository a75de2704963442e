"""Form II.06a/VPCP/KSTT as a workbook: three groups of counts under up to four header rows, one row a unit.

Source of the columns: the form in Circular 01/2020/TT-VPCP, columns (3) to (13). The header is found by its
words wherever it stands, merged or split over rows.
"""

import re
from collections.abc import Sequence

from loaders.monthly.sources.base import Source, Table, Target, caption, texts
from loaders.monthly.sources.form_columns import COUNTS, Columns, first_and_more
from loaders.sheets import Sheet, Value
from loaders.text.canonical import canonical

_GROUPS = {
    "received": re.compile(canonical("tiếp nhận")),
    "resolved": re.compile(rf"(?<!đang )(?<!chưa ){canonical('giải quyết')}"),
    "pending": re.compile(rf"(?:đang|chưa) {canonical('giải quyết')}|{canonical('đang xử lý')}"),
}
# Shares, and counts since the beginning of the year, are not counts of the month's dossiers.
_NO_COUNT = re.compile(rf"t[ỷỉ] lệ|%|{canonical('lũy kế')}")
_LABELS: tuple[tuple[re.Pattern[str], Target], ...] = (
    (re.compile(r"^(?:s?tt|số tt|số thứ tự)$"), "ordinal"),
    (re.compile(r"^mã(?: (?:đơn vị|định danh|số)|$)"), "unit_code"),
    (re.compile(r"đơn vị|cơ quan|địa phương|ubnd|công việc giải quyết|^lĩnh vực|^tên$"), "unit_name"),
)
_BEGINS_AS_WORDS = re.compile(r"(?:%\s*)?[^\W\d_]")
_DEEPEST_HEADER = 60
_HEADER_ROWS = 4
_FEWEST = 6
"""Counts that make a form of a table: totals of the three groups and half their parts."""


def find(sheet: Sheet) -> Table | None:
    """The Circular's form: the table under the row that names all three groups."""
    found = find_grouped(sheet)
    return None if found is None or found.added else found


def find_split(sheet: Sheet) -> Table | None:
    """The same with counts split over columns: form 07a/BTP, the summary tables of 2026."""
    found = find_grouped(sheet)
    return found if found is not None and found.added else None


def find_grouped(sheet: Sheet) -> Table | None:
    """The table under the row that names all three groups and, with the rows below, enough counts."""
    titles: list[str] = []
    for number in sorted(sheet.rows)[:_DEEPEST_HEADER]:
        if groups := _groups(sheet, number):
            table = _table(sheet, number, groups, titles)
            if table is not None:
                return table
        titles += texts(sheet.rows[number])
    return None


def _groups(sheet: Sheet, number: int) -> dict[str, tuple[int, int]] | None:
    """First and last column of each group, if one row names all three. A group is a caption over several columns:
    “Đơn vị giải quyết TTHC” is none."""
    cells = sheet.rows[number]
    areas: dict[str, tuple[int, int]] = {}
    starts = [column for column, value in enumerate(cells, 1) if value is not None]
    right = max(len(sheet.rows[row]) for row in _rows(sheet, number, number + _HEADER_ROWS - 1))
    for start, after in zip(starts, [*starts[1:], right + 1], strict=True):
        value = sheet.at(number, start)
        words = caption(value) if isinstance(value, str) and len(value) < 120 and not no_count(value) else ""
        group = group_of(words)
        if group is None:
            continue
        if group in areas and areas[group][1] == start - 1 and caption(sheet.at(number, areas[group][0])) == words:
            areas[group] = (areas[group][0], after - 1)  # the caption stands in each of its columns
        elif group not in areas or areas[group][0] == areas[group][1]:
            areas[group] = (start, after - 1)
    return areas if len(areas) == 3 and all(first < last for first, last in areas.values()) else None


def group_of(words: str) -> str | None:
    """The group that the words of a caption name."""
    return next((name for name in ("pending", "resolved", "received") if _GROUPS[name].search(words)), None)


def label_of(words: str) -> Target | None:
    """The label that the words over a column of words name."""
    return next((target for pattern, target in _LABELS if words and pattern.search(words)), None)


def _table(sheet: Sheet, number: int, groups: dict[str, tuple[int, int]], titles: Sequence[str]) -> Table | None:
    first_count = min(first for first, _ in groups.values())
    last = _last_header_row(sheet, number, first_count)
    columns = Columns()
    for group, (start, end) in sorted(groups.items(), key=lambda item: item[1]):
        left_out = False
        for column in range(start, end + 1):
            above = sheet.at(number, column)
            left_out = no_count(above) if above is not None else left_out
            here = [value for row in range(last, number, -1) if (value := sheet.at(row, column)) is not None]
            if not left_out and not any(no_count(value) for value in here):  # “Tỷ lệ đúng hạn (%)” is no count
                columns.add(group, [caption(value) for value in here], column)
    firsts, added = first_and_more(columns.chosen())
    labelled = _labels(sheet, number, last, first_count)
    if len(firsts) < _FEWEST or not labelled.keys() & {"unit_code", "unit_name"}:
        return None
    beyond = max(end for _, end in groups.values())
    ignored = tuple(" ".join(str(value).split()) for value in sheet.rows[number][beyond:] if isinstance(value, str))
    return Table(
        sheet, labelled | firsts, last + 1, tuple(titles), ignored, tuple(columns.repeated), number, added=added
    )


def no_count(value: Value) -> bool:
    """Whether a caption says that the column holds no count of the month's dossiers."""
    return isinstance(value, str) and bool(_NO_COUNT.search(canonical(value)))


def _rows(sheet: Sheet, first: int, last: int) -> list[int]:
    return [row for row in range(first, last + 1) if row in sheet.rows]


def _last_header_row(sheet: Sheet, number: int, first_count: int) -> int:
    """The last row with words of the header among its counts; a number or a (3) there ends it."""
    last = number
    for row in range(number + 1, number + _HEADER_ROWS):
        cells = [value for value in sheet.rows.get(row, ())[first_count - 1 :] if value is not None]
        if any(not isinstance(value, str) or not _BEGINS_AS_WORDS.match(value.strip()) for value in cells):
            break
        if cells:
            last = row
    return last


def _labels(sheet: Sheet, number: int, last: int, first_count: int) -> dict[Target, int]:
    found: dict[Target, int] = {}
    for column in range(1, first_count):
        words = " ".join(
            caption(value) for row in range(number, last + 1) if isinstance(value := sheet.at(row, column), str)
        )
        for pattern, target in _LABELS:
            if words and target not in found and pattern.search(words):
                found[target] = column
                break
    return found


SPLIT = Source(
    id="split_form",
    looks_for="Trực tuyến toàn trình, Trực tuyến một phần, Bưu chính, Trực tiếp (07a/BTP)",
    find=find_split,
    counts=("received", "resolved", "pending"),
)
SOURCE = Source(
    id="form_ii06a",
    looks_for="Số lượng hồ sơ tiếp nhận, Số lượng hồ sơ đã giải quyết, Số lượng hồ sơ đang giải quyết "
    "(II.06a/VPCP/KSTT)",
    find=find,
    counts=COUNTS,
)
