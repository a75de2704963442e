"""Word: headings that are headings, captions that repeat, text that stays text, and the layout of official papers."""

import dataclasses
import io

import docx
import pytest
from docx.oxml.ns import qn

from tests.views.documents.writers.conftest import NAMES
from views.documents.writers.docx import word

pytestmark = pytest.mark.slow


def opened(document, language="vi"):
    return docx.Document(io.BytesIO(word(document, language)))


def lines(paper) -> list[str]:
    return [paragraph.text for paragraph in paper.paragraphs]


def test_headings_are_headings_and_captions_repeat(document):
    paper = opened(document)
    heads = {each.text for each in paper.paragraphs if each.style.name.startswith("Heading")}
    assert heads == {"Biểu đồ", "Chương hai", "Bảng dài", "Bảng trống"}
    for table in paper.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows[1:])
    assert [len(table.rows) for table in paper.tables] == [4, 132]
    assert "Không có gì." in lines(paper)


def test_values_are_printed_as_on_the_page_and_typed_text_is_text(document):
    paper = opened(document)
    cells = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert cells[1] == ["Xã Kim Liên", "98,50"]
    assert cells[3][0] == NAMES[2].replace("\x07", "")
    assert paper.tables[1].rows[2].cells[2].text == "01/10/2026"
    assert not paper.element.xpath("//w:hyperlink | //w:fldSimple")


def test_the_chart_is_a_picture_that_says_what_it_shows(document):
    shown = opened(document).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shown] == ["Tỷ lệ đúng hạn của ba xã"]


@pytest.mark.parametrize(("layout", "first"), [("state", "CỘNG HÒA XÃ HỘI"), ("party", "ĐẢNG CỘNG SẢN")])
def test_an_official_paper_has_the_layout_of_its_kind(document, official, layout, first):
    """Decree 30/2020/NĐ-CP, appendix I; a paper of the Party has no national motto."""
    paper = opened(dataclasses.replace(document, official=dataclasses.replace(official, layout=layout)))
    above = paper.tables[0].rows[0].cells[1].text
    assert above.startswith(first)
    assert ("Độc lập - Tự do - Hạnh phúc" in above) == (layout == "state")
    assert "Nghệ An, ngày 05 tháng 11 năm 2026" in above
    assert "Số:      /TB-BCĐ" in paper.tables[0].rows[0].cells[0].text
    assert "- Thường trực Tỉnh ủy;\n- Lưu: VT." in paper.tables[-1].rows[0].cells[0].text
    section = paper.sections[0]
    assert [round(each.cm, 1) for each in (section.top_margin, section.left_margin)] == [2.0, 3.0]
    # The number stands above, in the middle, and not on the first page.
    assert section.different_first_page_header_footer and "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    below = paper.tables[-1].rows[0].cells
    assert "Thường trực Tỉnh ủy" in below[0].text and "TRƯỞNG BAN" in below[1].text
    assert paper.styles["Normal"].font.name == "Times New Roman"
