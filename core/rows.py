"""A row of a list as text: its cells by column, their positions, and issues about them."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.issues import Issue, Severity

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)


@dataclass(frozen=True)
class Row:
    """Cells by column name, as text, and their positions."""

    cells: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    number: int | None = None
    letters: Mapping[str, str] = field(default_factory=dict)
    """The spreadsheet's letter of each column."""

    def issue(self, issue: str, column: str | None = None, severity: Severity = "error", /, **values: Any) -> Issue:
        """A finding about this row, or about one of its cells."""
        return Issue(issue, severity, self.sheet, self.number, self.letters.get(column or ""), values)


def day(text: str) -> dt.date | None:
    """2025-07-01 or 01/07/2025; None for a blank.

    Raises:
        ValueError: it is no day.
    """
    if not text:
        return None
    if parts := _DAY_FIRST.fullmatch(text):
        return dt.date(int(parts[3]), int(parts[2]), int(parts[1]))
    return dt.date.fromisoformat(text)
