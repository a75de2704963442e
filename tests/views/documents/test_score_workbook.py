"""The points as a workbook: every unit, every indicator, what is not known left empty, and it can be verified."""

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from actions.data.import_file import import_file
from core.periods import parse
from reports.results.score import score
from reports.versions import published
from tests.conftest import VIEWER, accepted, clock
from views.documents.files import score_workbook
from views.documents.verifying.checking import check

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
AUGUST = parse("2026-08")


def fill(engine) -> None:
    for path in sorted((ROOT / "sample_data" / "phu-tho").glob("*_2026-08.csv")):
        content = path.read_bytes()
        import_file(engine, VIEWER, content, path.name, month=AUGUST, clock=clock, note="+", reason_for=accepted)


@pytest.fixture
def month(copy_of):
    return copy_of("phu-tho", fill)


@pytest.fixture
def exported(month, viewer):
    with month.connect() as connection:
        report = score(connection, viewer, AUGUST, kind="department")
        data = published(connection, viewer)
    return report, score_workbook(report, "vi", data.code, data.newest_publication)


def rows_of(sheet):
    """Dictionaries by the header, the first row with text in its second column."""
    rows = list(sheet.iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[1])
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def test_every_unit_stands_with_its_points_and_both_ranks(exported):
    report, content = exported
    totals = {row["Mã"]: row for row in rows_of(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0])}

    assert len(totals) == len(report.table)
    for row in report.table.to_dict("records"):
        shown = totals[row["unit_code"]]
        assert shown["Tổng điểm"] == (pytest.approx(row["points"]) if row["points"] == row["points"] else None)
        assert (shown["Hạng"] is None) == (row["status"] != "ranked")
        assert (shown["Thường ở hạng, từ"] is None) == (row["status"] != "ranked")


def test_what_is_not_known_is_an_empty_cell_and_the_points_add_up(exported):
    report, content = exported
    rows = rows_of(openpyxl.load_workbook(io.BytesIO(content)).worksheets[1])

    assert len(rows) == len(report.indicators)
    for shown, row in zip(rows, report.indicators.to_dict("records"), strict=True):
        if row["state"] == "not_reported":
            assert shown["Điểm"] is None and shown["Mất"] is None and shown["Cách tính"] == "chưa có số liệu"
        else:
            assert shown["Điểm"] + shown["Mất"] == pytest.approx(shown["Tối đa"])


def test_it_is_verified_and_a_changed_point_is_named(month, viewer, exported):
    _, content = exported
    book = openpyxl.load_workbook(io.BytesIO(content))
    cell = next(
        cell for row in book.worksheets[1].iter_rows(min_row=4) for cell in row if isinstance(cell.value, float)
    )
    cell.value += 1
    changed = io.BytesIO()
    book.save(changed)

    with month.connect() as connection:
        assert check(connection, viewer, content).differences == ()
        (difference,) = check(connection, viewer, changed.getvalue()).differences
    assert difference.cell == cell.coordinate


def test_no_name_becomes_a_formula(exported):
    report, _ = exported
    hostile = replace(report, table=report.table.assign(unit_name="=1+1", unit_name_en="=1+1"))

    book = openpyxl.load_workbook(io.BytesIO(score_workbook(hostile, "en", "")))

    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
