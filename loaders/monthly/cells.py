"""The counts in the cells of a row, and why some cells are none."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from core.issues import Issue, Severity
from loaders.monthly.sources.base import DECIMALS, Table, Target, count_of
from loaders.sheets import Sheet, letter, shown
from loaders.text.whole_numbers import LARGEST, NotANumber, hundredths, whole

NONE: frozenset[str] = frozenset()
_SHARES = ("number_fraction", "number_percent")
_FEWEST_SHARES = 3


class Cells:
    """Reads the counts of a table's rows."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.sheet: Sheet = table.sheet
        self.targets = [(target, count_of(target), column) for target, column in table.counts.items()]
        self.odd = bool(self.sheet.errors or self.sheet.uncalculated)
        self.rows_read = 0
        self.shares: defaultdict[str | None, list[Issue]] = defaultdict(list)

    def issue(self, code: str, row: int, column: int | None, severity: Severity, **values: object) -> Issue:
        return Issue(code, severity, self.sheet.name, row, letter(column) if column else None, values)

    def told(self, problems: Sequence[Issue]) -> Iterator[Issue]:
        """The problems but those with a share of something, which `of_shares` tells for a whole column."""
        self.rows_read += 1
        for problem in problems:
            if problem.code in _SHARES:
                self.shares[problem.column].append(problem)
            else:
                yield problem

    def of_shares(self) -> Iterator[Issue]:
        """One finding for a column of percentages, else one for each cell."""
        for found in self.shares.values():
            if len(found) < _FEWEST_SHARES or 2 * len(found) < self.rows_read:
                yield from found
                continue
            first = found[0]
            values = {"count": first.values["count"], "how_many": len(found), "text": first.values["text"]}
            yield Issue("column_of_shares", "error", first.sheet, first.row, first.column, values)

    def counts(self, row: int, severity: Severity) -> tuple[Sequence[int | None], frozenset[str], Sequence[Issue]]:
        """The counts of the row, its unreadable cells, and the reasons."""
        cells = self.sheet.rows.get(row, ())
        width, added = len(cells), self.table.added
        counts: list[int | None] = []
        problems: list[Issue] = []
        for target, name, column in self.targets:
            value = cells[column - 1] if column <= width else None
            more = added.get(target) if added else None
            # Fast path: nearly every cell of a large file.
            if more:
                number, problem = self._added(row, target, (column, *more), severity)
                problems += problem
                counts.append(number)
            elif type(value) is int and 0 <= value <= LARGEST and target not in DECIMALS:
                counts.append(value)
            elif value is None and not self.odd:
                counts.append(None)
            else:
                found = self._count(row, target, column)
                if isinstance(found, NotANumber):
                    problems.append(self._no_number(found, row, column, severity, name))
                counts.append(None if isinstance(found, NotANumber) else found)
        return tuple(counts), _unread(problems), problems

    def _no_number(self, found: NotANumber, row: int, column: int, severity: Severity, name: str) -> Issue:
        value = self.sheet.at(row, column)
        text = self.sheet.errors.get((row, column)) or ("" if value is None else shown(value))
        return self.issue(found.code, row, column, severity, count=name, text=text)

    def _added(
        self, row: int, target: Target, columns: Sequence[int], severity: Severity
    ) -> tuple[int | None, list[Issue]]:
        """The parts of a count together; a blank beside a number adds nothing, and blanks alone are a blank."""
        numbers, problems = [], []
        for column in columns:
            found = self._count(row, target, column)
            if isinstance(found, NotANumber):
                problems.append(self._no_number(found, row, column, severity, count_of(target)))
            elif found is not None:
                numbers.append(found)
        return (None if problems or not numbers else sum(numbers)), problems

    def _count(self, row: int, target: Target, column: int) -> int | NotANumber | None:
        if (row, column) in self.sheet.errors:
            return NotANumber("cell_error")
        if (row, column) in self.sheet.uncalculated:
            return NotANumber("formula_not_calculated")
        value = self.sheet.at(row, column)
        return hundredths(value) if target in DECIMALS else whole(value)


def _unread(problems: Sequence[Issue]) -> frozenset[str]:
    return frozenset(issue.values["count"] for issue in problems) if problems else NONE
