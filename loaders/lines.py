"""The lines of a table, read: which unit, which month, which counts; totals and groups kept apart for checking."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from core.counts import COUNT_NAMES, CountName
from core.issues import Issue, Severity
from core.periods import Period
from core.units import Unit
from loaders import labels, months
from loaders.matching import Directory, NoMatch, match
from loaders.sheets import Sheet, Value, letter, shown
from loaders.sources.base import LABELS, Table, Target, count_of
from loaders.whole_numbers import NotANumber, hundredths, whole

LineKind = Literal["unit", "group", "total"]
_STILL_NUMBERS = ("number_negative", "number_fraction", "number_percent", "number_too_large")
_POSITION: dict[CountName, int] = {name: index for index, name in enumerate(COUNT_NAMES)}


@dataclass(frozen=True)
class Line:
    """One row of a table that holds counts, in the order of `COUNT_NAMES`."""

    kind: LineKind
    row: int
    label: str
    counts: Sequence[int | None]
    unread: frozenset[str] = frozenset()
    """Counts whose cell holds something that is no number; they are None above."""
    unit: Unit | None = None
    month: Period | None = None
    field: str | None = None
    level: int = 0
    """Of a group: 0 encloses 1 encloses 2."""


@dataclass
class _Reader:
    table: Table
    units: Directory
    month: Period | None
    issues: list[Issue] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sheet: Sheet = self.table.sheet
        self.counts = [(target, count_of(target), column) for target, column in self.table.counts.items()]
        self.first_count = min(column for _, _, column in self.counts)
        # A name merged over several rows belongs to each of them; a merged count belongs to the first alone.
        self.anchors = {
            (row, column): (top, left)
            for top, left, bottom, right in self.sheet.merged
            if left < self.first_count
            for row in range(top, min(bottom, top + 1000) + 1)
            for column in range(left, min(right, left + 50) + 1)
        }

    def report(self, code: str, row: int, column: int | None, severity: Severity = "error", **values: object) -> None:
        where = letter(column) if column else None
        self.issues.append(Issue(code, severity, self.sheet.name, row, where, values))

    def cell(self, row: int, target: Target) -> Value:
        column = self.table.columns.get(target)
        return self.sheet.at(*self.anchors.get((row, column), (row, column))) if column else None

    def label(self, row: int) -> str:
        """The first words left of the counts: the name, or “Tổng cộng” merged over ordinal and name."""
        named = self.cell(row, "unit_name") or self.cell(row, "unit_code")
        if named is not None:
            return str(named).strip()
        left = self.sheet.rows.get(row, ())[: self.first_count - 1]
        return next((value.strip() for value in left if isinstance(value, str)), "")

    def lines(self) -> Iterator[Line]:
        begun = False
        rows = sorted({*self.sheet.rows, *(row for row, _ in self.sheet.errors)})
        for row in rows:
            if row < self.table.first_row or (not begun and self._numbers_columns(row)):
                continue
            label, has_count = self.label(row), self._has_count(row)
            if begun and not has_count and labels.ends_table(label):
                return
            line = self._line(row, label, has_count)
            if line:
                begun = True
                yield line

    def _numbers_columns(self, row: int) -> bool:
        if "unit_name" not in self.table.columns:
            return False  # a code of digits would look like a column's number
        named = self.cell(row, "unit_name") or self.cell(row, "ordinal")
        cells = [self.sheet.at(row, column) for _, _, column in self.counts]
        # Blanks too: the row may be formulas such as =4+5+6, saved without their result.
        return labels.is_column_number(named) and all(
            value is None or labels.is_column_number(value) for value in cells
        )

    def _has_count(self, row: int) -> bool:
        """Whether any count cell holds a number, or what should have been one; words alone are a note."""
        return any(self._is_number(row, column) for _, _, column in self.counts)

    def _is_number(self, row: int, column: int) -> bool:
        value = self.sheet.at(row, column)
        if value is None:
            return (row, column) in self.sheet.errors or (row, column) in self.sheet.uncalculated
        if isinstance(value, int | float):
            return True
        number = whole(value)
        return number is not None and (not isinstance(number, NotANumber) or number.code in _STILL_NUMBERS)

    def _line(self, row: int, label: str, has_count: bool) -> Line | None:
        month = self._month(row) if "month" in self.table.columns else self.month
        code, name = self.cell(row, "unit_code"), self.cell(row, "unit_name")
        found = match(self.units, code, name, month)
        if isinstance(found, NoMatch) and found.code in ("unit_missing", "unit_unknown", "unit_unknown_near"):
            if labels.is_total(label):
                return Line("total", row, label, *self._counts(row, "warning"), month=month) if has_count else None
            if labels.is_part(label):
                return None
            level = labels.group_level(self.cell(row, "ordinal"), label)
            if level is not None:
                return Line("group", row, label, *self._counts(row, "warning"), month=month, level=level)
            if not has_count:
                return None  # a note, a signature, a line left empty
        if isinstance(found, NoMatch):
            column = self.table.columns.get("unit_name") if name else self.table.columns.get("unit_code")
            self.report(found.code, row, column or self.table.columns.get("unit_name"), **found.values)
        if "month" in self.table.columns and month is None:
            self._report_month(row)
        unit = found if isinstance(found, Unit) else None
        return Line("unit", row, label, *self._counts(row, "error"), unit, month, self._field(row))

    def _month(self, row: int) -> Period | None:
        value = self.cell(row, "month")
        return self.month if value is None else months.in_cell(value)

    def _report_month(self, row: int) -> None:
        value, column = self.cell(row, "month"), self.table.columns["month"]
        if value is None:
            self.report("month_missing", row, column)
        else:
            self.report("month_unreadable", row, column, text=shown(value))

    def _field(self, row: int) -> str | None:
        value = self.cell(row, "field")
        return " ".join(str(value).split()) if value is not None else None

    def _counts(self, row: int, severity: Severity) -> tuple[list[int | None], frozenset[str]]:
        counts: list[int | None] = [None] * len(COUNT_NAMES)
        unread = set()
        for target, name, column in self.counts:
            number = self._count(row, target, name, column, severity)
            if isinstance(number, NotANumber):
                unread.add(name)
            else:
                counts[_POSITION[name]] = number
        return counts, frozenset(unread)

    def _count(
        self, row: int, target: Target, name: CountName, column: int, severity: Severity
    ) -> int | NotANumber | None:
        position, text = (row, column), ""
        value = self.sheet.at(row, column)
        if position in self.sheet.errors:
            number, text = NotANumber("cell_error"), self.sheet.errors[position]
        elif position in self.sheet.uncalculated:
            number = NotANumber("formula_not_calculated")
        else:
            found = hundredths(value) if target == "mean_days" else whole(value)
            if not isinstance(found, NotANumber):
                return found
            number, text = found, shown(value)
        self.report(number.code, row, column, severity, count=name, text=text)
        return number


def read(table: Table, units: Directory, month: Period | None) -> tuple[list[Line], list[Issue]]:
    """The lines of a table, and what is wrong with single cells.

    Args:
        table: where they stand.
        units: to match names and codes with.
        month: of rows which name none themselves.

    A cell that is no count is None in its line and an issue beside it. A line without unit or month stays,
    for the checks of its own numbers.
    """
    reader = _Reader(table, units, month)
    lines = list(reader.lines())
    for target, first, second in table.repeated:
        if target in LABELS:
            continue  # two columns of names do no harm; the first is read
        values = {"count": count_of(target), "first": letter(first), "second": letter(second)}
        reader.issues.append(
            Issue("column_twice", "error", table.sheet.name, table.first_row - 1, letter(second), values)
        )
    return lines, reader.issues
