"""Slides, bundle, PowerPoint and conclusions say the same numbers, whatever people typed."""

import dataclasses
import datetime as dt
import html
import io
import re
import shutil
import subprocess

import docx
import pptx
import pytest

from actions.meetings import preparing, recording
from core.meetings import Item, Outcome, Plan
from core.tasks import Details
from core.words import LANGUAGES
from reports.meetings.agenda import known, proposed
from reports.versions import published
from store import meetings
from store.database import open_engine, writing
from tests.conftest import NOW, VIEWER
from tests.samples import sample_of
from tests.views.documents.test_brief import text_of
from views.documents.conclusions import conclusions_document
from views.documents.deck import Beside
from views.documents.document import values_of
from views.documents.slides import slides_document
from views.documents.writers.docx import word
from views.documents.writers.html import slides_page
from views.documents.writers.pptx import slides
from views.wording.meetings import question

pytestmark = pytest.mark.slow
NASTY = "</script><script>alert(1)</script> <b>nháp</b> \x07 {{ 7*7 }} “Quỳ Hợp – Thừa Thiên Huế”"
PLAIN = NASTY.replace("\x07", "")
ON = dt.date(2026, 12, 3)


@pytest.fixture(scope="module", params=["nghe-an", "phu-tho"])
def engine(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("papers") / "namro.db"
    found = open_engine(sample_of(request.param, path, tmp_path_factory))
    yield found
    found.dispose()


@pytest.fixture(scope="module")
def meeting(engine):
    with writing(engine) as connection:
        data = published(connection, VIEWER)
        about = known(connection, data, VIEWER, data.all_months()[0], now=NOW)
        items = [*proposed(about, ON), Item("other", "1", 5, NASTY)]
        code = preparing.prepare(connection, VIEWER, Plan(ON, about.month, NASTY), items, at=NOW)
        said = Outcome(0, "numbers:", "decision", NASTY, leader=NASTY)
        recording.record(connection, VIEWER, code, said, None, at=NOW)
        recording.record(connection, VIEWER, code, dataclasses.replace(said, kind="information"), None, at=NOW)
        # Read after it was recorded.
        about = known(connection, data, VIEWER, about.month, now=NOW)
        return meetings.of_code(connection, code), about


def figures(text: str) -> set[str]:
    """Every number with its unit, as printed."""
    return set(re.findall(r"\d[\d.,]*(?:\u00a0?%)?", text))


def text_of_page(page: str) -> str:
    inside = page[page.index("<main>") : page.index("</main>")]
    return html.unescape(re.sub(r"<[^>]+>", " ", inside))


def text_of_deck(content: bytes) -> str:
    found = []
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_surface_prints_the_same_numbers(meeting, language):
    document = slides_document(*meeting, language)
    page, deck = slides_page(document, language), text_of_deck(slides(document, language))
    for table in document.tables:
        rows = [str(value) for row in table.rows for value in values_of(row) if isinstance(value, str)]
        for line in (table.name, *table.sentences, *rows):
            wanted = figures(line)
            assert wanted <= figures(text_of_page(page)), line
            assert wanted <= figures(deck), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_type_is_text_on_every_surface(meeting, language):
    document = slides_document(*meeting, language)
    page = slides_page(document, language, [Beside(outcomes=(NASTY,))])
    assert "<script>alert(1)" not in page and PLAIN.split()[0] in html.unescape(page)
    assert "49" not in text_of_page(page).split()
    assert "“Quỳ Hợp – Thừa Thiên Huế”" in text_of_deck(slides(document, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_chart_says_undefined(meeting, language):
    page = slides_page(slides_document(*meeting, language), language)
    drawn = re.findall(r"<figure.*?</figure>", page, flags=re.DOTALL)
    for each in drawn:
        # NaN would end a number, null and undefined a text.
        assert not re.search(r"undefined|NaN|>null<", each)
        assert 'aria-label="' in each
    # The second sample has one month: nothing to draw a line of.
    assert bool(drawn) == (len(meeting[1].data.all_months()) > 1)


@pytest.mark.parametrize("layout", ["state", "party"])
def test_the_conclusions_hold_every_outcome_and_what_is_carried_over(meeting, layout):
    held, about = meeting
    held = dataclasses.replace(held, plan=dataclasses.replace(held.plan, layout=layout))
    paper = docx.Document(io.BytesIO(word(conclusions_document(held, about, "vi"), "vi")))
    lines = [paragraph.text for paragraph in paper.paragraphs]
    text = "\n".join(lines)
    assert text.count("Quỳ Hợp – Thừa Thiên Huế") >= 3
    heads = [line for line in lines if re.match(r"(I|II|III|IV)\. ", line)]
    assert heads == ["I. Kết luận", "II. Nhiệm vụ được giao", "III. Ghi nhận", "IV. Chuyển sang phiên họp sau"]
    carried = lines[lines.index("IV. Chuyển sang phiên họp sau") :]
    assert len([line for line in carried if re.match(r"\d+\. ", line)]) == 6  # five questions and what was added
    above = paper.tables[0].rows[0].cells[0].text
    assert above.startswith("TỈNH ỦY" if layout == "party" else "ỦY BAN NHÂN DÂN TỈNH")


def test_the_same_meeting_gives_the_same_slides(meeting):
    document = slides_document(*meeting, "vi")
    assert slides_page(document, "vi") == slides_page(document, "vi")


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice, which `make test-all` installs")
def test_slides_and_conclusions_open_in_libreoffice_with_their_words(meeting, tmp_path):
    (tmp_path / "a.pptx").write_bytes(slides(slides_document(*meeting, "vi"), "vi"))
    (tmp_path / "b.docx").write_bytes(word(conclusions_document(*meeting, "vi"), "vi"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.pptx"), str(tmp_path / "b.docx")], check=True, timeout=180)
    for name in ("a.pdf", "b.pdf"):
        assert "Thừa Thiên Huế" in " ".join(text_of((tmp_path / name).read_bytes()).split())


def test_a_very_long_name_leaves_room_for_the_numbers_of_its_slide(meeting, monkeypatch):
    monkeypatch.setattr("views.documents.slides.said.title", lambda *_: "Ban Quản lý " * 20)
    titles = [table.name for table in slides_document(*meeting, "vi").tables]
    assert max(map(len, titles)) <= 100 and titles[0].endswith("…")


def test_the_question_names_what_its_measure_counts(meeting):
    found = meeting[1].questions
    if found[0].measure.id == "on_time_resolved":
        # “Hồ sơ trễ” are those pending overdue too.
        assert all("giải quyết trễ hạn" in question(each, "vi") for each in found)
    else:
        assert all("hồ sơ trễ hạn" in question(each, "vi") for each in found)


def test_a_task_that_is_not_clear_yet_is_not_printed_as_assigned(engine):
    with writing(engine) as connection:
        data = published(connection, VIEWER)
        about = known(connection, data, VIEWER, data.all_months()[0], now=NOW)
        on = ON + dt.timedelta(7)
        code = preparing.prepare(connection, VIEWER, Plan(on, about.month, ""), proposed(about, on), at=NOW)
        said = Outcome(0, "numbers:", "task", "Rà soát hồ sơ", leader="Nguyễn Văn An")
        kept = recording.record(connection, VIEWER, code, said, Details(content="Rà soát hồ sơ"), at=NOW)
        about = known(connection, data, VIEWER, about.month, now=NOW)
        paper = conclusions_document(meetings.of_code(connection, code), about, "vi")

    assert [row[-1] for row in paper.tables[1].rows] == [f"{kept.task} (dự thảo)"]
