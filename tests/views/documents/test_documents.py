"""A downloaded ranking holds the numbers as they are, and no text becomes a formula."""

import io
from dataclasses import replace

import openpyxl
import pytest

from actions.data.import_file import import_file
from core.periods import parse
from core.spreadsheets import printable, safe
from reports.results.ranking import ranking
from tests.conftest import VIEWER, accepted, clock
from views.documents.files import ranking_workbook

FILE = b"unit_code,month,received_online,received_in_person\nSNV,2026-08,2,1\nSTP,2026-08,0,0\n"


def fill(engine) -> None:
    import_file(engine, VIEWER, FILE, "x.csv", month=None, clock=clock, reason_for=accepted, note="+")


@pytest.fixture
def report(copy_of, viewer):
    with copy_of("nghe-an", fill).connect() as connection:
        return ranking(connection, viewer, "online", parse("2026-08"), kind="department")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_workbook_has_unrounded_numbers_and_a_word_for_what_is_missing(report, language):
    sheet = openpyxl.load_workbook(io.BytesIO(ranking_workbook(report, language, "0123abcd"))).active
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True)}

    assert rows["SNV"][0] == 1
    assert rows["SNV"][3:6] == (2, 3, pytest.approx(200 / 3, abs=1e-12))
    assert rows["STP"][0] is None and rows["STP"][5] is None
    assert rows["STP"][7] == {"vi": "Không phát sinh hồ sơ", "en": "No dossiers"}[language]
    assert any("0123abcd" in str(row[0]) for row in sheet.iter_rows(max_row=7, values_only=True))


@pytest.mark.parametrize(
    "name", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", " =1", "＝1+1", "\ufeff=1"]
)
def test_no_text_becomes_a_formula(report, name):
    hostile = replace(report, table=report.table.assign(unit_name=name, unit_name_en=name))

    sheet = openpyxl.load_workbook(io.BytesIO(ranking_workbook(hostile, "vi", ""))).active

    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert safe(name) == f"'{name}"


@pytest.mark.parametrize("name", ["Sở Nội vụ", "", "1.234", "Xã A-B", "a=b"])
def test_ordinary_text_stays_as_it_is(name):
    assert safe(name) == name


def test_a_blank_of_another_kind_stays_between_two_words():
    assert printable("Quỳ\u00a0Hợp\u3000x\0\x1b\n") == "Quỳ\u00a0Hợp\u3000x\n"
