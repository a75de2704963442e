"""The lines of a table, read: which unit, which month, which counts; totals and groups kept apart for checking."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from core.counts import COUNT_NAMES, CountName
from core.issues import Issue, Severity
from core.periods import Period
from core.units import Unit
from loaders.matching import Directory, NoMatch
from loaders.rows import Row, Rows
from loaders.sheets import Sheet, letter, shown
from loaders.sources.base import LABELS, Table, Target, count_of
from loaders.whole_numbers import NotANumber, hundredths, whole

LineKind = Literal["unit", "group", "total", "part"]
_MOST_ROWS_NAMED = 20
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
    """Of a group: 0 encloses 1 encloses 2. Of a unit: the same by its ordinal, -1 for a number or none."""
    block: int = 0
    """How many times the header came again above it."""


@dataclass
class _Reader:
    table: Table
    units: Directory
    month: Period | None
    issues: list[Issue] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = Rows(self.table, self.units, self.month)
        self.sheet: Sheet = self.table.sheet
        self.cell = self.rows.cell

    def report(self, code: str, row: int, column: int | None, severity: Severity = "error", **values: object) -> None:
        where = letter(column) if column else None
        self.issues.append(Issue(code, severity, self.sheet.name, row, where, values))

    def lines(self) -> Iterator[Line]:
        parts: list[int] = []
        for row in self.rows.all():
            if row.kind == "nameless":
                self.report("unit_unknown_blank", row.number, None, "warning", text=row.label)
                continue
            if row.kind == "part":
                parts.append(row.number)
            yield self._line(row)
        if parts:
            shown_rows = ", ".join(map(str, parts[:_MOST_ROWS_NAMED])) + ("…" if len(parts) > _MOST_ROWS_NAMED else "")
            self.report("fields_skipped", parts[0], None, "note", how_many=len(parts), rows=shown_rows)

    def _line(self, row: Row) -> Line:
        level = -1 if row.level is None else row.level
        if row.kind != "unit":
            counts, unread = self._counts_to_compare(row)
            return Line(row.kind, row.number, row.label, counts, unread, row.unit, row.month, None, level, row.block)  # type: ignore[arg-type]
        found, month = row.found, row.month
        if isinstance(found, NoMatch):
            self.report(found.code, row.number, self._column_of_name(row.number), **found.values)
        if "month" in self.table.columns and month is None:
            self._report_month(row.number)
        unit = found if isinstance(found, Unit) else None
        counts, unread = self._counts(row.number, "error")
        field_name = self._field(row.number)
        return Line("unit", row.number, row.label, counts, unread, unit, month, field_name, level, row.block)

    def _column_of_name(self, row: int) -> int | None:
        columns = self.table.columns
        named = columns.get("unit_name") if self.cell(row, "unit_name") else columns.get("unit_code")
        return named or columns.get("unit_name")

    def _counts_to_compare(self, row: Row) -> tuple[list[int | None], frozenset[str]]:
        """Of a total, a group or a part of a unit: a cell that is no count only keeps it from being compared."""
        before = len(self.issues)
        found = self._counts(row.number, "warning")
        bare = [issue for issue in self.issues[before:] if issue.code == "formula_not_calculated"]
        if bare:
            # A row of formulas is one finding.
            self.issues[before:] = [issue for issue in self.issues[before:] if issue not in bare]
            self.report("total_not_calculated", row.number, None, "warning", text=row.label, how_many=len(bare))
        return found

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
        for target, name, column in self.rows.counts:
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
