"""Form II.06a/VPCP/KSTT as a workbook: three groups of counts under up to four header rows, one row a unit.

Source of the columns: the form in Circular 01/2020/TT-VPCP, columns (3) to (13). The header is found by its
words wherever it stands, merged or split over rows.
"""

import re
from collections.abc import Sequence

from core.counts import CountName
from loaders.monthly.sources.base import Source, Table, Target, caption, texts
from loaders.sheets import Sheet, Value
from loaders.text.canonical import canonical

_GROUPS = {
    "received": re.compile(canonical("tiếp nhận")),
    "resolved": re.compile(rf"(?<!đang )(?<!chưa ){canonical('giải quyết')}"),
    "pending": re.compile(rf"(?:đang|chưa) {canonical('giải quyết')}|{canonical('đang xử lý')}"),
}
# Shares, and counts since the beginning of the year, are not counts of the month's dossiers.
_NO_COUNT = re.compile(rf"t[ỷỉ] lệ|%|{canonical('lũy kế')}")
# The header is read from the bottom up; the first known word decides.
_PARTS: dict[str, tuple[tuple[str, CountName], ...]] = {
    "received": (
        ("trực tuyến", "received_online"),
        ("trực tiếp", "received_in_person"),
        ("bưu chính", "received_in_person"),
        ("kỳ trước", "carried_over"),
        ("tổng", "received"),
    ),
    "resolved": (
        ("trước hạn", "resolved_early"),
        ("đúng hạn", "resolved_on_due"),
        ("quá hạn", "resolved_late"),
        ("trễ hạn", "resolved_late"),
        ("tổng", "resolved"),
    ),
    "pending": (
        ("trong hạn", "pending_in_time"),
        ("chưa đến hạn", "pending_in_time"),
        ("quá hạn", "pending_overdue"),
        ("trễ hạn", "pending_overdue"),
        ("tổng", "pending"),
    ),
}
_LABELS: tuple[tuple[re.Pattern[str], Target], ...] = (
    (re.compile(r"^(?:s?tt|số tt|số thứ tự)$"), "ordinal"),
    (re.compile(r"^mã(?: (?:đơn vị|định danh|số)|$)"), "unit_code"),
    (re.compile(r"đơn vị|cơ quan|địa phương|ubnd|công việc giải quyết|^lĩnh vực|^tên$"), "unit_name"),
)
_BEGINS_AS_WORDS = re.compile(r"(?:%\s*)?[^\W\d_]")
_DEEPEST_HEADER = 60
_HEADER_ROWS = 4
_COUNTS: tuple[CountName, ...] = tuple(name for parts in _PARTS.values() for _, name in parts)


def find(sheet: Sheet) -> Table | None:
    """The table under the row that names all three groups and, with the rows below, at least eight counts."""
    titles: list[str] = []
    for number in sorted(sheet.rows)[:_DEEPEST_HEADER]:
        if groups := _groups(sheet.rows[number]):
            table = _table(sheet, number, groups, titles)
            if table is not None:
                return table
        titles += texts(sheet.rows[number])
    return None


def _groups(cells: Sequence[Value]) -> dict[str, int] | None:
    """The column where each group begins, if one row names all three."""
    begins: dict[str, int] = {}
    for column, value in enumerate(cells, 1):
        words = caption(value) if isinstance(value, str) and len(value) < 120 and not _no_count(value) else ""
        for group in ("pending", "resolved", "received"):
            if group not in begins and _GROUPS[group].search(words):
                begins[group] = column
                break
    return begins if len(begins) == 3 else None


def _table(sheet: Sheet, number: int, groups: dict[str, int], titles: Sequence[str]) -> Table | None:
    last = _last_header_row(sheet, number, min(groups.values()))
    columns: dict[Target, int] = {}
    repeated: list[tuple[Target, int, int]] = []
    starts = sorted((column, group) for group, column in groups.items())
    ends = [column for column, _ in starts[1:]] + [max(len(sheet.rows[row]) for row in _rows(sheet, number, last)) + 1]
    for (start, group), end in zip(starts, ends, strict=True):
        left_out = False
        for column in range(start, end):
            above = sheet.at(number, column)
            left_out = _no_count(above) if above is not None else left_out
            here = [value for row in range(last, number, -1) if (value := sheet.at(row, column)) is not None]
            if left_out or any(_no_count(value) for value in here):
                continue  # “Tỷ lệ đúng hạn (%)” is no count of dossiers
            target = _count(group, [caption(value) for value in here])
            if target and target in columns:
                repeated.append((target, columns[target], column))
            elif target:
                columns[target] = column
    if len(columns) < 8:
        return None
    columns |= _labels(sheet, number, last, starts[0][0])
    if not columns.keys() & {"unit_code", "unit_name"}:
        return None
    return Table(sheet, columns, last + 1, tuple(titles), (), tuple(repeated), number)


def _no_count(value: Value) -> bool:
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


def _count(group: str, words: Sequence[str]) -> CountName | None:
    for text in words:
        for part, name in _PARTS[group]:
            if caption(part) in text:
                return name
    return None


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


SOURCE = Source(
    id="form_ii06a",
    looks_for="Số lượng hồ sơ tiếp nhận, Số lượng hồ sơ đã giải quyết, Số lượng hồ sơ đang giải quyết "
    "(II.06a/VPCP/KSTT)",
    find=find,
    counts=tuple(dict.fromkeys(_COUNTS)),
)
