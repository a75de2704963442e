"""PowerPoint: charts and tables that can be edited, and none that runs off its slide."""

import io

import pptx
import pytest

from tests.views.documents.writers.conftest import NAMES, VALUES
from views.documents.writers.pptx import ROWS, slides

pytestmark = pytest.mark.slow


@pytest.fixture
def deck(document):
    return pptx.Presentation(io.BytesIO(slides(document, "vi")))


def of_kind(deck, name: str) -> list:
    return [getattr(shape, name) for slide in deck.slides for shape in slide.shapes if getattr(shape, f"has_{name}")]


def test_the_chart_is_one_of_powerpoint_with_the_numbers(deck):
    (chart,) = of_kind(deck, "chart")
    (series,) = chart.plots[0].series
    assert tuple(series.values) == VALUES[::-1]
    assert list(chart.plots[0].categories) == [name.replace("\x07", "") for name in NAMES[::-1]]


def test_a_long_table_goes_on_with_its_captions(deck):
    tables = of_kind(deck, "table")
    rows = sum(len(table.rows) - 1 for table in tables)
    assert rows == 3 + 131 and all(len(table.rows) <= ROWS + 1 for table in tables)
    long = [table for table in tables if len(table.columns) == 3]
    assert {table.cell(0, 0).text for table in long} == {"Đơn vị"}


def test_nothing_lies_outside_its_slide(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height


def test_what_is_drawn_says_what_it_shows(deck):
    described = [
        shape._element.nvGraphicFramePr.cNvPr.get("descr")
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_chart or shape.has_table
    ]
    assert all(described) and "Tỷ lệ đúng hạn của ba xã" in described
