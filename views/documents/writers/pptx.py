"""Writes a document as PowerPoint (.pptx): a slide a table, with charts and tables that can be edited."""

import datetime as dt
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pptx
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches, Pt

from core.spreadsheets import printable
from core.words import Language
from views.documents.document import Chart, Document, Heading, Row, Table, values_of
from views.documents.writers.shown import RIGHT, shown

WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.6)
FONT, TITLE, TEXT, CELL, FOOT = "Arial", 30, 20, 16, 12
"""A typeface that every machine has; sizes in points."""
ROWS = 11
"""Of a table on a slide; a longer one goes on with its captions repeated."""
COLOURS = (RGBColor(0x1F, 0x7A, 0x99), RGBColor(0xC2, 0x71, 0x4F), RGBColor(0x8A, 0x94, 0x9B))


def slides(document: Document, language: Language) -> bytes:
    """The document's file: a title slide, then one or more slides a table."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    first = _slide(deck, document.title, document.foot, size=40)
    _texts(first, [document.above, *document.sentences, document.caution], top=Inches(2.0), height=Inches(4.5))
    for table in document.tables:
        for name, rows in _paged(table):
            slide = _slide(deck, name, document.foot)
            top = Inches(1.35)
            if table.sentences and rows is not None and rows[:1] == table.rows[:1]:
                _texts(slide, table.sentences, top=top, height=Inches(0.45 * len(table.sentences)))
                top += Inches(0.5 * len(table.sentences))
            if rows is None:
                _chart(slide, table.chart, top)
            elif rows:
                _table(slide, table, rows, language, top)
            elif table.none:
                _texts(slide, [table.none], top=top, height=Inches(1))
    about = deck.core_properties
    about.title, about.author, about.keywords = printable(document.title), document.author, document.stamp
    if document.dated:
        about.created = about.modified = dt.datetime.combine(document.dated, dt.time())
    content = BytesIO()
    deck.save(content)
    return content.getvalue()


def _paged(table: Table) -> Iterator[tuple[str, Sequence[Row | Heading] | None]]:
    """The slides of a table: (heading, rows), None for its chart."""
    if table.chart:
        yield table.name, None
    parts = [table.rows[at : at + ROWS] for at in range(0, len(table.rows), ROWS)] or [()]
    for number, rows in enumerate(parts, start=1):
        yield (table.name if len(parts) == 1 else f"{table.name} ({number}/{len(parts)})"), rows


def _slide(deck: Any, title: str, foot: str, *, size: int = TITLE) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    place = slide.shapes.title
    place.left, place.top, place.width, place.height = MARGIN, Inches(0.35), WIDTH - 2 * MARGIN, Inches(0.9)
    place.text_frame.word_wrap = True
    _run(place.text_frame.paragraphs[0], title, size, bold=True)
    place.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    box = slide.shapes.add_textbox(MARGIN, HEIGHT - Inches(0.5), WIDTH - 2 * MARGIN, Inches(0.4))
    box.text_frame.word_wrap = True
    _run(box.text_frame.paragraphs[0], foot, FOOT)
    return slide


def _texts(slide: Any, lines: Sequence[str], *, top: int, height: int) -> None:
    box = slide.shapes.add_textbox(MARGIN, top, WIDTH - 2 * MARGIN, height)
    box.text_frame.word_wrap = True
    for number, line in enumerate(filter(None, lines)):
        paragraph = box.text_frame.add_paragraph() if number else box.text_frame.paragraphs[0]
        _run(paragraph, line, TEXT)


def _run(paragraph: Any, text: str, size: int, *, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = printable(text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT


def _chart(slide: Any, chart: Chart | None, top: int) -> None:
    assert chart is not None  # noqa: S101  `_paged` gives None for a chart alone
    data: Any = CategoryChartData(number_format=chart.number_format)
    # PowerPoint draws the first category of lying bars at the foot.
    backwards = slice(None) if chart.lines else slice(None, None, -1)
    data.categories = [printable(each) for each in chart.labels[backwards]]
    for name, values in chart.series:
        data.add_series(printable(name), values[backwards])
    kind = XL_CHART_TYPE.LINE_MARKERS if chart.lines else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, MARGIN, top, WIDTH - 2 * MARGIN, HEIGHT - top - Inches(0.6), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", printable(chart.alt))
    drawn = frame.chart
    drawn.font.size, drawn.font.name = Pt(14), FONT
    drawn.has_legend = len(chart.series) > 1
    drawn.has_title = False
    plot = drawn.plots[0]
    plot.has_data_labels = len(chart.series) == 1 and not chart.lines
    if plot.has_data_labels:
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = chart.number_format, False
    for series, colour in zip(plot.series, COLOURS, strict=False):
        filled = series.format.line.color if chart.lines else series.format.fill
        if not chart.lines:
            filled.solid()
        (filled if chart.lines else filled.fore_color).rgb = colour


def _table(slide: Any, table: Table, rows: Sequence[Row | Heading], language: Language, top: int) -> None:
    columns = table.filled_columns
    room = WIDTH - 2 * MARGIN
    frame = slide.shapes.add_table(len(rows) + 1, len(columns), MARGIN, top, room, Inches(0.4) * (len(rows) + 1))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", printable(table.name))
    grid = frame.table
    total = sum(column.width for column in columns)
    for place, each in zip(grid.columns, columns, strict=True):
        place.width = room * each.width // total
    head = [column.caption for column in columns]
    texts = [head] + [
        [shown(value, column.kind, language) for value, column in zip(values_of(row), columns, strict=False)]
        for row in rows
    ]
    for at, line in enumerate(texts):
        for column, cell, text in zip(columns, grid.rows[at].cells, line, strict=False):
            paragraph = cell.text_frame.paragraphs[0]
            _run(paragraph, text, CELL, bold=at == 0 or isinstance(rows[at - 1], Heading))
            paragraph.alignment = PP_ALIGN.RIGHT if column.kind in RIGHT else PP_ALIGN.LEFT
