"""The full report and the workbook of a month: every surface has the ranking's own figures, and opens elsewhere."""

import io
import re
import shutil
import subprocess

import docx
import openpyxl
import pytest

from core.words import LANGUAGES, in_unit, t
from reports.month_report import month_report
from reports.versions import published
from store.database import open_engine
from tests.conftest import NOW, VIEWER
from tests.samples import sample_of
from tests.views.documents.test_brief import text_of
from views.documents.document import values_of
from views.documents.month_report import month_document
from views.documents.month_workbook import month_workbook_document
from views.documents.writers.docx import word
from views.documents.writers.pdf import pdf
from views.documents.writers.xlsx import workbook
from views.wording.targets import goal

pytestmark = pytest.mark.slow
SHORT = 10
"""Letters of a figure, which is never broken over lines."""


@pytest.fixture(scope="module", params=["nghe-an", "phu-tho"])
def month(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("month") / "namro.db"
    engine = open_engine(sample_of(request.param, path, tmp_path_factory))
    with engine.connect() as connection:
        data = published(connection, VIEWER)
        yield month_report(connection, data, VIEWER, None, now=NOW), data
    engine.dispose()


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def squeezed(text: str) -> str:
    """Without spaces: a long name is broken over lines on paper."""
    return "".join(text.split())


def test_every_kind_has_its_rankings_and_its_score(month):
    report, _ = month
    names = [table.name for table in month_document(report, "vi").tables]
    for kind in report.kinds:
        for measure in report.brief.overview.headlines:
            if (kind, measure.id) in report.rankings:
                assert measure.title["vi"] in names
    assert len(report.rankings) > len(report.kinds)


def cells_of(paper) -> set[str]:
    """Read straight from the file: python-docx takes a millisecond for a cell."""
    rows = (row for table in paper.tables for row in table._tbl.tr_lst)
    return {"".join(each.text or "" for each in cell.iter("{*}t")) for row in rows for cell in row.tc_lst}


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_and_word_hold_every_figure_of_the_report(month, language):
    report, _ = month
    document = month_document(report, language)
    cells = cells_of(docx.Document(io.BytesIO(word(document, language))))
    text = text_of(pdf(document, language))
    printed = squeezed(text)
    for table in document.tables:
        for row in table.rows:
            for value in values_of(row):
                if isinstance(value, str) and value:
                    assert value in cells, value
                    # A long text stands in several lines on paper, beside those of its neighbours.
                    whole = len(value) <= SHORT or squeezed(value) in printed
                    assert squeezed(value) in printed if whole else words(value) <= words(text), value


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_holds_numbers_and_they_are_the_rankings(month, language):
    report, data = month
    book = openpyxl.load_workbook(io.BytesIO(workbook(month_workbook_document(report, data, language))))
    for kind in report.kinds:
        measure = report.brief.overview.headlines[0]
        found = report.rankings.get((kind, measure.id))
        sheet = next(each for each in book if each.title == t(language, f"kind.{kind}"))
        if found is None:
            continue
        head = next(
            row for row in sheet.iter_rows(values_only=True) if row[0] in ("Mã đơn vị", "Mã", "Code", "Unit code")
        )
        at = next(place for place, name in enumerate(head) if name and measure.short[language] in name)
        rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
        for each in found.table.to_dict("records"):
            value, rank = rows[each["unit_code"]][at : at + 2]
            assert (value is None) == (each["value"] != each["value"])
            if value is not None:
                target = goal(found.target)
                assert in_unit(language, value, measure.unit, target=target) == in_unit(
                    language, each["value"], measure.unit, target=target
                )
            assert rank == (None if each["status"] != "ranked" else each["rank"])
        assert sheet.freeze_panes


@pytest.mark.skipif(
    not shutil.which("soffice"), reason="no LibreOffice (Debian's libreoffice-writer) to open them with"
)
def test_every_file_opens_in_libreoffice_with_its_words(month, tmp_path):
    report, data = month
    document = month_document(report, "vi")
    files = {"a.docx": word(document, "vi"), "b.xlsx": workbook(month_workbook_document(report, data, "vi"))}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *(str(tmp_path / name) for name in files)], check=True, capture_output=True, timeout=180)
    unit = report.rankings[report.kinds[0], report.brief.overview.headlines[0].id].table["unit_name"].iloc[0]
    for name in ("a.pdf", "b.pdf"):
        assert squeezed(unit) in squeezed(text_of((tmp_path / name).read_bytes())), name
