"""Lines as a frame, for checks and for the store."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandas.arrays import IntegerArray

from core.counts import COUNT_NAMES, CountName
from loaders.monthly.lines import Line
from loaders.monthly.sources.base import Table, count_of
from loaders.sheets import letter

Letters = Mapping[tuple[str | None, str], str]
"""The spreadsheet's letter of a count's column, by sheet and count."""

ROW_COLUMNS = ("unit_code", "period_start", "period_end", "field", "sheet", "row")


class Read(NamedTuple):
    """The lines of one table and the names of their counts; the sheet itself is no longer needed."""

    sheet: str | None
    counts: tuple[CountName, ...]
    lines: Sequence[Line]


def frame(read: Sequence[Read]) -> pd.DataFrame:
    """The lines of all tables as one frame: one row a line, in the order of the file.

    Returns:
        (kind, level, block, label, unread, unit_name, unit_kind, …ROW_COLUMNS, …COUNT_NAMES). Counts are Int64, NA
        where none was given or where `unread`, a set of counts, says that the cell made no sense.
        `unit_code` and the days are None where they are not known.
    """
    lines = [line for table in read for line in table.lines]
    columns: dict[str, object] = {
        "kind": [line.kind for line in lines],
        "level": [line.level for line in lines],
        "block": [line.block for line in lines],
        "label": [line.label for line in lines],
        "unread": _objects([line.unread for line in lines]),
        "unit_name": _objects([line.unit and line.unit.name for line in lines]),
        "unit_kind": _objects([line.unit and line.unit.kind for line in lines]),
        "unit_code": _objects([line.unit and line.unit.code for line in lines]),
        "period_start": _objects([line.month and line.month.start for line in lines]),
        "period_end": _objects([line.month and line.month.end for line in lines]),
        "field": _objects([line.field for line in lines]),
        "sheet": _objects([table.sheet for table in read for _ in table.lines]),
        "row": pd.Series([line.row for line in lines], dtype="int64"),
    }
    for name in COUNT_NAMES:
        columns[name] = _counts(read, name, len(lines))
    return pd.DataFrame(columns, copy=False)


def _objects(values: list[Any]) -> "pd.Series[Any]":
    return pd.Series(values, dtype=object)


def _counts(read: Sequence[Read], name: CountName, how_many: int) -> IntegerArray:
    """One count of all lines. Built by hand, because pandas would infer the type of every value."""
    numbers = np.zeros(how_many, dtype="int64")
    missing = np.ones(how_many, dtype=bool)
    start = 0
    for table in read:
        end = start + len(table.lines)
        if name in table.counts:
            place = table.counts.index(name)
            values = [line.counts[place] for line in table.lines]
            missing[start:end] = [value is None for value in values]
            numbers[start:end] = [value or 0 for value in values]
        start = end
    return IntegerArray(numbers, missing)


def letters(tables: Sequence[Table]) -> dict[tuple[str | None, str], str]:
    found: dict[tuple[str | None, str], str] = {}
    for table in tables:
        for target, column in table.counts.items():
            found[table.sheet.name, count_of(target)] = letter(column)
    return found


def rows_of_units(lines: pd.DataFrame) -> pd.DataFrame:
    """(…ROW_COLUMNS, …COUNT_NAMES, withdrawn) of the lines whose unit and month are known and which report anything or
    take something back."""
    known = (lines["kind"] == "unit") & lines["unit_code"].notna() & lines["period_start"].notna()
    reported = lines[list(COUNT_NAMES)].notna().any(axis=1)
    says = reported | lines["withdrawn"].notna()
    return lines.loc[known & says, [*ROW_COLUMNS, *COUNT_NAMES, "withdrawn"]].reset_index(drop=True)
