"""The words of a paper in one format-independent form: all that crosses from the parsing child, as JSON."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

PaperKind = Literal["pdf", "docx", "pptx", "xlsx"]


class Line(NamedTuple):
    """A line of a page, a paragraph, or a row of a table."""

    place: str
    """The page or slide, from 1; the sheet's name; blank in a Word file, which has neither."""
    words: tuple[str, ...]
    cells: tuple[str, ...] = ()
    """Of each word the cell it stands in, in a workbook: B7."""


@dataclass(frozen=True)
class Words:
    """What a paper says, in its own order, and what it says of itself beside."""

    kind: PaperKind
    keywords: str
    lines: tuple[Line, ...]


MOST_WORDS = 200_000
"""More than any paper of ours has."""


def line(place: str, *texts: object) -> Line:
    return Line(place, tuple(word for text in texts for word in str(text).split()))


def to_json(words: Words) -> bytes:
    plain = {"kind": words.kind, "keywords": words.keywords, "lines": words.lines}
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode()


def from_json(body: bytes) -> Words:
    """
    Raises:
        ValueError, KeyError, TypeError: it is no such JSON.
    """
    plain = json.loads(body)
    return Words(plain["kind"], str(plain["keywords"]), tuple(_lines(plain["lines"])))


def _lines(given: Iterable[tuple[str, list[str], list[str]]]) -> Iterable[Line]:
    for place, words, cells in given:
        yield Line(str(place), tuple(map(str, words)), tuple(map(str, cells)))
