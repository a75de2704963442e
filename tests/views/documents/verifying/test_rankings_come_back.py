"""A ranking that was downloaded is compared, cell by cell, with what was published when it was made."""

import io

import openpyxl
import pytest

from actions.data import annotations
from actions.data.import_file import import_file
from core.annotations import Point
from core.paper_errors import NotOurPaperError
from core.periods import parse
from reports.results.ranking import ranking
from reports.versions import published
from store import annotations as notes
from store.database import writing
from tests.conftest import NOW, accepted, clock
from views.documents.files import ranking_workbook
from views.documents.papers import told_text
from views.documents.verifying.checking import check as checked

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
        return checked(connection, viewer, content)


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

    assert (difference.cell, difference.found, difference.published) == (cell.coordinate, "3", "2")


def test_an_added_row_is_a_difference(nghe_an, viewer, exported):
    book = openpyxl.load_workbook(io.BytesIO(exported))
    book.active.append([1, "XXX", "Sở Khác"])
    changed = io.BytesIO()
    book.save(changed)

    added = check(nghe_an, viewer, changed.getvalue()).differences
    assert [(each.found, each.published) for each in added] == [("1", ""), ("XXX", ""), ("Sở Khác", "")]


def test_its_notes_are_those_of_the_day_it_was_made(nghe_an, viewer, exported):
    with writing(nghe_an) as connection:
        annotations.annotate(connection, viewer, Point("SNV", "online", AUGUST), "Chuyển hệ thống", at=NOW)
    with nghe_an.connect() as connection:
        report, data = ranking(connection, viewer, "online", AUGUST, kind="department"), published(connection, viewer)
        noted, told = notes.in_force(connection), told_text(connection)
    content = ranking_workbook(report, "vi", data.code, data.newest_publication, notes=noted, told=told)
    with writing(nghe_an) as connection:
        annotations.annotate(connection, viewer, Point("SNV", "online", AUGUST), "Ghi sau", at=NOW)

    assert len(openpyxl.load_workbook(io.BytesIO(content)).sheetnames) == 2
    assert check(nghe_an, viewer, content).unchanged


def test_a_file_from_elsewhere_is_refused_with_a_sentence(nghe_an, viewer, exported):
    book = openpyxl.Workbook()
    book.active.append(["namro:report=ranking&as_of=99999&lang=vi&kind=department"])
    other = io.BytesIO()
    book.save(other)

    with pytest.raises(NotOurPaperError):
        check(nghe_an, viewer, other.getvalue())


def test_a_file_without_its_line_is_refused_with_a_sentence(nghe_an, viewer):
    book = openpyxl.Workbook()
    book.active.append(["Xếp hạng"])
    bare = io.BytesIO()
    book.save(bare)

    with pytest.raises(NotOurPaperError):
        check(nghe_an, viewer, bare.getvalue())
