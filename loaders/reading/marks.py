"""The marks to paint into a workbook, in the form sent to the parsing child: plain words and places."""

from collections.abc import Sequence
from typing import NamedTuple


class Mark(NamedTuple):
    """One cell to paint, and its comment."""

    sheet: str | None
    row: int
    column: str
    severity: str
    text: str


class Listed(NamedTuple):
    """One line of the list in front."""

    severity: str
    word: str
    """The severity in words."""
    sheet: str | None
    cell: str
    """Where its link goes; blank for the sheet as a whole."""
    place: str
    sentence: str


class Paint(NamedTuple):
    """Everything to be written, in the reader's language."""

    marks: Sequence[Mark]
    listed: Sequence[Listed]
    sheet: str
    """The name of the sheet in front."""
    heading: str
    lead: str
    captions: Sequence[str]
    values_sheet: str
    """The name of the sheet of a format that has no sheets."""


def from_plain(plain: Sequence[Sequence[Sequence[str]]]) -> Paint:
    """The paint that came through JSON, where tuples are lists."""
    marks, listed, *words = plain
    return Paint([Mark(*each) for each in marks], [Listed(*each) for each in listed], *words)  # type: ignore[arg-type]
