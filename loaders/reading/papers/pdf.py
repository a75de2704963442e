"""The words of a PDF, in the order in which it prints them; what stands on it as a note or a picture is told too."""

import io
from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from core.errors import UnreadableFileError
from loaders.papers import Line, Words, line

MOST_PAGES = 600
NOTE, PICTURE = "[note]", "[picture]"
"""What our papers never have, and what can hide or replace what is printed."""


def read(content: bytes) -> Words:
    """
    Raises:
        UnreadableFileError: encrypted, broken, too_many_words.
    """
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise UnreadableFileError("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise UnreadableFileError("too_many_words")
        keywords = str(reader.metadata.get("/Keywords", "") if reader.metadata else "")
        lines = [each for number, page in enumerate(reader.pages, 1) for each in _lines(str(number), page)]
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, ArithmeticError) as error:
        # What pypdf raises where an object is another than the format says.
        raise UnreadableFileError("broken") from error
    return Words("pdf", keywords, tuple(lines))


def _lines(place: str, page: PageObject) -> Iterator[Line]:
    for text in page.extract_text().splitlines():
        yield line(place, text)
    for each in page.annotations or ():
        note = each.get_object()
        if note.get("/Subtype") != "/Link":
            yield line(place, NOTE, note.get("/Contents", ""))
    for _ in page.images:
        yield line(place, PICTURE)
