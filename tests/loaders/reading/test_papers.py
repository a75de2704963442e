"""Papers that come back are parsed in the child: whatever is wrong with one is one clear sentence."""

import io
import os
import zipfile

import docx
import openpyxl
import pptx
import pytest
from pypdf import PdfWriter
from pypdf.annotations import FreeText

from core.errors import UnreadableFileError
from core.words import LANGUAGES, explain
from loaders.papers import from_json, to_json
from loaders.reading import fence, precheck


def bytes_of(saved) -> bytes:
    content = io.BytesIO()
    saved(content)
    return content.getvalue()


def blank_pdf(**about: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata(about)
    return bytes_of(writer.write)


def encrypted_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("kín", algorithm="RC4-128")
    return bytes_of(writer.write)


def bomb(kind: str) -> bytes:
    """A Word file whose text is 300 MB, in a few hundred kilobytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(kind, "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * 2**20)
    return content.getvalue()


def zipped(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return content.getvalue()


def word(*lines: str) -> bytes:
    paper = docx.Document()
    for each in lines:
        paper.add_paragraph(each)
    return bytes_of(paper.save)


RUBBISH = os.urandom(1 << 16) * 320
BAD = {
    "nothing": (b"", "empty"),
    "a text": ("Tỷ lệ đúng hạn".encode(), "not_a_paper"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 99, "not_a_paper"),
    "20 MB of rubbish": (RUBBISH, "not_a_paper"),
    "20 MB of rubbish called a PDF": (b"%PDF-1.7\n" + RUBBISH[: 2**24], "paper_broken"),
    "more than 20 MB": (b"%PDF-1.7\n" + RUBBISH + RUBBISH[:99], "too_big"),
    "a cut PDF": (blank_pdf()[:150], "paper_broken"),
    "a locked PDF": (encrypted_pdf(), "paper_locked"),
    "a bomb": (bomb("word/document.xml"), "paper_refused"),
    "a bomb of slides": (bomb("ppt/presentation.xml"), "paper_refused"),
    "a zip": (zipped(**{"a.txt": b"a"}), "not_a_paper"),
    "macros": (zipped(**{"word/document.xml": b"<a/>", "word/vbaProject.bin": b""}), "paper_refused"),
    "entities": (zipped(**{"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "paper_refused"),
    "half a Word file": (zipped(**{"word/document.xml": b"<a/>", "[Content_Types].xml": b"<Types/>"}), "paper_broken"),
    "half a zip": (word("a")[:900], "paper_broken"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told_in_one_sentence(name):
    content, reason = BAD[name]

    with pytest.raises(UnreadableFileError) as refused:
        fence.words(content)

    assert refused.value.reason == reason
    for language in LANGUAGES:
        assert "\n" not in explain(language, refused.value)


def test_the_words_of_every_kind_come_back_in_their_order():
    paper = docx.Document()
    paper.core_properties.keywords = "namro:report=x"
    paper.add_paragraph("Thừa Thiên Huế")
    grid = paper.add_table(rows=1, cols=2)
    grid.rows[0].cells[0].text, grid.rows[0].cells[1].text = "Sở Nội vụ", "95,1 %"
    paper.sections[0].footer.paragraphs[0].text = "Bản 2"
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text_frame.text = "Quỳ Hợp"
    book = openpyxl.Workbook()
    book.active.append(["namro:report=y", 95.1, None, "Đạt chưa"])

    found = fence.words(bytes_of(paper.save))
    assert found.keywords == "namro:report=x"
    assert [" ".join(each.words) for each in found.lines] == ["Thừa Thiên Huế", "Sở Nội vụ 95,1 %", "Bản 2"]
    assert fence.words(bytes_of(deck.save)).lines == (("1", ("Quỳ", "Hợp"), ()),)
    sheet = fence.words(bytes_of(book.save))
    assert sheet.keywords == "namro:report=y"
    assert sheet.lines == (("Sheet", ("namro:report=y", "95.1", "Đạt", "chưa"), ("A1", "B1", "D1", "D1")),)
    assert fence.words(blank_pdf(**{"/Keywords": "namro:report=z"})).keywords == "namro:report=z"
    assert from_json(to_json(sheet)) == sheet


def test_a_note_laid_on_a_page_is_told():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_annotation(0, FreeText(text="99,9 %", rect=(10, 10, 90, 30)))

    assert [each.words for each in fence.words(bytes_of(writer.write)).lines] == [("[note]", "99,9", "%")]


def test_a_paper_that_is_longer_than_ours_is_refused():
    with pytest.raises(UnreadableFileError, match="too_many_words"):
        fence.words(word(*["a b c d e f g h i j" * 200] * 120))


def test_a_spreadsheet_is_still_judged_as_one():
    with pytest.raises(UnreadableFileError, match="not_a_spreadsheet"):
        precheck.kind_of(word("a"))
