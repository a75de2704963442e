"""Classifies the rows of a table as units, groups, totals or parts of a unit, before any count is read.

A row may be left out only if it is of no known kind and holds no number.
"""

import bisect
import itertools
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from core.periods import Period
from core.units import Unit
from loaders.monthly.sources.base import Table, Target
from loaders.sheets import Sheet, Value
from loaders.text import labels, months
from loaders.text.whole_numbers import NotANumber, whole
from loaders.units.matching import Directory, NoMatch, match

RowKind = Literal["unit", "group", "total", "part", "nameless", "left_out"]
_STILL_NUMBERS = ("number_negative", "number_fraction", "number_percent", "number_too_large")
_UNKNOWN = ("unit_missing", "unit_unknown", "unit_unknown_near")


class Row(NamedTuple):
    """One classified row."""

    kind: RowKind
    """`part` is a field of the unit above it; `nameless` has neither count nor known name, only the look of a unit."""
    number: int
    label: str
    counted: bool
    """Whether it holds a number, or an unreadable number."""
    found: Unit | NoMatch
    month: Period | None
    level: int | None
    """Level from a lettered or Roman ordinal, or from the words of a group."""
    block: int
    """How many times the header was repeated above it."""
    unit: Unit | None = None
    """For a part, the unit above it."""


class Rows:
    """Classifies the rows of a table."""

    def __init__(self, table: Table, units: Directory, month: Period | None) -> None:
        self.table, self.units, self.month = table, units, month
        self.sheet: Sheet = table.sheet
        self.count_columns = [*table.counts.values(), *(column for more in table.added.values() for column in more)]
        self.first_count = min(self.count_columns)
        self.dated = "month" in table.columns
        # Cache for this table: the same few words and numbers occur in thousands of rows.
        self._ends_table, self._ordinal_level = cache(labels.ends_table), cache(labels.ordinal_level)
        self._is_column_number = lru_cache(maxsize=None, typed=True)(labels.is_column_number)
        # A name merged over several rows belongs to each of them; a merged count belongs to the first alone.
        self.anchors = {
            (row, column): (top, left)
            for top, left, bottom, right in self.sheet.merged
            if left < self.first_count
            for row in range(top, min(bottom, top + 1000) + 1)
            for column in range(left, min(right, left + 50) + 1)
        }

    def cell(self, row: int, target: Target) -> Value:
        column = self.table.columns.get(target)
        if column is None:
            return None
        if self.anchors:
            row, column = self.anchors.get((row, column), (row, column))
        return self.sheet.at(row, column)

    def all(self) -> list[Row]:
        """In the order of the sheet; a “group” with counts and no units of its own is an unknown unit."""
        rows = list(self._told_apart())
        for at, row in enumerate(rows):
            if row.kind == "group" and _is_unit(rows, at):
                rows[at] = row._replace(kind="unit" if row.counted else "nameless")
        return rows

    def _told_apart(self) -> Iterator[Row]:
        numbers = sorted({*self.sheet.rows, *(row for row, _ in self.sheet.errors)})
        after_note: list[Row] | None = None
        above: Row | None = None
        begun = False
        for number in numbers:
            if self.table.differs is not None and number >= self.table.differs:
                break  # reported as an error
            if number < self.table.first_row or number in self.table.skipped or self._numbers_columns(number, begun):
                continue
            label, counted = self._label(number), self._has_count(number)
            if not counted and self._ends_table(label):
                # “Ghi chú”, “Nơi nhận”: what follows is no table, unless numbers come again.
                after_note = [] if after_note is None else after_note
                continue
            row = self._row(number, label, counted, above)
            if row is None:
                continue
            if after_note is not None and not counted:
                after_note.append(row)
                continue
            yield from after_note or ()
            after_note = None
            yield row
            begun = True
            if row.kind != "part":
                above = row if row.kind == "unit" and counted else None

    def _row(self, number: int, label: str, counted: bool, above: Row | None) -> Row | None:
        month = self._month(number) if self.dated else self.month
        found = match(self.units, self.cell(number, "unit_code"), self.cell(number, "unit_name"), month)
        ordinal = self.cell(number, "ordinal")
        level, block = self._ordinal_level(ordinal if isinstance(ordinal, str) else None, label), self._block(number)
        row = Row("unit", number, label, counted, found, month, level, block)
        if not (isinstance(found, NoMatch) and found.code in _UNKNOWN):
            return row._replace(kind="left_out") if isinstance(found, NoMatch) and found.code == "row_left_out" else row
        kind = self._kind_of_no_unit(row, ordinal, above)
        if kind == "group":
            return row._replace(kind=kind, level=labels.group_level(ordinal, label))
        if kind == "part":
            return row._replace(kind=kind, unit=above.found if above and isinstance(above.found, Unit) else None)
        return row._replace(kind=kind) if kind else None

    def _kind_of_no_unit(self, row: Row, ordinal: Value, above: Row | None) -> RowKind | None:
        label, counted = row.label, row.counted
        kind: RowKind | None = "unit" if counted else None
        if labels.is_total(label):
            kind = "total" if counted else None
        elif labels.is_part(label):
            # “Trong đó: qua bưu chính” is a part of a number; “Trong đó Sở Tư pháp” may be a unit's only row.
            kind = "unit" if counted and self._is_known(labels.of_part(label), row.month) else None
        elif above is not None and labels.is_field(ordinal, label, self.cell(above.number, "ordinal")):
            kind = "part" if counted else None
        elif labels.group_level(ordinal, label) is not None:
            kind = "group"
        elif not counted and labels.looks_like_unit(label):
            kind = "nameless"
        return kind

    def _is_known(self, name: str, month: Period | None) -> bool:
        return isinstance(match(self.units, None, name, month), Unit)

    def _label(self, row: int) -> str:
        """The first words left of the counts: the name, or “Tổng cộng” merged over ordinal and name."""
        named = self.cell(row, "unit_name") or self.cell(row, "unit_code")
        if named is not None:
            return str(named).strip()
        left = self.sheet.rows.get(row, ())[: self.first_count - 1]
        return next((value.strip() for value in left if isinstance(value, str)), "")

    def _month(self, row: int) -> Period | None:
        value = self.cell(row, "month")
        return self.month if value is None else months.in_cell(value)

    def _block(self, row: int) -> int:
        return bisect.bisect_left(self.table.repeats, row)

    def _numbers_columns(self, row: int, begun: bool) -> bool:
        """(1), (2), (3)=(4)+(5)… at the head of the table, or again after a page break."""
        if "unit_name" not in self.table.columns:
            return False  # a code of digits would be mistaken for a column's number
        named = self.cell(row, "unit_name") or self.cell(row, "ordinal")
        if not self._is_column_number(named):
            return False
        cells = [self.sheet.at(row, column) for column in sorted(self.count_columns)]
        if begun:  # a row of small counts without a name must not be mistaken for one
            return len(cells) > 2 and labels.count_up(cells)
        # Blanks are allowed: the row may be formulas such as =4+5+6, saved without their result.
        return all(value is None or labels.is_column_number(value) for value in cells)

    def _has_count(self, row: int) -> bool:
        """Whether any count cell holds a number or an unreadable number; words alone are a note."""
        return any(self._is_number(row, column) for column in self.count_columns)

    def _is_number(self, row: int, column: int) -> bool:
        value = self.sheet.at(row, column)
        if value is None:
            return (row, column) in self.sheet.errors or (row, column) in self.sheet.uncalculated
        if isinstance(value, int | float):
            return True
        number = whole(value)
        return number is not None and (not isinstance(number, NotANumber) or number.code in _STILL_NUMBERS)


def _is_unit(rows: Sequence[Row], at: int) -> bool:
    """Whether a row classified as a group by its ordinal or words is really an unknown unit."""
    group = rows[at]
    if labels.looks_like_unit(group.label):
        return True
    if not group.counted:
        return False
    for row in itertools.islice(rows, at + 1, None):
        # A unit with the same kind of ordinal stands beside it, not below it.
        same_or_higher = row.level is not None and group.level is not None and row.level <= group.level
        if row.kind == "total" or same_or_higher:
            return True
        if row.kind == "unit":
            return False
    return True
