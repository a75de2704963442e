"""Results of yearly indices from a spreadsheet: one row an index, year and place, or a component of it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.indices import KnownIndex, Result
from core.issues import Issue
from core.rows import Row
from core.units import Unit
from loaders.lists import yearly_rows
from loaders.lists.captioned import CaptionedTable, in_order, no_rows, refusal, sheets_in, table_in
from loaders.lists.yearly_wide import WideTable, wide_tables
from loaders.sheets import Sheet, shown


@dataclass(frozen=True)
class ReadIndices:
    """The results in the file, row by row, and its issues."""

    results: tuple[tuple[Row, Result], ...]
    """Each result once, as the file orders them."""
    issues: tuple[Issue, ...]
    """Errors first, then warnings, then notes; each in the order of the file."""
    sha256: str
    name: str

    @property
    def fit_to_load(self) -> bool:
        return bool(self.results) and all(issue.severity != "error" for issue in self.issues)


def read(
    content: bytes, name: str, *, units: Iterable[Unit], known: Sequence[KnownIndex], this_year: int
) -> ReadIndices:
    """The results in a file.

    Args:
        units: every unit of the province, past ones too; an index of units names them.
        known: the indices whose names and scales are known; others are kept under the file's own name.
        this_year: no later year is believed.

    Raises:
        UnreadableFileError: it cannot be read, or no table has the columns of results.
    """
    sheets, found = sheets_in(content)
    names = yearly_rows.names(units, known)
    tables = _tables(sheets, names)
    rows = [placed for table in tables for placed in yearly_rows.rows(table, names, this_year, found)]
    kept = tuple(_once(rows, found))
    if not rows:
        found += no_rows([each.table if isinstance(each, WideTable) else each for each in tables], found)
    return ReadIndices(kept, tuple(_unknown_once(in_order(found))), hashlib.sha256(content).hexdigest(), name)


def _tables(sheets: Sequence[Sheet], names: yearly_rows.Names) -> list[CaptionedTable | WideTable]:
    """Long tables, one row a result; where there is none, wide ones."""
    long = [table for sheet in sheets if not sheet.hidden and (table := table_in(sheet, yearly_rows.COLUMNS))]
    found = [*long] or wide_tables(sheets, names)
    if not found:
        raise refusal(sheets, yearly_rows.COLUMNS)
    return [*found]


def _once(rows: Iterable[tuple[Row, Result]], found: list[Issue]) -> Iterator[tuple[Row, Result]]:
    """Removes duplicates; two different results with the same key are an error."""
    seen: dict[tuple[str, int, str, str], tuple[Row, Result]] = {}
    for row, result in rows:
        first = seen.setdefault(result.about, (row, result))
        if first[0] is row:
            yield row, result
        elif first[1] == result:
            found.append(row.issue("index_repeated", "place", "note", first=str(first[0].number)))
        else:
            found.append(row.issue("index_contradicts", "place", first=str(first[0].number), place=shown(result.place)))


def _unknown_once(found: Iterable[Issue]) -> Iterator[Issue]:
    """The issues; an unknown index is reported once, not in each of its rows."""
    told: set[tuple[str, str]] = set()
    for issue in found:
        unknown = (issue.code, str(issue.values.get("text")))
        if not issue.code.startswith("index_unknown") or unknown not in told:
            yield issue
        told.add(unknown)
