"""Results of yearly indices from a spreadsheet: one row an index, year and place, or a component of it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.errors import UnreadableFileError
from core.indices import KnownIndex, Result
from core.issues import Issue
from core.rows import Row
from core.units import Unit
from loaders.lists import yearly_rows
from loaders.lists.captioned import first_cells
from loaders.lists.yearly_tables import COLUMNS, NEEDED, index_table
from loaders.reading import fence, precheck
from loaders.sheets import shown
from loaders.text.fonts import in_unicode

_SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True)
class ReadIndices:
    """What the file says, row by row, and what is wrong with it."""

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
    sheets, issues = in_unicode(fence.read(content, precheck.kind_of(content)))
    tables = [table for sheet in sheets if not sheet.hidden and (table := index_table(sheet))]
    if not tables:
        captions = [COLUMNS[column][0] for column in NEEDED] + [f"{COLUMNS['score'][0]} | {COLUMNS['rank'][0]}"]
        raise UnreadableFileError("unrecognised", looked_for=", ".join(captions), seen=first_cells(sheets))
    found, names = list(issues), yearly_rows.names(units, known)
    rows = [placed for table in tables for placed in yearly_rows.rows(table, names, this_year, found)]
    kept = tuple(_once(rows, found))
    if not rows and all(issue.severity != "error" for issue in found):
        found.append(Issue("no_rows", "error", tables[0].sheet.name))
    return ReadIndices(kept, tuple(_in_order(found)), hashlib.sha256(content).hexdigest(), name)


def _once(rows: Iterable[tuple[Row, Result]], found: list[Issue]) -> Iterator[tuple[Row, Result]]:
    """Each result once; two that say different things of the same are a fault."""
    seen: dict[tuple[str, int, str, str], tuple[Row, Result]] = {}
    for row, result in rows:
        first = seen.setdefault(result.about, (row, result))
        if first[0] is row:
            yield row, result
        elif first[1] == result:
            found.append(row.issue("index_repeated", "place", "note", first=str(first[0].number)))
        else:
            found.append(row.issue("index_contradicts", "place", first=str(first[0].number), place=shown(result.place)))


def _in_order(found: Iterable[Issue]) -> list[Issue]:
    """Errors first; an index nobody knows is told once, not in each of its rows."""
    told: set[tuple[str, str]] = set()
    ordered: list[Issue] = []
    for issue in sorted(
        found, key=lambda issue: (_SEVERITIES.index(issue.severity), issue.sheet or "", issue.row or 0)
    ):
        unknown = (issue.code, str(issue.values.get("text")))
        if not issue.code.startswith("index_unknown") or unknown not in told:
            ordered.append(issue)
        told.add(unknown)
    return ordered
