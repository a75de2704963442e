"""Staff lists: every fault has its cell, days as people write them, notes below the table are no people."""

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import Workbook

from core.errors import UnreadableFileError
from core.people import Post
from loaders.lists import people

HEADER = ["STT", "Họ và tên", "Đơn vị", "Chức vụ", "Từ ngày", "Đến ngày"]


def workbook(*rows, header=HEADER) -> bytes:
    book = Workbook()
    for row in [["DANH SÁCH CÁN BỘ"], [], header, *rows]:
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def read(nghe_an, content: bytes):
    return people.read(content, units=nghe_an)


def told(found):
    return [(issue.code, issue.cell, issue.severity) for issue in found.issues]


def test_people_units_and_days_are_read_and_a_signature_is_none(nghe_an):
    found = read(
        nghe_an,
        workbook(
            [1, "Nguyễn Văn A", "Sở Nội vụ", "Trưởng phòng", dt.datetime(2024, 3, 1), None],
            [2, "Trần Thị B", "sở tư pháp", None, "01/07/2025", "31/08/2026"],
            [None, "Người lập biểu"],
        ),
    )

    assert told(found) == [] and found.fit_to_load
    assert found.posts == (
        Post("Nguyễn Văn A", "SNV", "Trưởng phòng", dt.date(2024, 3, 1), None),
        Post("Trần Thị B", "STP", "", dt.date(2025, 7, 1), dt.date(2026, 8, 31)),
    )


def test_every_fault_is_told_with_its_cell_and_the_file_is_not_fit(nghe_an):
    found = read(
        nghe_an,
        workbook(
            [1, "A", "Sở Không Có", None, None, None],
            [2, "B", "Sở Nội vụ", None, "32/13/2025", None],
            [3, "C", "Sở Nội vụ", None, "01/07/2025", "01/06/2025"],
            [4, "D" * 201, "Sở Nội vụ", None, None, None],
        ),
    )

    assert told(found) == [
        ("person_unit", "C4", "error"),
        ("structure_day", "E5", "error"),
        ("structure_day_order", "F6", "error"),
        ("person_too_long", "B7", "error"),
    ]
    assert not found.fit_to_load


def test_a_file_that_is_no_staff_list_is_refused(nghe_an):
    with pytest.raises(UnreadableFileError):
        read(nghe_an, workbook([1, 2], header=["Một", "Hai"]))


def test_a_list_without_people_is_an_error(nghe_an):
    assert told(read(nghe_an, workbook())) == [("list_no_rows", "", "error")]
