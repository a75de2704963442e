"""An exported workbook is compared, cell by cell, with what was published when it was exported."""

import io

import openpyxl
import pytest

from actions.data.import_file import import_file
from core.periods import parse
from reports.data.verification import data_then
from reports.results.ranking import ranking
from reports.versions import published
from tests.conftest import accepted, clock
from views.documents.files import ranking_workbook
from views.documents.verifying import NotExportedHereError, check_export

AUGUST = parse("2026-08")
HEAD = b"unit_code,month,received_online,received_in_person\n"


def load(engine, viewer, rows: bytes, name: str):
    import_file(engine, viewer, HEAD + rows, name, month=None, clock=clock, note="sửa", reason_for=accepted)


@pytest.fixture
def exported(nghe_an, viewer) -> bytes:
    load(nghe_an, viewer, b"SNV,2026-08,2,1\nSTP,2026-08,0,0\nSTC,2026-08,5,6\n", "một.csv")
    with nghe_an.connect() as connection:
        report = ranking(connection, viewer, "online", AUGUST, kind="department")
        data = published(connection, viewer)
    return ranking_workbook(report, "vi", data.code, data.newest_publication)


def check(engine, viewer, content: bytes):
    with engine.connect() as connection:
        return check_export(content, lambda number: data_then(connection, viewer, number))


def test_an_untouched_file_is_identical(nghe_an, viewer, exported):
    assert check(nghe_an, viewer, exported).differences == ()


def test_it_stays_identical_when_the_month_is_corrected_afterwards(nghe_an, viewer, exported):
    load(nghe_an, viewer, b"SNV,2026-08,1,2\n", "hai.csv")

    assert check(nghe_an, viewer, exported).differences == ()


def test_a_changed_cell_is_named_with_what_was_published(nghe_an, viewer, exported):
    book = openpyxl.load_workbook(io.BytesIO(exported))
    cell = next(cell for row in book.active.iter_rows() for cell in row if cell.value == 2)
    cell.value = 3
    changed = io.BytesIO()
    book.save(changed)

    (difference,) = check(nghe_an, viewer, changed.getvalue()).differences

    assert (difference.cell, difference.found, difference.published) == (cell.coordinate, 3, 2)


def test_an_added_row_is_a_difference(nghe_an, viewer, exported):
    book = openpyxl.load_workbook(io.BytesIO(exported))
    book.active.append([1, "XXX", "Sở Khác"])
    changed = io.BytesIO()
    book.save(changed)

    assert len(check(nghe_an, viewer, changed.getvalue()).differences) == 3


def test_a_file_from_elsewhere_is_refused_with_a_sentence(nghe_an, viewer, exported):
    book = openpyxl.Workbook()
    book.active.append(["namro:report=ranking&as_of=99999&lang=vi&kind=department"])
    other = io.BytesIO()
    book.save(other)

    with pytest.raises(NotExportedHereError):
        check(nghe_an, viewer, other.getvalue())


def test_a_file_without_its_line_is_refused_with_a_sentence(nghe_an, viewer):
    book = openpyxl.Workbook()
    book.active.append(["Xếp hạng"])
    bare = io.BytesIO()
    book.save(bare)

    with pytest.raises(NotExportedHereError):
        check(nghe_an, viewer, bare.getvalue())
