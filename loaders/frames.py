"""Lines as a frame, for checks and for the store."""

from collections.abc import Mapping, Sequence

import pandas as pd

from core.counts import COUNT_NAMES
from loaders.lines import Line
from loaders.sheets import letter
from loaders.sources.base import Table, count_of

Letters = Mapping[tuple[str | None, str], str]
"""The spreadsheet's letter of a count's column, by sheet and count."""

ROW_COLUMNS = ("unit_code", "period_start", "period_end", "field", "sheet", "row")


def frame(read: Sequence[tuple[Table, Sequence[Line]]]) -> pd.DataFrame:
    """The lines of all tables as one frame: one row a line, in the order of the file.

    Returns:
        (kind, level, block, label, unread, unit_name, unit_kind, …ROW_COLUMNS, …COUNT_NAMES). Counts are Int64, NA
        where none was given or where `unread`, a set of counts, says that the cell made no sense.
        `unit_code` and the days are None where they are not known.
    """
    lines = [(table.sheet.name, line) for table, found in read for line in found]
    columns: dict[str, object] = {
        "kind": [line.kind for _, line in lines],
        "level": [line.level for _, line in lines],
        "block": [line.block for _, line in lines],
        "label": [line.label for _, line in lines],
        "unread": pd.Series([line.unread for _, line in lines], dtype=object),
        "unit_name": pd.Series([line.unit and line.unit.name for _, line in lines], dtype=object),
        "unit_kind": pd.Series([line.unit and line.unit.kind for _, line in lines], dtype=object),
        "unit_code": pd.Series([line.unit and line.unit.code for _, line in lines], dtype=object),
        "period_start": pd.Series([line.month and line.month.start for _, line in lines], dtype=object),
        "period_end": pd.Series([line.month and line.month.end for _, line in lines], dtype=object),
        "field": pd.Series([line.field for _, line in lines], dtype=object),
        "sheet": pd.Series([sheet for sheet, _ in lines], dtype=object),
        "row": pd.Series([line.row for _, line in lines], dtype="int64"),
    }
    for index, name in enumerate(COUNT_NAMES):
        columns[name] = pd.array([line.counts[index] for _, line in lines], dtype="Int64")
    return pd.DataFrame(columns)


def letters(tables: Sequence[Table]) -> dict[tuple[str | None, str], str]:
    found: dict[tuple[str | None, str], str] = {}
    for table in tables:
        for target, column in table.counts.items():
            found[table.sheet.name, count_of(target)] = letter(column)
    return found


def rows_of_units(lines: pd.DataFrame) -> pd.DataFrame:
    """(…ROW_COLUMNS, …COUNT_NAMES) of the lines whose unit and month are known and which report anything."""
    known = (lines["kind"] == "unit") & lines["unit_code"].notna() & lines["period_start"].notna()
    reported = lines[list(COUNT_NAMES)].notna().any(axis=1)
    return lines.loc[known & reported, [*ROW_COLUMNS, *COUNT_NAMES]].reset_index(drop=True)
