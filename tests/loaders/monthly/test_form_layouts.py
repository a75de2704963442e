"""Form II.06a is found by its headers, wherever and however an office filled it in."""

import io
import random
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from core.errors import UnreadableFileError
from loaders import Loaded

pytestmark = pytest.mark.slow

Rows = list[list[Any]]
Read = Callable[..., Loaded]
Book = Callable[..., bytes]
Form = Callable[..., Rows]

COUNTS = ["received", "received_online", "received_in_person", "carried_over", "resolved", "resolved_early"]
COUNTS += ["resolved_on_due", "resolved_late", "pending", "pending_in_time", "pending_overdue"]


def codes(loaded: Loaded) -> list[str]:
    return [issue.code for issue in loaded.issues if issue.severity != "note"]


def numbers(loaded: Loaded) -> list[list[int]]:
    return [list(row) for row in loaded.rows[COUNTS].itertuples(index=False)]


def test_columns_three_to_thirteen_land_in_their_counts(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    loaded = read(workbook(form([1, "Sở Nội vụ", *good])))
    assert numbers(loaded) == [good]
    assert (loaded.source, [month.code for month in loaded.months]) == ("form_ii06a", ["2026-08"])
    assert loaded.fit_to_store


@pytest.mark.parametrize("right", [0, 1, 5])
@pytest.mark.parametrize("down", [0, 7])
def test_place_on_the_sheet_does_not_matter(
    right: int, down: int, read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    rows = [[]] * down + [[None] * right + row for row in form([1, "Sở Nội vụ", *good])]
    loaded = read(workbook(rows))
    assert numbers(loaded) == [good]
    assert loaded.rows["row"].tolist() == [5 + down]


def test_numbering_row_groups_totals_parts_and_notes_are_not_units(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    twice = [2 * count for count in good]
    loaded = read(
        workbook(
            form(
                ["(1)", "(2)", "(3)=(4)+(5)+(6)", *(f"({k})" for k in range(4, 14))],
                ["A", "Cấp tỉnh", *twice],
                ["I", "Sở, ban, ngành", *twice],
                [1, "Sở Nội vụ", *good],
                [2, "Sở Tư pháp", *good],
                ["", "Trong đó: qua bưu chính", *good],
                ["TỔNG CỘNG", None, *twice],
                [],
                ["Ghi chú: số liệu tạm tính"],
                [*[None] * 9, "Nghệ An, ngày 05 tháng 9 năm 2026"],
                [*[None] * 9, "Nguyễn Văn A"],
            )
        )
    )
    assert loaded.rows["unit_code"].tolist() == ["SNV", "STP"]
    assert loaded.issues == ()


def test_numbering_row_may_be_numbers(read: Read, workbook: Book, form: Form, good: list[int]) -> None:
    loaded = read(workbook(form(list(range(1, 14)), [1, "Sở Nội vụ", *good])))
    assert (len(loaded.rows), loaded.issues) == (1, ())


def test_total_may_come_first(read: Read, workbook: Book, form: Form, good: list[int]) -> None:
    assert read(workbook(form([None, "Tổng số", *good], [1.0, "Sở Nội vụ", *good]))).issues == ()


@pytest.mark.parametrize("label", ["Tổng cộng", "TỔNG SỐ", "Cộng", "Tổng cộng (I+II)", "TOÀN TỈNH"])
def test_total_that_differs_is_an_error_with_both_numbers(
    label: str, read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    wrong = [good[0] + 1, good[1] + 1, *good[2:]]
    loaded = read(workbook(form([1, "Sở Nội vụ", *good], [None, label, *wrong])))
    found = [(issue.code, issue.cell, issue.values["value"], issue.values["sum"]) for issue in loaded.issues]
    assert found == [("total_differs", "C6", 101, 100), ("total_differs", "D6", 61, 60)]


def test_subtotal_covers_its_group_and_the_total_counts_no_group_twice(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    both = [2 * count for count in good]
    loaded = read(
        workbook(
            form(
                ["I", "Sở, ban, ngành", *good],
                [1, "Sở Nội vụ", *good],
                ["II", "UBND cấp xã", *both],
                [1, "Xã Quỳ Hợp", *good],
                ["", "Tổng cộng", *both],
            )
        )
    )
    assert {(issue.code, issue.row) for issue in loaded.issues} == {("total_differs", 7)}


def test_total_is_not_blamed_for_a_cell_that_could_not_be_read(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    bad = [good[0], "sáu mươi", *good[2:]]
    loaded = read(workbook(form([1, "Sở Nội vụ", *bad], [None, "Tổng cộng", *good])))
    assert codes(loaded) == ["number_text"]


def test_form_is_found_among_other_sheets(read: Read, workbook: Book, form: Form, good: list[int]) -> None:
    loaded = read(workbook([["Hướng dẫn"]], form([1, "Sở Nội vụ", *good]), names=["Bìa", "Biểu"]))
    assert loaded.sheets_read == ("Biểu",)
    assert [(issue.code, issue.values) for issue in loaded.issues] == [("sheets_not_read", {"sheets": "Bìa"})]


def test_sheets_of_several_months_are_several_months(read: Read, workbook: Book, form: Form, good: list[int]) -> None:
    july = form([1, "Sở Nội vụ", *good], title="Tháng 7 năm 2026")
    loaded = read(workbook(july, form([1, "Sở Nội vụ", *good])))
    assert [month.code for month in loaded.months] == ["2026-07", "2026-08"]
    assert loaded.fit_to_store


def test_sheet_name_may_tell_the_month(read: Read, workbook: Book, form: Form, good: list[int]) -> None:
    rows = form([1, "Sở Nội vụ", *good], title="BÁO CÁO")
    loaded = read(workbook(rows, rows, names=["Tháng 7.2026", "T8-2026"]))
    assert [month.code for month in loaded.months] == ["2026-07", "2026-08"]


def test_sheets_whose_months_cannot_be_told_apart_are_an_error(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    rows = form([1, "Sở Nội vụ", *good], title="BÁO CÁO")
    assert "sheets_not_told_apart" in codes(read(workbook(rows, rows), "2026-08"))


def test_hidden_sheet_is_left_when_a_visible_one_has_the_form(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(form([1, "Sở Nội vụ", *good]), form([1, "Sở Nội vụ", *good]), names=["Biểu", "Nháp"]))
    )
    book["Nháp"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    loaded = read(out.getvalue())
    assert (loaded.sheets_read, [issue.code for issue in loaded.issues]) == (("Biểu",), ["sheets_not_read"])


def test_name_merged_over_rows_belongs_to_each(read: Read, workbook: Book, drawn: Callable[[str], bytes]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Mã đơn vị", "Lĩnh vực", "Tháng", "Tiếp nhận - tổng số"], ["SNV", "Hộ tịch", "08/2026", 3]):
        sheet.append(row)
    sheet.append([None, "Đất đai", "08/2026", 4])
    sheet.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    loaded = read(out.getvalue())
    assert loaded.rows[["unit_code", "field", "received"]].values.tolist() == [
        ["SNV", "Hộ tịch", 3],
        ["SNV", "Đất đai", 4],
    ]


def test_order_of_rows_and_columns_does_not_matter(read: Read, workbook: Book) -> None:
    captions = ["Mã đơn vị", "Tháng", "Tiếp nhận - tổng số", "Tiếp nhận trực tuyến", "ĐÃ GIẢI QUYẾT -\nTỔNG SỐ"]
    table: Rows = [captions, ["SNV", "2026-08", 10, 3, 8], ["STP", "2026-08", 20, 4, 9], ["SYT", "2026-08", 5, 0, 5]]
    columns = ["unit_code", "period_start", *COUNTS]

    def content(rows: Rows) -> Any:
        return read(workbook(rows)).rows.sort_values("unit_code", ignore_index=True)[columns]

    expected = content(table)
    draw = random.Random(5)
    for _ in range(3):
        order = draw.sample(range(5), 5)
        rows = [table[0], *draw.sample(table[1:], 3)]
        assert content([[row[index] for index in order] for row in rows]).equals(expected)


def test_same_caption_twice_is_an_error(read: Read, workbook: Book) -> None:
    rows = [["Mã đơn vị", "Tháng", "Tiếp nhận trực tuyến", "Tiếp nhận trực tuyến"], ["SNV", "2026-08", 1, 2]]
    assert codes(read(workbook(rows))) == ["column_twice"]


def test_unrecognised_file_is_told_what_its_captions_are_and_lack(read: Read, workbook: Book) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read(workbook([["Danh sách cán bộ"], ["Họ tên", "Ngày sinh"]]))
    assert refusal.value.reason == "no_form"
    assert refusal.value.values == {"row": "2", "seen": "Họ tên; Ngày sinh"}


@pytest.mark.parametrize(
    ("title", "month", "code"),
    [
        ("Tháng 8 năm 2026", "2026-08", None),
        ("Từ ngày 01/08/2026 đến ngày 31/08/2026", None, None),
        ("Từ ngày 01 tháng 8 năm 2026 đến ngày 31 tháng 8 năm 2026", None, None),
        ("Kỳ báo cáo: Tháng 08/2026", None, None),
        ("KỲ BÁO CÁO: 08/2026", None, None),
        ("Thông tư 01/2020/TT-VPCP ngày 21 tháng 10 năm 2020; tháng 8/2026", None, None),
        ("BÁO CÁO", "2026-08", None),
        ("BÁO CÁO", None, "month_missing"),
        ("Tháng 7 năm 2026", "2026-08", "wrong_month"),
        ("Tháng 7 năm 2026, tháng 8 năm 2026", None, "months_disagree"),
        ("Quý III/2026", None, "period_not_a_month"),
        ("Từ ngày 21/07/2026 đến ngày 20/08/2026", None, "period_closes_otherwise"),
        ("Tháng 12 năm 2026", None, "month_in_future"),
        ("Từ ngày 01/08/2006 đến ngày 31/08/2006", None, "month_too_old"),
        ("BÁO CÁO", "2026-12", "month_in_future"),
    ],
)
def test_month_of_a_form(
    title: str, month: str | None, code: str | None, read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    loaded = read(workbook(form([1, "Sở Nội vụ", *good], title=title)), month)
    assert codes(loaded) == ([code] if code else [])


def test_todays_own_month_is_allowed(read: Read, workbook: Book, form: Form, good: list[int]) -> None:
    assert read(workbook(form([1, "Sở Nội vụ", *good], title="Tháng 11 năm 2026"))).fit_to_store
