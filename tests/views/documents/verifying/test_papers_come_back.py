"""Every paper that comes back is compared with what was published: nothing differs, or exactly what was changed."""

import datetime as dt
import io
import re
from dataclasses import replace

import docx
import openpyxl
import pptx
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

from actions.data.import_file import import_file
from actions.tasks import steps
from core.errors import NotAllowedError
from core.paper_errors import NotOurPaperError, PaperOfOthersError
from core.tasks import Details, Person
from core.viewer import Viewer, of_roles
from core.words import LANGUAGES, explain
from reports.versions import published
from store.database import writing
from tests.conftest import NOW, VIEWER, accepted, clock
from tests.views.documents.verifying.conftest import EVERY, PROVINCES, office_of
from views.documents.document import Document, Heading, Row, values_of
from views.documents.mark import Mark
from views.documents.stamp import stamp_in, stamp_line
from views.documents.verifying import saying

pytestmark = pytest.mark.slow
READER, MEMBER = of_roles("đọc", ["reader"], []), of_roles("sở", ["unit_member"], ["SNV"])


PAPERS = [
    # Each paper is tried in both languages, each of one province; the other two of the four in `make test-all`.
    pytest.param(province, name, kind, language, marks=[] if (at + row + column) % 2 else [pytest.mark.long])
    for at, province in enumerate(PROVINCES)
    for row, (name, kind) in enumerate(EVERY)
    for column, language in enumerate(LANGUAGES)
]


@pytest.mark.parametrize(("office", "name", "kind", "language"), PAPERS, indirect=["office"])
def test_nothing_differs_in_a_paper_as_it_was_made(office, name, kind, language):
    found = office.check(office.paper(name, kind, language))

    assert (found.unchanged, found.differences, found.kind) == (True, (), kind)
    assert (found.stamp["report"], found.month, found.language) == (name, office.month, language)
    assert found.newest and found.digest_known
    assert found.verified.identical


def changed(document: Document, digits: str) -> tuple[Document, str, str, str, str]:
    """The document with one digit of its last row with such a figure changed: it, the table's name, the column's
    caption, the word in the file, and the word as published."""
    for place in reversed(range(len(document.tables))):
        table = document.tables[place]
        for at in reversed(range(len(table.rows))):
            row = table.rows[at]
            values = () if isinstance(row, Heading) else values_of(row)
            for column in reversed(range(len(values))):
                value = values[column]
                text = value.text if isinstance(value, Mark) else value
                if isinstance(text, str) and re.fullmatch(digits, text):
                    other = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), text, count=1)
                    cell = replace(value, text=other) if isinstance(value, Mark) else other
                    new: Row = (*values[:column], cell, *values[column + 1 :])
                    rows = (*table.rows[:at], new, *table.rows[at + 1 :])
                    tables = (*document.tables[:place], replace(table, rows=rows), *document.tables[place + 1 :])
                    caption = table.filled_columns[column].caption
                    return replace(document, tables=tables), table.name, caption, other.split()[0], text.split()[0]
    raise AssertionError("no such figure")


PERCENT = {"vi": r"\d+,\d\s%", "en": r"\d+\.\d\s?%"}


CHANGED = [(*each, LANGUAGES[at % 2]) for at, each in enumerate(EVERY) if each[0] != "conclusions"]


@pytest.mark.parametrize(("name", "kind", "language"), CHANGED)
def test_one_changed_digit_is_named_with_its_table_row_and_column(small, name, kind, language):
    document, table, caption, other, was = changed(small.document(name, language), PERCENT[language])

    found = small.check(small.file(document, name, kind, language))

    (difference,) = found.differences
    assert (difference.found, difference.published) == (other, was)
    assert (difference.named.table, difference.named.column) == (table, caption)
    assert difference.named.row
    said = saying.difference(difference, found, language)
    assert all(each in said for each in (table, caption, difference.named.row, other, was))
    assert difference.place or kind == "docx"


def test_a_digit_changed_in_word_itself_is_named(small):
    paper = docx.Document(io.BytesIO(small.paper("report", "docx")))
    cell = next(cell for row in paper.tables[1].rows for cell in row.cells if re.match(r"\d", cell.text))
    was = cell.text
    cell.paragraphs[0].runs[0].text = "9" + was
    paper.paragraphs[0].runs[0].text = "Báo cáo khác"
    content = io.BytesIO()
    paper.save(content)

    title, *figures = small.check(content.getvalue()).differences

    assert title.found.startswith("khác") and not title.named.table
    assert [(each.found, each.published) for each in figures] == [("9" + was.split()[0], was.split()[0])]


def test_a_conclusion_that_was_written_otherwise_is_named(small):
    paper = docx.Document(io.BytesIO(small.paper("conclusions", "docx")))
    lines = [each for each in paper.paragraphs if re.match(r"\d\. ", each.text)]
    lines[0].runs[0].text += " thêm một câu"
    content = io.BytesIO()
    paper.save(content)

    found = small.check(content.getvalue())

    (difference,) = found.differences
    assert (difference.found, difference.published) == ("thêm một câu", "")
    assert "bản công bố không có" in saying.difference(difference, found, "vi")


def test_a_mark_of_a_chart_on_a_slide_is_named(small):
    deck = pptx.Presentation(io.BytesIO(small.paper("slides", "pptx")))
    chart = next((shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart), None)
    if chart is None:
        # One month has no series to draw: a text then.
        shape = deck.slides[1].shapes.title
        shape.text_frame.paragraphs[0].runs[0].text = "Số liệu khác"
    else:
        values = list(chart.plots[0].series[0].values)
        data = pptx.chart.data.CategoryChartData()
        data.categories = list(chart.plots[0].categories)
        data.add_series(chart.plots[0].series[0].name, [values[0] + 1, *values[1:]])
        chart.replace_data(data)
    content = io.BytesIO()
    deck.save(content)

    found = small.check(content.getvalue())

    assert len(found.differences) in (1, 2) and not found.unchanged
    assert {each.place for each in found.differences} == {found.differences[0].place}


def test_a_cell_of_the_workbook_is_named_and_so_is_an_added_row(small):
    book = openpyxl.load_workbook(io.BytesIO(small.paper("workbook", "xlsx")))
    sheet = book.worksheets[1]
    cell = next(cell for row in sheet.iter_rows(min_row=6) for cell in row if isinstance(cell.value, float))
    was, cell.value = cell.value, cell.value + 1
    book.worksheets[-1].append(["dòng", "thêm"])
    content = io.BytesIO()
    book.save(content)

    first, *added = small.check(content.getvalue()).differences

    assert (first.place, first.cell) == (sheet.title, cell.coordinate)
    assert (float(first.published), float(first.found)) == (pytest.approx(was), pytest.approx(was + 1))
    assert [(each.found, each.published) for each in added] == [("dòng", ""), ("thêm", "")]


def test_a_paper_stays_unchanged_whatever_is_told_and_published_afterwards(tmp_path_factory):
    office = office_of("phu-tho", tmp_path_factory)
    brief, report = office.paper("brief", "pdf"), office.paper("report", "docx")
    with writing(office.engine) as connection:
        unit = published(connection, VIEWER).ranked_units()[0].code
        person = Person("Lê Văn An", unit)
        details = Details(
            content="Rà soát hồ sơ",
            leaders=(person,),
            staff=(person,),
            deadline=dt.date(2026, 12, 15),
            product="Báo cáo kết quả",
            proof="Văn bản",
            units=(unit,),
        )
        code = steps.draft(connection, VIEWER, details, at=NOW)
    with writing(office.engine) as connection:
        steps.issue(connection, VIEWER, code, at=NOW)
    assert "Rà soát hồ sơ" in str(office.document("report").tables)
    for content in (brief, report):
        found = office.check(content)
        assert found.unchanged and found.newest

    rows = f"unit_code,month,received_online,received_in_person\n{unit},{office.month.code},7,1\n".encode()
    import_file(office.engine, VIEWER, rows, "hai.csv", month=None, clock=clock, note="sửa", reason_for=accepted)

    found = office.check(brief)
    assert found.unchanged and not found.newest
    assert any("bản mới hơn" in line for line in saying.beside(found, "vi"))
    office.engine.dispose()


def test_a_paper_of_who_sees_more_is_not_compared_for_who_sees_less(small):
    whole, own, bare = (small.paper("brief", "pdf", viewer=viewer) for viewer in (VIEWER, MEMBER, READER))

    for viewer, papers in ((MEMBER, (whole,)), (READER, (whole, own))):
        for content in papers:
            with pytest.raises(PaperOfOthersError):
                small.check(content, viewer)
    for viewer, papers in ((VIEWER, (whole, own, bare)), (MEMBER, (own, bare)), (READER, (bare,))):
        for content in papers:
            assert small.check(content, viewer).unchanged
    with pytest.raises(NotAllowedError):
        small.check(bare, Viewer("nobody"))


def test_who_says_to_have_seen_less_is_shown_no_more_than_that(small):
    document = small.document("brief")
    stamp = {**stamp_in(document.stamp), "people": "", "units": ""}

    found = small.check(small.file(replace(document, stamp=stamp_line(stamp)), "brief", "pdf"), READER)

    # What the reader's own brief does not say is told as added, and nothing is told that it does not hold.
    published = " ".join(each.published for each in found.differences)
    reader = str(small.document("brief", viewer=READER).tables)
    assert all(word in reader for word in re.findall(r"[^\W\d]{3,}", published))


@pytest.mark.parametrize(
    "other",
    [
        {"as_of": "99999"}, {"as_of": "1" * 40}, {"as_of": "x"}, {"as_of": "0"}, {"lang": "fr"}, {"report": "all"},
        {"about": "1999-01"}, {"about": "x"}, {"day": "x"}, {"told": "x"}, {"told": "1"}, {"code": "00000000"},
        {"report": "slides"}, {"report": "ranking"},
    ],
)  # fmt: skip
def test_a_stamp_that_names_nothing_of_this_database_is_told_in_one_sentence(small, other):
    document = small.document("brief")
    stamp = {**stamp_in(document.stamp), **other}
    content = small.file(replace(document, stamp=stamp_line(stamp)), "brief", "pdf")

    with pytest.raises(NotOurPaperError) as refused:
        small.check(content)
    assert explain("vi", refused.value).count("\n") == 0


def test_a_digest_that_the_trail_has_not_is_told(small):
    document = small.document("brief")
    stamp = stamp_in(document.stamp)
    forged = "1-0123456789abcdef"
    written = replace(
        document,
        stamp=stamp_line({**stamp, "digest": forged}),
        foot=document.foot.replace(stamp["digest"], forged),
    )

    found = small.check(small.file(written, "brief", "pdf"))

    assert not found.digest_known
    assert any(forged in line for line in saying.beside(found, "vi"))


def test_another_months_numbers_under_this_months_stamp_differ(office):
    document = office.document("brief")
    blank = replace(document, tables=document.tables[:1], sentences=("Không có gì.",))

    found = office.check(office.file(blank, "brief", "pdf"))

    assert len(found.differences) > 1 and any(not each.found for each in found.differences)


def saved_again(content: bytes, text: str = "") -> bytes:
    """By another program, which may lay a text on the first page."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    if text:
        page = DecodedStreamObject()
        page.set_data(f"BT /F1 12 Tf 50 50 Td ({text}) Tj ET".encode())
        drawn = writer._add_object(page)
        first = writer.pages[0]
        fonts = first["/Resources"]["/Font"]
        fonts[NameObject("/F1")] = DictionaryObject(
            {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
             NameObject("/BaseFont"): NameObject("/Helvetica")}
        )  # fmt: skip
        first[NameObject("/Contents")] = ArrayObject([first.raw_get("/Contents"), drawn])
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def test_a_pdf_that_another_program_saved_says_the_same_words_and_is_told_to_be_another_file(small):
    content = small.paper("brief", "pdf")
    as_made, again = small.check(content), small.check(saved_again(content))

    assert (as_made.identical, as_made.unchanged) == (True, True)
    assert (again.identical, again.unchanged) == (False, True)
    assert any("từng byte" in line for line in saying.beside(as_made, "vi"))
    assert any("hình vẽ thì chưa" in line for line in saying.beside(again, "vi"))


def test_a_figure_that_was_laid_on_a_page_is_named(small):
    (difference,) = small.check(saved_again(small.paper("brief", "pdf"), "99,9")).differences

    assert (difference.place, difference.found, difference.published) == ("1", "99,9", "")
