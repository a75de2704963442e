"""The month's page: a document that is dropped on it, told to be as published or not."""

import re
from dataclasses import replace

import pytest

from reports.versions import published
from store.database import open_engine
from tests.conftest import NOW, VIEWER
from tests.pages.conftest import html, page
from views.documents.papers import Asked, Paper, document_of
from views.documents.workshop import stop
from views.documents.writers.pdf import pdf


@pytest.fixture(scope="module")
def brief(sample_url):
    engine = open_engine(sample_url)
    with engine.connect() as connection:
        data = published(connection, VIEWER)
        yield document_of(Asked(connection, data, VIEWER, NOW), Paper("brief", data.all_months()[0].code, "vi"))
    engine.dispose()
    stop()


def dropped(app, content: bytes):
    drawn = page(app, "data/month.py")
    return drawn.file_uploader(key="verify_file").upload("tóm tắt.pdf", content).run(timeout=60)


def test_a_paper_as_it_was_made_is_told_to_be_so(app, brief):
    drawn = dropped(app, pdf(brief, "vi", one_page=True))

    assert not drawn.exception
    assert "Tài liệu tự nhận là: tóm tắt một trang, tháng 10/2026, bản 2" in html(drawn)
    assert "Không có chữ nào, số nào trong tài liệu khác" in html(drawn)
    assert "vẫn đúng như khi công bố" in html(drawn)


def test_what_somebody_wrote_into_a_paper_is_shown_as_text(app, brief):
    hostile = replace(brief, sentences=(*brief.sentences, "<img src=x onerror=alert(1)>"))

    drawn = dropped(app, pdf(hostile, "vi", one_page=True))

    assert not drawn.exception
    assert "1 chỗ trong tài liệu khác" in html(drawn)
    assert "&lt;img src=x" in html(drawn) and "<img" not in html(drawn)


@pytest.mark.parametrize("content", [b"%PDF-1.7 hong", b"chu", b"PK\x03\x04"])
def test_what_is_no_paper_is_one_sentence(app, content):
    drawn = dropped(app, content)

    assert not drawn.exception
    assert len(re.findall(r'role="alert"', html(drawn))) == 1
