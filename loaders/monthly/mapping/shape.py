"""Where the captions and the rows of a table stand that no source recognises; found by its numbers alone."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.monthly.mapping.captions import WIDEST, captions_of
from loaders.monthly.sources.base import texts
from loaders.sheets import Sheet, Value
from loaders.text import labels
from loaders.text.canonical import canonical
from loaders.text.whole_numbers import NotANumber, whole

MOST_ROWS = 400
"""Rows that are looked at: what a column holds is clear long before."""
_HIGHEST = 4
_NUMBERS = ("number_negative", "number_fraction", "number_percent", "number_too_large")
_TITLE = re.compile(
    r"cộng hòa xã hội|độc lập|đơn vị tính|^\(?đvt|^báo cáo|^biểu|^mẫu|kèm theo|^kỳ báo cáo|^từ ngày|^\(?tháng \d"
    r"|^\(?quý|^\(?năm \d|^số ?:|^ủy ban nhân dân|^ubnd|:$"
)


@dataclass(frozen=True)
class Shape:
    """A table under its captions."""

    sheet: Sheet
    header: int
    """The first row of the captions."""
    last: int
    """The last one."""
    captions: tuple[str, ...]
    rows: tuple[int, ...]
    """The rows below with words and numbers, as far as they are looked at."""
    label: int
    """The column with the most words."""

    @property
    def height(self) -> int:
        return self.last - self.header + 1


def shape_of(sheet: Sheet) -> Shape | None:
    """The sheet's table of numbers; None where it has none, or none with captions."""
    found = [row for row in sorted(sheet.rows)[:MOST_ROWS] if not _numbers_columns(sheet.rows[row])]
    filled = {row: sum(map(is_number, sheet.rows[row][:WIDEST])) for row in found if _has_words(sheet.rows[row])}
    most = max(filled.values(), default=0)
    body = tuple(row for row, many in filled.items() if many and 2 * many >= most)
    if not body:
        return None
    label = _label_column(sheet, body)
    counts = _count_columns(sheet, body, label)
    last = max(
        (row for row in found if row < body[0] and any(_is_word(sheet.at(row, column)) for column in counts)), default=0
    )
    if not last or not counts:
        return None
    header = _first_row(sheet, last, label, counts)
    return Shape(sheet, header, last, captions_of(sheet, header, last), body, label)


def titles_above(sheet: Sheet, header: int) -> tuple[str, ...]:
    return tuple(text for row in sorted(sheet.rows) if row < header for text in texts(sheet.rows[row]))


def first_row_below(sheet: Sheet, last: int) -> int:
    """The row after the captions and the numbers of the columns, (1), (2), (3)…"""
    row = last + 1
    while row in sheet.rows and _numbers_columns(sheet.rows[row]):
        row += 1
    return row


def is_number(value: Value) -> bool:
    """Whether a cell holds a number, also as text; a share and a negative number are numbers too."""
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, int | float):
        return True
    number = whole(value)
    return number is not None and (not isinstance(number, NotANumber) or number.code in _NUMBERS)


def _is_word(value: Value) -> bool:
    return isinstance(value, str) and any(letter.isalpha() for letter in value) and not is_number(value)


def _has_words(cells: Sequence[Value]) -> bool:
    return any(_is_word(value) for value in cells)


def _numbers_columns(cells: Sequence[Value]) -> bool:
    given = [value for value in cells if value is not None]
    return len(given) > 1 and all(labels.is_column_number(value) for value in given) and not _units_row(given)


def _units_row(given: Sequence[Value]) -> bool:
    """Small counts beside a letter are a row of the table; column numbers count up."""
    numbers = [value for value in given if not _is_word(value)]
    return len(numbers) > 1 and not labels.count_up(numbers)


def _label_column(sheet: Sheet, body: Sequence[int]) -> int:
    many: Counter[int] = Counter()
    for row in body:
        # Of two columns of words the one with different words names the rows.
        many.update(at for at, value in enumerate(sheet.rows[row][:WIDEST], 1) if _is_word(value))
    fullest = max(many.values())
    full = [column for column, found in many.items() if 2 * found >= fullest]
    return max(full, key=lambda column: (len({sheet.at(row, column) for row in body}), -column))


def _count_columns(sheet: Sheet, body: Sequence[int], label: int) -> list[int]:
    given: Counter[int] = Counter()
    numbers: Counter[int] = Counter()
    for row in body:
        for at, value in enumerate(sheet.rows[row][:WIDEST], 1):
            if value is not None:
                given[at] += 1
                numbers[at] += is_number(value)
    columns = sorted(column for column in given if numbers[column] and 2 * numbers[column] >= given[column])
    return [column for column in columns if column > label] or columns


def _first_row(sheet: Sheet, last: int, label: int, counts: Sequence[int]) -> int:
    header = last
    while (
        header - 1 in sheet.rows
        and last - header < _HIGHEST - 1
        and _is_caption_row(sheet, header, last, label, counts)
    ):
        header -= 1
    return header


def _is_caption_row(sheet: Sheet, header: int, last: int, label: int, counts: Sequence[int]) -> bool:
    """Whether the row above the captions found so far holds captions too, and no title."""
    row = header - 1
    words = {text.strip() for text in texts(sheet.rows[row]) if text.strip()}
    if not words or any(_TITLE.search(canonical(text[:200])) for text in words):
        return False
    if any(top == row and left <= label and right >= counts[-1] for top, left, _, right in sheet.merged):
        return False
    bare = [
        column
        for column in (label, *counts)
        if not any(_is_word(sheet.at(number, column)) for number in range(header, last + 1))
    ]
    if any(_is_word(sheet.at(row, column)) for column in bare):
        return True
    # A caption over several columns that have captions of their own.
    wide = any(
        top == row and right > left and left > label and _is_word(sheet.at(row, left))
        for top, left, _, right in sheet.merged
    )
    return wide or sum(_is_word(sheet.at(row, column)) for column in counts) > 1
