"""Parses the lines of a table: unit, month, counts; totals and groups are kept separately for checking."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from core.issues import Issue, Severity
from core.periods import Period
from core.units import Unit
from loaders.monthly.findings import Findings
from loaders.monthly.rows import Row, Rows
from loaders.monthly.sources.base import DECIMALS, LABELS, Table, Target, count_of
from loaders.sheets import Sheet, letter, shown
from loaders.text.whole_numbers import LARGEST, NotANumber, hundredths, whole
from loaders.units.matching import Directory, NoMatch

LineKind = Literal["unit", "group", "total", "part"]
_MOST_ROWS_NAMED = 20
_NONE: frozenset[str] = frozenset()


class Line(NamedTuple):
    """One row of a table that holds counts, in the order of `table.counts`."""

    kind: LineKind
    row: int
    label: str
    counts: Sequence[int | None]
    unread: frozenset[str] = _NONE
    """Counts whose cell is not a number; they are None in `counts`."""
    unit: Unit | None = None
    month: Period | None = None
    field: str | None = None
    level: int = 0
    """Nesting level of a group: 0 encloses 1 encloses 2. Of a unit: by its ordinal; -1 for a number or none."""
    block: int = 0
    """How many times the header came again above it."""


@dataclass
class _Reader:
    table: Table
    units: Directory
    month: Period | None
    findings: Findings

    def __post_init__(self) -> None:
        self.rows = Rows(self.table, self.units, self.month)
        self.sheet: Sheet = self.table.sheet
        self.cell = self.rows.cell
        self.dated = "month" in self.table.columns
        self.with_fields = "field" in self.table.columns
        self.spaced = cache(lambda value: " ".join(str(value).split()))
        self.odd = bool(self.sheet.errors or self.sheet.uncalculated)

    def report(self, code: str, row: int, column: int | None, severity: Severity = "error", **values: object) -> None:
        self.findings.add(self._issue(code, row, column, severity, **values))

    def _issue(self, code: str, row: int, column: int | None, severity: Severity, **values: object) -> Issue:
        return Issue(code, severity, self.sheet.name, row, letter(column) if column else None, values)

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
        if self.dated and month is None:
            self._report_month(row.number)
        unit = found if isinstance(found, Unit) else None
        counts, unread, problems = self._counts(row.number, "error")
        self.findings.extend(problems)
        field_name = self._field(row.number) if self.with_fields else None
        return Line("unit", row.number, row.label, counts, unread, unit, month, field_name, level, row.block)

    def _column_of_name(self, row: int) -> int | None:
        columns = self.table.columns
        named = columns.get("unit_name") if self.cell(row, "unit_name") else columns.get("unit_code")
        return named or columns.get("unit_name")

    def _counts_to_compare(self, row: Row) -> tuple[Sequence[int | None], frozenset[str]]:
        """Parses a total, a group or a part of a unit: an unreadable cell only excludes it from the comparison."""
        counts, unread, problems = self._counts(row.number, "warning")
        bare = sum(issue.code == "formula_not_calculated" for issue in problems)
        if bare:
            # A row of formulas is reported as one issue.
            self.report("total_not_calculated", row.number, None, "warning", text=row.label, how_many=bare)
        self.findings.extend(issue for issue in problems if issue.code != "formula_not_calculated")
        return counts, unread

    def _report_month(self, row: int) -> None:
        value, column = self.cell(row, "month"), self.table.columns["month"]
        if value is None:
            self.report("month_missing", row, column)
        else:
            self.report("month_unreadable", row, column, text=shown(value))

    def _field(self, row: int) -> str | None:
        value = self.cell(row, "field")
        return self.spaced(value) if value is not None else None

    def _counts(self, row: int, severity: Severity) -> tuple[Sequence[int | None], frozenset[str], Sequence[Issue]]:
        """The counts of the row, its unreadable cells, and the reasons."""
        cells = self.sheet.rows.get(row, ())
        width = len(cells)
        counts: list[int | None] = []
        problems: list[Issue] = []
        for target, name, column in self.rows.counts:
            value = cells[column - 1] if column <= width else None
            # Fast path: nearly every cell of a large file.
            if type(value) is int and 0 <= value <= LARGEST and target not in DECIMALS:
                counts.append(value)
            elif value is None and not self.odd:
                counts.append(None)
            else:
                number = self._count(row, target, column)
                if isinstance(number, NotANumber):
                    text = self.sheet.errors.get((row, column)) or ("" if value is None else shown(value))
                    problems.append(self._issue(number.code, row, column, severity, count=name, text=text))
                counts.append(None if isinstance(number, NotANumber) else number)
        return tuple(counts), _unread(problems), problems

    def _count(self, row: int, target: Target, column: int) -> int | NotANumber | None:
        if (row, column) in self.sheet.errors:
            return NotANumber("cell_error")
        if (row, column) in self.sheet.uncalculated:
            return NotANumber("formula_not_calculated")
        value = self.sheet.at(row, column)
        return hundredths(value) if target in DECIMALS else whole(value)


def _unread(problems: Sequence[Issue]) -> frozenset[str]:
    return frozenset(issue.values["count"] for issue in problems) if problems else _NONE


def read(table: Table, units: Directory, month: Period | None, findings: Findings) -> list[Line]:
    """The lines of a table.

    Args:
        table: the table that holds them.
        units: to match names and codes with.
        month: of rows which name none themselves.
        findings: receives the issues of single cells.

    An unreadable cell becomes None in its line, and an issue. A line without unit or month is kept, so that its own
    numbers are checked.
    """
    reader = _Reader(table, units, month, findings)
    lines = list(reader.lines())
    for target, first, second in table.repeated:
        if target in LABELS:
            continue  # two columns of names are allowed; the first is read
        values = {"count": count_of(target), "first": letter(first), "second": letter(second)}
        findings.add(Issue("column_twice", "error", table.sheet.name, table.first_row - 1, letter(second), values))
    return lines
