"""The review sheet: departments on one page whatever the month, communes on pages with their captions; its figures and
signs are the ranking's."""

import io
import re
from math import isnan

import docx
import pytest

from core.errors import NoDataError, NotAllowedError
from core.viewer import of_roles
from core.words import LANGUAGES, t
from reports.review import review_of
from reports.versions import published
from store.database import open_engine
from tests.conftest import NOW, VIEWER
from tests.samples import sample_of
from tests.views.documents.test_brief import months, text_of
from views.documents.document import Column, Document, Table, values_of
from views.documents.mark import Mark, Sign
from views.documents.review import NAMED, review_document
from views.documents.writers.docx import word
from views.documents.writers.pdf import pdf
from views.documents.writers.xlsx import workbook

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["nghe-an", "phu-tho"])
def sample(request, tmp_path_factory):
    engine = open_engine(sample_of(request.param, tmp_path_factory.mktemp("review") / "namro.db", tmp_path_factory))
    yield engine
    engine.dispose()


def review(engine, kind, month=None, viewer=VIEWER):
    with engine.connect() as connection:
        data = published(connection, VIEWER)
        return review_of(connection, data, viewer, month or data.all_months()[0], kind, now=NOW)


def test_departments_are_one_page_in_every_month_and_language(sample):
    with sample.connect() as connection:
        known = months(connection)
    for month in known:
        found = review(sample, "department", month)
        for language in LANGUAGES:
            content = pdf(review_document(found, language), language)
            assert b"pdfuaid" in content
            assert "1/1" in text_of(content), (month.code, language)


def test_communes_are_all_there_on_pages_with_their_captions(sample):
    found = review(sample, "commune")
    text = text_of(pdf(review_document(found, "vi"), "vi"))
    pages = [page for page in text.split("\f") if page.strip()]

    assert len(found.units) > 100 and len(pages) > 3
    for page in pages[:-1]:
        assert t("vi", "ranking.unit") in page
    rows = [value for row in review_document(found, "vi").tables[0].rows if (value := values_of(row)[0])]
    assert len(rows) == len(found.units)
    assert sum(text.count(unit.name) > 0 for unit in found.units) > 0.9 * len(found.units)  # others are broken in two


def test_every_figure_and_sign_is_the_rankings(sample):
    found = review(sample, "department")
    table = review_document(found, "vi").tables[0]
    assert [values_of(row)[0] for row in table.rows] == [unit.name for unit in found.units]
    seen = set()
    for place, ranking in enumerate(found.rankings, start=1):
        by_code = ranking.table.set_index("unit_code")
        for unit, row in zip(found.units, table.rows, strict=True):
            mark, facts = values_of(row)[place], by_code.loc[unit.code]
            letters = {sign.letter: sign for sign in mark.signs}
            certainty = facts["certainty"]
            assert ("Đ" in letters) == certainty.startswith("met")
            assert ("C" in letters) == certainty.startswith("missed")
            if certainty:
                first = mark.signs[0]
                assert (first.sure, first.bad) == (certainty.endswith("_sure"), certainty.startswith("missed"))
            improved = set(ranking.progress.who("improved")["unit_code"]) if ranking.progress else set()
            assert ("+" in letters) == (unit.code in improved)
            assert mark.strong == bool(facts["to_target"] < 0)
            assert (mark.text == "–") == isnan(facts["value"])
            known = [height for height in mark.heights if height is not None]
            assert all(0 <= height <= 1 for height in known)
            assert len(known) == sum(not isnan(value) for value in facts["series"])
            seen |= set(letters)
    assert {"Đ", "C"} <= seen


def test_what_is_out_of_the_ordinary_is_named_and_the_rest_counted(sample):
    found = review(sample, "commune")
    lines = review_document(found, "vi").tables[1].sentences
    if found.silent:
        silent = next(line for line in lines if line.startswith("Chưa báo cáo"))
        assert all(unit.name in silent for unit in found.silent[:NAMED])
    worsened = {code for each in found.rankings if each.progress for code in each.progress.who("worsened")["unit_code"]}
    assert any(line.startswith("Giảm vượt quá ngẫu nhiên") for line in lines) == bool(worsened)
    if len(worsened) > NAMED:
        line = next(line for line in lines if line.startswith("Giảm"))
        assert f"và {len(worsened) - NAMED} đơn vị khác" in line


def test_it_is_for_who_may_see_every_units_people(sample):
    for viewer in (of_roles("đọc", ["reader"], []), of_roles("sở", ["unit_member"], ["SNV"])):
        with pytest.raises(NotAllowedError):
            review(sample, "department", viewer=viewer)
    with pytest.raises(NoDataError):
        review(sample, "district")


def test_a_format_that_cannot_draw_writes_the_letters():
    mark = Mark("93,5 %", (Sign("C", bad=True), Sign("+")), heights=(0.1, None, 0.9), recent=1)
    document = Document((Table("Bảng", (Column("Đơn vị"), Column("Đúng hạn", "figure")), (("=Sở", mark),)),), "Tên")

    cells = [cell.text for cell in docx.Document(io.BytesIO(word(document, "vi"))).tables[0].rows[1].cells]
    assert cells == ["=Sở", "93,5 % C +"]
    assert workbook(document).startswith(b"PK")
    assert re.search(r"93,5\s*%", text_of(pdf(document, "vi")))
