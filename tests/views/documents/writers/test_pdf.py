"""Charts, chapters and a table of contents on paper."""

import dataclasses
import shutil
import subprocess

import pytest

from views.charts.ranking import LINE
from views.charts.specification import TEXT
from views.documents.document import Column, Table
from views.documents.writers.drawing import INK, dressed
from views.documents.writers.pdf import pdf

pytestmark = pytest.mark.slow


def text_of(content: bytes) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext (Debian's poppler-utils) to read the page with")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def test_a_chart_is_drawn_in_letters_that_can_be_read_and_found(document):
    said = text_of(pdf(document, "vi"))
    # Once in the chart, once in the table that is its twin.
    assert said.count("Phường Trường Vinh") == 2
    assert "Xã số 130" in said and said.count("Ngày") > 2, "the captions are repeated on every page"


def test_a_long_document_has_a_table_of_contents_and_begins_chapters_on_a_new_page(document):
    long = dataclasses.replace(document, contents="Mục lục")
    pages = text_of(pdf(long, "vi")).split("\f")
    assert "Mục lục" in pages[0] and "Chương hai" in pages[0]
    begun = next(page for page in pages[1:] if "Chương hai" in page)
    assert begun.strip().startswith("Chương hai")


def test_the_same_document_gives_the_same_bytes(document):
    assert pdf(document, "vi") == pdf(document, "vi")


def test_what_is_said_of_a_chart_stands_on_its_page(document):
    chart = dataclasses.replace(document.tables[0], sentences=("Câu nói về biểu đồ.",))
    for rows in range(20, 44, 3):
        filler = Table("Trước", (Column("Đơn vị"),), tuple((f"Xã {number}",) for number in range(rows)))
        pages = text_of(pdf(dataclasses.replace(document, tables=(filler, chart)), "vi")).split("\f")
        said = next(page for page in pages if "Câu nói về biểu đồ." in page)
        assert "Phường Trường Vinh" in said, rows


def test_greys_of_the_screen_are_ink_on_paper():
    assert {LINE, TEXT} == set(INK)
    drawn = dressed({"mark": {"type": "text", "color": LINE}, "title": {"color": TEXT}})
    assert drawn["mark"]["color"] == INK[LINE] and drawn["title"]["color"] == INK[TEXT]
