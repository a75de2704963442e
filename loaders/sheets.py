"""A spreadsheet's content in one format-independent form: raw cells, and oddities such as hidden rows.

This is all that crosses from the parsing child to its parent, as JSON; nothing is interpreted yet.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Value = str | int | float | bool | dt.date | None
MOST_ROWS = 400_000
"""Maximum over all tables of a file: more units, months and fields than any province has."""
Position = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True)
class Sheet:
    """One sheet. Only rows with something in them are kept; a row is its cells from column A on."""

    name: str | None
    """None for a CSV file, which has no sheets."""
    rows: Mapping[int, Sequence[Value]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: Mapping[Position, str] = field(default_factory=dict)
    """Cells which hold #REF!, #N/A…; their value in `rows` is None."""
    uncalculated: frozenset[Position] = frozenset()
    """Formulas saved without their result; their value in `rows` is None."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row, last column."""
    second_reader: bool = False
    """The usual reader failed on a part without values (a style, a pivot table): the values are another reader's."""

    def at(self, row: int, column: int) -> Value:
        cells = self.rows.get(row, ())
        return cells[column - 1] if 0 < column <= len(cells) else None


def letter(column: int) -> str:
    """The spreadsheet's letter of a column: A, …, Z, AA, …"""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def shown(value: Value) -> str:
    """The value in a sentence, as a Vietnamese Excel shows it: short, 0,05 with a comma, TRUE, a date day first."""
    text = f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)
    if isinstance(value, bool | float):
        text = text.upper().replace(".", ",")
    return text if len(text) <= 60 else text[:59] + "…"


def to_json(sheets: Sequence[Sheet]) -> bytes:
    plain = [_plain(sheet) for sheet in sheets]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=_date_out).encode()


def _plain(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "rows": list(sheet.rows.items()),
        "hidden": sheet.hidden,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "errors": [[row, column, text] for (row, column), text in sheet.errors.items()],
        "uncalculated": sorted(sheet.uncalculated),
        "merged": sheet.merged,
        "second_reader": sheet.second_reader,
    }


def _date_out(value: dt.date) -> dict[str, str]:
    # A datetime is a date too; its time of day says nothing about a month's counts.
    return {"date": value.strftime("%Y-%m-%d")}


def from_json(text: bytes) -> list[Sheet]:
    texts: dict[str, str] = {}  # codes, months and fields come back in every row: one object for each, not 300,000
    return [
        Sheet(
            name=sheet["name"],
            rows={
                number: [texts.setdefault(cell, cell) if cell.__class__ is str else cell for cell in cells]
                for number, cells in sheet["rows"]
            },
            hidden=sheet["hidden"],
            hidden_rows=frozenset(sheet["hidden_rows"]),
            hidden_columns=frozenset(sheet["hidden_columns"]),
            errors={(row, column): error for row, column, error in sheet["errors"]},
            uncalculated=frozenset((row, column) for row, column in sheet["uncalculated"]),
            merged=tuple((top, left, bottom, right) for top, left, bottom, right in sheet["merged"]),
            second_reader=sheet["second_reader"],
        )
        for sheet in json.loads(text, object_hook=_date_in)
    ]


def _date_in(found: dict[str, Any]) -> Any:
    return dt.date.fromisoformat(found["date"]) if found.keys() == {"date"} else found


def filled(cells: Sequence[Value]) -> list[Value]:
    """The row without the blanks at its end; empty when there is nothing in it."""
    end = len(cells)
    while end and (cells[end - 1] is None or cells[end - 1] == ""):
        end -= 1
    return [None if value == "" else value for value in cells[:end]]
