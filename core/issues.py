"""Issues of a file, as data; the words are in `locales/` under `issue.<code>`."""

from collections.abc import Sequence
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


def grouped(issues: Sequence[Issue]) -> list[list[int]]:
    """The places of findings of one kind, in the order in which the kinds first appear: one reason answers for each."""
    found: dict[tuple[str, str], list[int]] = {}
    for place, issue in enumerate(issues):
        found.setdefault((issue.severity, issue.code), []).append(place)
    return list(found.values())
