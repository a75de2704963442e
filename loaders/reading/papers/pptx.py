"""The words of slides, one after the other: texts, tables, the numbers of charts, notes."""

import hashlib
import io
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import pptx
from pptx.exc import PythonPptxError

from core.errors import UnreadableFileError
from loaders.papers import Line, Words, line


def read(content: bytes) -> Words:
    """
    Raises:
        UnreadableFileError: broken.
    """
    try:
        deck = pptx.Presentation(io.BytesIO(content))
        lines = [each for number, slide in enumerate(deck.slides, 1) for each in _slide(str(number), slide)]
        return Words("pptx", deck.core_properties.keywords, tuple(each for each in lines if each.words))
    # lxml tells broken XML by a SyntaxError.
    except (PythonPptxError, SyntaxError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise UnreadableFileError("broken") from error


def _slide(place: str, slide: Any) -> Iterator[Line]:
    yield from _shapes(place, slide.shapes)
    if slide.has_notes_slide:
        yield from _shapes(place, slide.notes_slide.shapes)


def _shapes(place: str, shapes: Any) -> Iterator[Line]:
    for shape in shapes:
        if shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:
                yield line(place, paragraph.text)
        if getattr(shape, "has_table", False) and shape.has_table:
            for row in shape.table.rows:
                yield line(place, *(cell.text for cell in row.cells))
        if getattr(shape, "has_chart", False) and shape.has_chart:
            yield from _chart(place, shape.chart)
        if hasattr(shape, "image"):
            yield line(place, f"[picture-{hashlib.sha256(shape.image.blob).hexdigest()[:8]}]")
        if hasattr(shape, "shapes"):
            yield from _shapes(place, shape.shapes)


def _chart(place: str, chart: Any) -> Iterator[Line]:
    """A line a mark: its name and the value of each series, as they are drawn."""
    for plot in chart.plots:
        yield line(place, *(series.name for series in plot.series))
        for name, *values in zip_longest(plot.categories, *(series.values for series in plot.series)):
            yield line(place, name, *("" if value is None else f"{value:.12g}" for value in values))
