"""Issues of a file, as data; the words are in `locales/` under `issue.<code>`."""

from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Issue:
    """One finding. An error blocks the file; a warning must be acknowledged; a note is information only."""

    code: str
    severity: Severity = "error"
    sheet: str | None = None
    row: int | None = None
    """As the spreadsheet shows it, from 1."""
    column: str | None = None
    """The spreadsheet's letter, A…"""
    values: dict[str, Any] = field(default_factory=dict)
    """Fills the blanks of the sentence; plain str, int, float or lists of str, so that it can be stored."""

    @property
    def cell(self) -> str:
        """C14, row 14, or nothing."""
        return f"{self.column or ''}{self.row or ''}"
