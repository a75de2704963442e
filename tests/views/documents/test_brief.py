"""The month on one page: exactly one, whatever the month, the language and what people typed; and its figures are the
overview's."""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from actions.tasks import steps
from core.periods import Period, parse
from core.settings import ROOT
from core.tasks import Details, Person
from core.words import LANGUAGES, in_unit, number
from reports.brief import Brief, brief_of
from reports.versions import published
from store.database import open_engine, writing
from tests.conftest import NOW, VIEWER
from tests.samples import sample_of
from tests.tiers import TIER
from views.documents.brief import brief_document
from views.documents.document import Column, Document, Table
from views.documents.paper_error import PaperError
from views.documents.workshop import paper, stop
from views.documents.writers.pdf import pdf
from views.wording.targets import goal

pytestmark = pytest.mark.slow
NASTY = '#eval("1+1") *_$x$_* <b>nháp</b> \\ @x // ' + "Thừa Thiên Huế – Quỳ Hợp"


@pytest.fixture(scope="module", params=["nghe-an", "phu-tho"])
def sample(request, tmp_path_factory):
    engine = open_engine(sample_of(request.param, tmp_path_factory.mktemp("brief") / "namro.db", tmp_path_factory))
    yield engine
    engine.dispose()


def brief(connection, viewer, month: Period | None, *, now: dt.datetime) -> Brief:
    return brief_of(connection, published(connection, viewer), viewer, month, now=now)


def text_of(content: bytes) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext (Debian's poppler-utils) to read the page with")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def months(connection) -> list[Period]:
    known = published(connection, VIEWER).all_months()
    return known if TIER == "all" else known[::9]


def test_every_month_is_one_page_in_both_languages(sample):
    with sample.connect() as connection:
        data = published(connection, VIEWER)
        for month in months(connection):
            found = brief_of(connection, data, VIEWER, month, now=NOW)
            for language in LANGUAGES:
                content = pdf(brief_document(found, language), language, one_page=True)
                assert content.startswith(b"%PDF-1.7") and b"pdfuaid" in content and b"pdfaid" in content
                assert "1/1" in text_of(content), (month.code, language)


def test_its_figures_are_those_of_the_overview(sample):
    with sample.connect() as connection:
        found = brief(connection, VIEWER, None, now=NOW)
    text = " ".join(text_of(pdf(brief_document(found, "vi"), "vi", one_page=True)).split())
    province = found.overview.groups[0]
    for rate in province.rates:
        printed = in_unit("vi", rate.now, rate.measure.unit, target=goal(rate.target))
        assert " ".join(printed.split()) in text
    for place in found.overview.late_places:
        assert place.unit.name in text and number("vi", place.late) in text
    assert found.code and found.code in text


def test_a_first_month_has_no_columns_that_compare(sample):
    with sample.connect() as connection:
        known = published(connection, VIEWER).all_months()
        document = brief_document(brief(connection, VIEWER, min(known, key=lambda each: each.start), now=NOW), "vi")
    captions = [column.caption for column in document.tables[0].columns]
    assert captions[:2] == ["Chỉ số", "Tháng này"] and "Cùng kỳ năm trước" not in captions
    assert all(len(row) == len(captions) for row in document.tables[0].rows)


def test_a_target_that_nobody_decided_is_an_example_on_paper_too(sample):
    with sample.connect() as connection:
        found = brief(connection, VIEWER, None, now=NOW)
    rates = found.overview.groups[0].rates
    names = [each.measure.short["vi"] for each in rates if each.target and each.target.illustrative]
    said = f"Chỉ tiêu là minh họa, tỉnh chưa quy định: {', '.join(names)}."
    assert names and said in brief_document(found, "vi").sentences
    decided = [
        replace(each, target=each.target and each.target.model_copy(update={"illustrative": False})) for each in rates
    ]
    first = replace(found.overview.groups[0], rates=tuple(decided))
    other = replace(found, overview=replace(found.overview, groups=(first, *found.overview.groups[1:])))
    assert "minh họa, tỉnh" not in " ".join(brief_document(other, "vi").sentences)


def test_what_people_typed_is_printed_as_they_typed_it_and_fits(sample_engine):
    person = (Person(NASTY * 90, "SNV"),)
    details = Details(
        content=NASTY * 30,
        staff=person,
        leaders=person,
        deadline=dt.date(2026, 11, 20),
        product="x",
        proof="y",
        units=("SNV",),
    )
    with writing(sample_engine) as connection:
        for _ in range(30):
            code = steps.draft(connection, VIEWER, details, at=NOW - dt.timedelta(days=40))
            steps.issue(connection, VIEWER, code, at=NOW - dt.timedelta(days=40))
    with sample_engine.connect() as connection:
        found = brief(connection, VIEWER, parse("2026-10"), now=NOW + dt.timedelta(days=3))
    content = pdf(brief_document(found, "vi"), "vi", one_page=True)
    text = text_of(content)
    assert '#eval("1+1")' in text and "Thừa Thiên Huế – Quỳ Hợp" in " ".join(text.split())
    assert "1/1" in text


@pytest.fixture
def sample_engine(tmp_path, tmp_path_factory):
    engine = open_engine(sample_of("nghe-an", tmp_path / "own.db", tmp_path_factory))
    yield engine
    engine.dispose()


def document(rows: int) -> Document:
    table = Table("Bảng", (Column("Đơn vị"), Column("Số", "whole")), tuple((f"Xã {n}", n) for n in range(rows)))
    return Document((table,), title="Nghệ An – Quỳ Hợp", dated=dt.date(2026, 11, 30))


def test_what_does_not_fit_on_one_page_is_a_fault_and_never_cut():
    with pytest.raises(PaperError, match="more than one page"):
        pdf(document(200), "vi", one_page=True)
    text = text_of(pdf(document(200), "vi"))
    assert "Xã 199" in text
    assert text.count("Đơn vị") > 1, "the header is on every page"


def test_the_same_document_gives_the_same_bytes_also_from_the_other_process():
    try:
        assert paper(document(3), "vi") == pdf(document(3), "vi") == paper(document(3), "vi")
    finally:
        stop()


def test_a_letter_that_the_typeface_lacks_is_a_question_mark():
    typed = "漢 😀 → ﬁ №5 a\0b \ud800 \u202eđúng\ufeff Quỳ"
    table = Table("Bảng", (Column(typed), Column("Số", "whole")), ((typed, 1),), none=typed)
    content = pdf(Document((table,), title=typed, sentences=(typed,), foot=typed, dated=dt.date(2026, 11, 30)), "vi")
    assert text_of(content).count("? ? ? fi No5 ab ? đúng Quỳ") == 5


def test_the_process_of_documents_ends_with_the_server(tmp_path):
    """Killed, a server ends no pool: its process waited for work for ever, with all its memory."""
    script = tmp_path / "server.py"
    script.write_text(
        "import os, signal\n"
        "from views.documents import workshop\n"
        "if __name__ == '__main__':\n"
        "    print(workshop._process().submit(os.getpid).result(), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
    process = int(done.stdout)
    for _ in range(100):
        if not Path(f"/proc/{process}").exists() or "\nState:\tZ" in Path(f"/proc/{process}/status").read_text():
            return
        time.sleep(0.1)
    os.kill(process, signal.SIGKILL)
    pytest.fail("the process of documents outlives the server")
