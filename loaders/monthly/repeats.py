"""Repeated headers below a table: after a page break, over a second table, or with other columns."""

import dataclasses
from collections.abc import Sequence

from loaders.monthly.sources.base import Source, Table, texts
from loaders.sheets import Sheet, Value

_HIGHEST_HEADER = 6
_LEAST_CAPTIONS = 3
_TITLES_ABOVE = 8


def with_repeats(source: Source, table: Table) -> Table:
    """The table with the rows of every repeated header, and the titles above each, as these may name a month."""
    starts: list[int] = []
    skipped: set[int] = set()
    titles: list[str] = list(table.titles)
    first_count = min(table.counts.values())
    least = min(_LEAST_CAPTIONS, len(table.counts))
    rows = [row for row in sorted(table.sheet.rows) if row >= table.first_row]
    for at, row in enumerate(rows):
        if row in skipped or _captions(table.sheet.rows[row], first_count) < least:
            continue
        here = {number: table.sheet.rows[number] for number in rows[at : at + _HIGHEST_HEADER]}
        again = source.find(dataclasses.replace(table.sheet, rows=here))
        if again is None or again.header != row:
            continue
        if again.columns != table.columns:
            return dataclasses.replace(
                table, repeats=tuple(starts), skipped=frozenset(skipped), titles=tuple(titles), differs=row
            )
        starts.append(row)
        skipped |= {number for number in here if number < again.first_row}
        titles += _above(table.sheet, rows[max(0, at - _TITLES_ABOVE) : at], first_count)
    return dataclasses.replace(table, repeats=tuple(starts), skipped=frozenset(skipped), titles=tuple(titles))


def _captions(cells: Sequence[Value], first_count: int) -> int:
    """Number of text cells in the count columns."""
    words = [value for value in cells[first_count - 1 :] if isinstance(value, str)]
    return sum(any(letter.isalpha() for letter in value) for value in words)


def _above(sheet: Sheet, rows: list[int], first_count: int) -> list[str]:
    """Texts of the rows right above which hold no number among the counts."""
    found: list[str] = []
    for row in reversed(rows):
        if any(isinstance(value, int | float) for value in list(sheet.rows[row])[first_count - 1 :]):
            break
        found = texts(sheet.rows[row]) + found
    return found
