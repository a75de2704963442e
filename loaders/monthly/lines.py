"""Parses the lines of a table: unit, month, counts; totals and groups are kept separately for checking."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from core.issues import Issue, Severity
from core.periods import Period
from core.units import Unit
from loaders.monthly.cells import NONE, Cells
from loaders.monthly.findings import Findings
from loaders.monthly.rows import Row, Rows
from loaders.monthly.sources.base import LABELS, Table, count_of
from loaders.sheets import Sheet, letter, shown
from loaders.units.matching import Directory, NoMatch

LineKind = Literal["unit", "group", "total", "part", "left_out"]
_MOST_ROWS_NAMED = 20


class Line(NamedTuple):
    """One row of a table that holds counts, in the order of `table.counts`."""

    kind: LineKind
    row: int
    label: str
    counts: Sequence[int | None]
    unread: frozenset[str] = NONE
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
    own: Unit | None = None
    """The unit whose own form this is: its rows are fields."""

    def __post_init__(self) -> None:
        self.cells = Cells(self.table)
        self.rows = Rows(self.table, self.units, self.month)
        self.sheet: Sheet = self.table.sheet
        self.cell = self.rows.cell
        self.dated = "month" in self.table.columns
        self.with_fields = "field" in self.table.columns
        self.spaced = cache(lambda value: " ".join(str(value).split()))

    def report(self, code: str, row: int, column: int | None, severity: Severity = "error", **values: object) -> None:
        self.findings.add(self.cells.issue(code, row, column, severity, **values))

    def lines(self) -> Iterator[Line]:
        parts: list[int] = []
        for row in self.rows.all():
            if row.kind == "nameless":
                self.report("unit_unknown_blank", row.number, None, "warning", text=row.label)
                continue
            if row.kind == "part":
                parts.append(row.number)
            if row.kind == "left_out" and isinstance(row.found, NoMatch):
                self.report(row.found.code, row.number, self._column_of_name(row.number), "note", **row.found.values)
            yield self._line(row)
        if parts:
            shown_rows = ", ".join(map(str, parts[:_MOST_ROWS_NAMED])) + ("…" if len(parts) > _MOST_ROWS_NAMED else "")
            self.report("fields_skipped", parts[0], None, "note", how_many=len(parts), rows=shown_rows)

    def own_lines(self) -> Iterator[Line]:
        """The whole of the unit first, then its fields; without a total the fields are added."""
        rows = self.rows.all()
        read = [self._own_line(row) for row in rows if row.kind != "nameless"]
        wholes = [line for line in read if line.kind == "unit" and line.field is None]
        fields = [line for line in read if line.kind == "unit" and line.field is not None]
        if wholes or not fields:
            yield from wholes[:1]
        else:
            columns = zip(*(line.counts for line in fields), strict=True)
            sums = tuple(None if None in column else sum(filter(None, column)) for column in columns)
            yield fields[-1]._replace(label=fields[-1].unit.name if fields[-1].unit else "", field=None, counts=sums)
            self.report("own_form_added", fields[0].row, None, "note", how_many=len(fields))
        yield from (line for line in read if line not in wholes)

    def _own_line(self, row: Row) -> Line:
        level = -1 if row.level is None else row.level
        whole = row.kind == "total"
        if row.kind == "group":
            counts, unread = self._counts_to_compare(row)
            return Line("group", row.number, row.label, counts, unread, None, row.month, None, level, row.block)
        counts, unread, problems = self.cells.counts(row.number, "error")
        self.findings.extend(self.cells.told(problems))
        label, field = (self.own.name if self.own else "", None) if whole else (row.label, self.spaced(row.label))
        return Line("unit", row.number, label, counts, unread, self.own, row.month, field, level, row.block)

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
        counts, unread, problems = self.cells.counts(row.number, "error")
        self.findings.extend(self.cells.told(problems))
        field_name = self._field(row.number) if self.with_fields else None
        return Line("unit", row.number, row.label, counts, unread, unit, month, field_name, level, row.block)

    def _column_of_name(self, row: int) -> int | None:
        columns = self.table.columns
        named = columns.get("unit_name") if self.cell(row, "unit_name") else columns.get("unit_code")
        return named or columns.get("unit_name")

    def _counts_to_compare(self, row: Row) -> tuple[Sequence[int | None], frozenset[str]]:
        """Parses a total, a group or a part of a unit: an unreadable cell only excludes it from the comparison."""
        counts, unread, problems = self.cells.counts(row.number, "warning")
        bare = sum(issue.code == "formula_not_calculated" for issue in problems)
        if bare:
            # A row of formulas is reported as one issue.
            self.report("total_not_calculated", row.number, None, "warning", text=row.label, how_many=bare)
        self.findings.extend(self.cells.told([each for each in problems if each.code != "formula_not_calculated"]))
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


def read(
    table: Table, units: Directory, month: Period | None, findings: Findings, own: Unit | None = None
) -> list[Line]:
    """The lines of a table.

    Args:
        table: the table that holds them.
        units: to match names and codes with.
        month: of rows which name none themselves.
        findings: receives the issues of single cells.
        own: the unit whose own form the table is.

    An unreadable cell becomes None in its line, and an issue. A line without unit or month is kept, so that its own
    numbers are checked.
    """
    reader = _Reader(table, units, month, findings, own)
    lines = list(reader.own_lines() if own else reader.lines())
    findings.extend(reader.cells.of_shares())
    for target, first, second in table.repeated:
        if target in LABELS:
            continue  # two columns of names are allowed; the first is read
        values = {"count": count_of(target), "first": letter(first), "second": letter(second)}
        where = table.sheet.name, table.first_row - 1, letter(second), values
        if target in table.added:
            findings.add(Issue("column_is_total", "error", *where))
        else:
            findings.add(Issue("column_twice", "error", *where))
    return lines
