"""No row with counts is lost without a word: notes, headers, blocks and fields are told from units."""

from collections.abc import Callable
from typing import Any

import pytest

from core.errors import UnreadableFileError
from core.words import said_issue
from loaders import Loaded
from loaders.__main__ import main

pytestmark = pytest.mark.slow

Read = Callable[..., Loaded]
Book = Callable[..., bytes]
Form = Callable[..., list[list[Any]]]
Drawn = Callable[[str], bytes]
NUMBERS = [f"({number})" for number in range(1, 14)]


def found(loaded: Loaded) -> list[tuple[str, str]]:
    return [(issue.code, issue.cell) for issue in loaded.issues]


def units(loaded: Loaded) -> list[str]:
    return list(loaded.rows["unit_code"])


def test_note_inside_the_table_does_not_end_it(read: Read, workbook: Book, form: Form, good: list[int]) -> None:
    note = [None, "Ghi chú: Sở Tư pháp báo cáo bổ sung"]
    loaded = read(workbook(form([1, "Sở Nội vụ", *good], note, [2, "Sở Tư pháp", *good], [3, "Sở Tài chính", *good])))
    assert (units(loaded), found(loaded)) == (["SNV", "STP", "STC"], [])


def test_distribution_list_below_the_table_is_no_list_of_units(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    below = [[None, "Nơi nhận:"], [None, "- UBND tỉnh;"], [None, "- Sở Nội vụ;"], [None, "- Sở Lạ;"]]
    loaded = read(workbook(form([1, "Sở Nội vụ", *good], *below)))
    assert (units(loaded), found(loaded)) == (["SNV"], [])


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([("I", "Sở Nội vụ"), ("II", "Sở Tài chính"), ("III", "Sở Phát triển Bền vững")], "B7"),
        ([("I", "Sở Phát triển Bền vững"), ("II", "Sở Tài chính"), ("III", "Sở Nội vụ")], "B5"),
        ([("I", "Sở Nội vụ"), ("II", "Nhà hát múa rối"), ("III", "Sở Tài chính")], "B6"),
        ([("1", "Sở Nội vụ"), ("a)", "Chi cục Kiểm lâm"), ("2", "Sở Tài chính")], "B6"),
        ([("1", "Sở Nội vụ"), ("2", "Sở Tài chính"), ("3", "Tổng hợp Văn phòng UBND tỉnh")], "B7"),
        ([("1", "Sở Nội vụ"), ("2", "Trong đó Sở Tư pháp"), ("3", "Sở Tài chính")], "B6"),
    ],
)
def test_unknown_unit_is_never_taken_for_a_group_total_or_part(
    rows: list[tuple[str, str]], cell: str, read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    loaded = read(workbook(form(*([ordinal, name, *good] for ordinal, name in rows))))
    assert [place for code, place in found(loaded) if code in ("unit_unknown", "unit_unknown_near")] == [cell]
    assert not loaded.fit_to_store


@pytest.mark.parametrize(
    "label",
    [
        "Sở, ban, ngành",
        "Các sở",
        "Ban ngành",
        "Sở - ngành (20 đơn vị)",
        "Cấp tỉnh",
        "UBND cấp xã",
        "Xã, phường",
        "UBND",
    ],
)
def test_group_of_units_stays_a_group(label: str, read: Read, workbook: Book, form: Form, good: list[int]) -> None:
    loaded = read(workbook(form(["I", label, *good], [1, "Sở Nội vụ", *good])))
    assert (units(loaded), found(loaded)) == (["SNV"], [])


def test_cong_is_of_its_block_and_tong_cong_of_all(read: Read, workbook: Book, form: Form, good: list[int]) -> None:
    both = [2 * count for count in good]
    lines: list[list[Any]] = [
        ["A", "Cấp tỉnh"],
        [1, "Sở Nội vụ", *good],
        [2, "Sở Tư pháp", *good],
        [None, "Cộng", *both],
        ["B", "Cấp xã"],
        [1, "Xã Quỳ Hợp", *good],
        [None, "Cộng", *good],
        [None, "TỔNG CỘNG", *(3 * count for count in good)],
    ]
    assert found(read(workbook(form(*lines)))) == []
    lines[3][2] += 1
    assert found(read(workbook(form(*lines)))) == [("total_differs", "C8")]
    lines[3][2] -= 1
    lines[7] = [None, "TỔNG CỘNG", *good]
    assert {code for code, _ in found(read(workbook(form(*lines))))} == {"total_differs"}


def test_header_that_comes_again_after_a_page_is_skipped(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    header = form()[1:]
    rows = [*form(NUMBERS, [1, "Sở Nội vụ", *good]), *header, NUMBERS, [2, "Sở Tư pháp", *good]]
    loaded = read(workbook([*rows, [None, "Tổng cộng", *(2 * count for count in good)]]))
    assert (units(loaded), found(loaded)) == (["SNV", "STP"], [])


def test_second_table_below_has_its_own_total(read: Read, workbook: Book, form: Form, good: list[int]) -> None:
    first = form([1, "Sở Nội vụ", *good], [2, "Sở Tư pháp", *good], [None, "Tổng cộng", *(2 * count for count in good)])
    second = form([1, "Xã Quỳ Hợp", *good], [None, "Tổng cộng", *good], title="II. KHỐI XÃ")
    loaded = read(workbook([*first, [], *second]))
    assert (units(loaded), found(loaded)) == (["SNV", "STP", "17035"], [])


def test_second_table_with_other_columns_is_an_error(read: Read, workbook: Book, form: Form, good: list[int]) -> None:
    shifted = [[None, *row] for row in form([1, "Xã Quỳ Hợp", *good])]
    loaded = read(workbook([*form([1, "Sở Nội vụ", *good]), [], *shifted]))
    assert found(loaded) == [("second_table_differs", "8")]


def test_unnamed_row_of_small_counts_is_no_row_of_column_numbers(read: Read, workbook: Book, form: Form) -> None:
    small = [4, 2, 1, 1, 3, 1, 1, 1, 1, 1, 0]
    loaded = read(workbook(form([1, "Sở Nội vụ", *small], [2, None, *small])))
    assert found(loaded) == [("unit_missing", "B6")]


@pytest.mark.parametrize("caption", ["Tỷ lệ đúng hạn (%)", "Tỉ lệ giải quyết quá hạn", "% đúng hạn", "Lũy kế quá hạn"])
@pytest.mark.parametrize("row", [1, 2])
def test_rates_and_running_sums_are_no_counts(
    caption: str, row: int, read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    rows = form([1, "Sở Nội vụ", *good])
    rows = [[*line, *[None] * (13 - len(line))] for line in rows]
    for number, line in enumerate(rows):
        line.insert(10, caption if number == row else 94.7 if number == 4 else None)
    loaded = read(workbook(rows))
    assert (found(loaded), loaded.rows["resolved_late"].tolist()) == ([], [5])


def test_fields_below_a_unit_are_parts_of_it_and_said_to_be_skipped(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    none = [0] * 11
    parts = [["1.1", "Lĩnh vực Hội", *good], [None, "- Lĩnh vực Thi đua", *none], ["1.3", "Tôn giáo", *none]]
    loaded = read(workbook(form([1, "Sở Nội vụ", *good], *parts, [2, "Sở Tư pháp", *good])))
    assert (units(loaded), found(loaded)) == (["SNV", "STP"], [("fields_skipped", "6")])
    assert loaded.issues[0].values["how_many"] == 3
    parts[1] = [None, "- Lĩnh vực Thi đua", *good]
    assert ("fields_differ", "C5") in found(read(workbook(form([1, "Sở Nội vụ", *good], *parts))))


def test_fields_of_a_unit_without_counts_are_not_skipped(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    loaded = read(workbook(form([1, "Sở Nội vụ"], ["1.1", "Lĩnh vực Hội", *good])))
    assert ("unit_unknown", "B6") in found(loaded)


def test_blank_row_that_looks_like_an_unknown_unit_is_a_warning(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    loaded = read(workbook(form([1, "Sở Nội vụ", *good], [2, "Sở Tư phápp"], [None, "Đã đối chiếu"])))
    assert found(loaded) == [("unit_unknown_blank", "6")]


def test_total_of_bare_formulas_is_one_warning(read: Read, workbook: Book, form: Form, good: list[int]) -> None:
    loaded = read(workbook(form([1, "Sở Nội vụ", *good], [None, "Tổng cộng", *["=SUM(A1:A2)"] * 11])))
    assert [(issue.code, issue.row, issue.values["how_many"]) for issue in loaded.issues] == [
        ("total_not_calculated", 6, 11)
    ]


def test_csv_value_beyond_the_last_caption_is_an_error_at_its_cell(read: Read) -> None:
    loaded = read(b"unit_code,month,received_online,received_in_person\nSNV,2026-08,1,300,200\n")
    assert found(loaded) == [("beyond_captions", "E2")]
    assert loaded.issues[0].values == {"text": "200"}


def test_number_beside_the_table_is_a_warning_and_words_are_nothing(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    rows = form([1, "Sở Nội vụ", *good, 7], [2, "Sở Tư pháp", *good, "xem lại"])
    assert found(read(workbook(rows))) == [("number_beside_table", "N5")]
    assert found(read(workbook([*form([1, "Sở Nội vụ", *good, None, 7])]))) == []


def test_list_of_dossiers_is_refused_before_it_is_matched(read: Read, workbook: Book) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read(b"unit_code,month,received\n" + b"SNV,2026-08,1\n" * 500_000)
    assert refusal.value.reason == "too_many_rows"
    with pytest.raises(UnreadableFileError) as refusal:
        read(workbook([["unit_code", "month", "received"], *[["SNV", "2026-08", 1]] * 140_000]))
    assert refusal.value.reason == "too_many_cells"


def test_one_enormous_csv_field_has_its_own_sentence(read: Read) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read(b"unit_code,month,received\nSNV,2026-08," + b"1" * 1_000_000)
    assert (refusal.value.reason, refusal.value.values["row"]) == ("long_field", "2")


def test_unit_again_on_another_sheet_names_sheet_and_row(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    rows = form([1, "Sở Nội vụ", *good])
    loaded = read(workbook(rows, rows, names=["II.06a", "Bản sao"]))
    assert found(loaded) == [("unit_on_two_sheets", "5")]
    assert "trang “II.06a”, dòng 5" in said_issue("vi", loaded.issues[0])
    assert "sheet “II.06a”, row 5" in said_issue("en", loaded.issues[0])


def test_cells_are_quoted_as_a_vietnamese_excel_shows_them(read: Read, workbook: Book) -> None:
    captions = ["Mã đơn vị", "Tháng", "Tiếp nhận - tổng số", "Đã giải quyết - tổng số", "Giải quyết quá hạn"]
    loaded = read(workbook([captions, ["SNV", "2026-08", 0.05, True, "12.5"]]))
    assert [issue.values["text"] for issue in loaded.issues] == ["0,05", "TRUE", "12.5"]


def test_province_without_a_folder_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([__file__, "--province", "nope"]) == 2
    assert "“nope”" in capsys.readouterr().err
