"""Tables that no form describes: what their columns are proposed to be, and how they are read once mapped."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.errors import UnreadableFileError
from core.periods import parse
from core.remembered import NOTHING, MappingError, Remembered, RowAnswer
from core.units import Unit
from loaders import Loaded, load
from loaders.monthly.mapping.captions import captions_of, fingerprint, keys_of
from loaders.monthly.mapping.offering import Offer, offers
from loaders.monthly.mapping.remembered_tables import problem
from loaders.monthly.mapping.sums import Sum, sums
from loaders.sheets import Sheet
from loaders.units.answers import answer_key

CASES = Path(__file__).parents[1] / "cases"
TODAY = dt.date(2026, 11, 22)
NAMES = ("Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Công Thương")
TITLES: list[list[Any]] = [
    ["UBND TỈNH NGHỆ AN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["BÁO CÁO KẾT QUẢ THÁNG 8 NĂM 2026"],
    [],
]
TWO_ROWS: list[list[Any]] = [
    ["STT", "Tên cơ quan", "Tiếp nhận", None, None, None, "Kết quả", None, None, None, "Tỷ lệ (%)"],
    [None, None, "Cộng", "Qua mạng", "Trực tiếp", "Tồn kỳ trước", "Cộng", "Trước hạn", "Đúng hạn", "Trả trễ", None],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)"],
    ["I", "Sở, ban, ngành"],
]
TWO_ROWS_MERGED = ("A1:C1", "D1:K1", "A2:K2", "A4:A5", "B4:B5", "C4:F4", "G4:J4", "K4:K5")
Book = Callable[..., bytes]


def body(names: Sequence[str] = NAMES) -> list[list[Any]]:
    """Numbers partly as text; early + on the day + late = settled, and what came = what came how."""
    rows: list[list[Any]] = []
    for at, name in enumerate(names):
        came, done = (50 + at, 30 + 2 * at, 5 + at), (1140 + at, 20 + 2 * at, 3 + at)
        settled = f"{sum(done):,}".replace(",", ".")
        rows.append([at + 1, name, str(sum(came)), *came, settled, *done, 99.5])
    return rows


def total(rows: Sequence[Sequence[Any]]) -> list[Any]:
    return [None, "Tổng cộng", *(sum(int(str(row[at]).replace(".", "")) for row in rows) for at in range(2, 10)), None]


@pytest.fixture
def two_rows(workbook: Book) -> bytes:
    return merged([*TITLES, *TWO_ROWS, *body(), total(body())])


def merged(rows: Sequence[Sequence[Any]], ranges: Sequence[str] = TWO_ROWS_MERGED) -> bytes:
    import io

    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for each in ranges:
        sheet.merge_cells(each)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def offer(content: bytes, units: Sequence[Unit], remembered: Remembered = NOTHING) -> Offer:
    return offers(content, units=units, remembered=remembered)[0]


def told(found: Offer) -> dict[str, tuple[str | None, str]]:
    return {each.caption: (each.field, each.why) for each in found.columns}


def accepted(found: Offer, **more: str | None) -> Remembered:
    """As if a person had confirmed the proposal, but for the columns named by letter."""
    fields: dict[int, str | None] = {each.number: each.field for each in found.columns}
    fields |= {ord(letter) - 64: name for letter, name in more.items()}
    mapping = found.mapping(fields, "a.xlsx")
    assert problem(mapping) is None
    return Remembered({mapping.fingerprint: mapping})


def read(content: bytes, units: Sequence[Unit], remembered: Remembered, month: str | None = None) -> Loaded:
    period = parse(month) if month else None
    return load(content, "bảng.xlsx", units=units, month=period, today=TODAY, remembered=remembered)


def test_the_case_is_proposed_by_caption_and_by_sums_and_a_doubt_is_left_open(nghe_an):
    found = told(offer((CASES / "tables" / "unknown_table.xlsx").read_bytes(), nghe_an))
    assert found == {
        "STT": ("ordinal", "caption"),
        "Đơn vị": ("unit_name", "values"),
        "Tiếp nhận": ("received", "caption"),
        "Trực tuyến": ("received_online", "caption"),
        "Đã giải quyết": ("resolved", "caption"),
        "Đúng hạn": (None, "merged"),
        "Trễ hạn": ("resolved_late", "sum"),
    }


def test_two_rows_of_captions_merged_over_columns_below_titles(two_rows, nghe_an):
    found = offer(two_rows, nghe_an)
    assert (found.header, found.height) == (4, 2)
    assert told(found) == {
        "STT": ("ordinal", "caption"),
        "Tên cơ quan": ("unit_name", "values"),
        "Tiếp nhận / Cộng": ("received", "caption"),
        "Tiếp nhận / Qua mạng": ("received_online", "sum"),
        "Tiếp nhận / Trực tiếp": ("received_in_person", "caption"),
        "Tiếp nhận / Tồn kỳ trước": ("carried_over", "caption"),
        "Kết quả / Cộng": (None, "unknown"),
        "Kết quả / Trước hạn": ("resolved_early", "caption"),
        "Kết quả / Đúng hạn": ("resolved_on_due", "caption"),
        "Kết quả / Trả trễ": (None, "unknown"),
        "Tỷ lệ (%)": (None, "share"),
    }
    assert {each.number: each.parts for each in found.columns if each.parts} == {3: (4, 5, 6), 7: (8, 9, 10)}


def test_what_was_confirmed_is_read_with_its_month_its_numbers_as_text_and_its_total(two_rows, nghe_an):
    said = accepted(offer(two_rows, nghe_an), G="resolved", J="resolved_late")

    loaded = read(two_rows, nghe_an, said)

    assert loaded.fit_to_store and loaded.issues == ()
    assert loaded.source == "mapped"
    assert [month.code for month in loaded.months] == ["2026-08"]
    assert loaded.rows["received"].tolist() == [85, 89, 93, 97]
    assert loaded.rows["resolved"].tolist() == [1163, 1167, 1171, 1175]
    assert loaded.rows["unit_code"].tolist()[:2] == ["SNV", "STP"]


def test_a_wrong_total_is_told_as_in_any_form(nghe_an):
    rows = body()
    wrong = total(rows)
    wrong[2] += 1
    content = merged([*TITLES, *TWO_ROWS, *rows, wrong])
    loaded = read(content, nghe_an, accepted(offer(content, nghe_an), G="resolved", J="resolved_late"))
    assert [issue.code for issue in loaded.issues] == ["total_differs"]


def test_the_next_month_asks_nothing_and_nobody_else_is_taken_for_it(two_rows, nghe_an, workbook):
    said = accepted(offer(two_rows, nghe_an), G="resolved", J="resolved_late")
    september = [[str(cell).replace("8", "9") if cell else cell for cell in row] for row in TITLES]
    content = merged([*september, *TWO_ROWS, *body()])
    assert [month.code for month in read(content, nghe_an, said).months] == ["2026-09"]

    # The same captions without the row of groups above them are another table.
    alone = merged([["Tháng 9 năm 2026"], [], TWO_ROWS[1], *body()], ())
    with pytest.raises(UnreadableFileError):
        read(alone, nghe_an, said)


def test_a_changed_caption_asks_again_and_says_which(two_rows, nghe_an):
    said = accepted(offer(two_rows, nghe_an), G="resolved", J="resolved_late")
    other = [list(row) for row in TWO_ROWS]
    other[1][9] = "Quá ngày hẹn"
    content = merged([*TITLES, *other, *body()])

    with pytest.raises(UnreadableFileError):
        read(content, nghe_an, said)
    found = offer(content, nghe_an, said)

    assert [(each.before, each.now, each.column) for each in found.changes] == [
        ("Kết quả / Trả trễ", "Kết quả / Quá ngày hẹn", 10)
    ]
    assert told(found)["Kết quả / Cộng"] == ("resolved", "before")
    assert (
        told(found)["Kết quả / Quá ngày hẹn"][0] != "resolved_late" or told(found)["Kết quả / Quá ngày hẹn"][1] == "sum"
    )


def test_the_month_in_a_caption_is_no_change_of_it():
    assert fingerprint(["Đơn vị", "Tiếp nhận tháng 8/2026"]) == fingerprint(["Đơn vị", "Tiếp nhận tháng 9/2026"])
    assert fingerprint(["Đơn vị", "Tiếp nhận"]) != fingerprint(["Đơn vị", "Giải quyết"])
    # Two months side by side are told apart by nothing else.
    assert len(set(keys_of(["Tiếp nhận tháng 8", "Tiếp nhận tháng 9"]))) == 2


def test_captions_without_merged_cells_are_joined_too():
    rows = {
        1: ["STT", "Đơn vị", "Tiếp nhận", None, "Giải quyết", None],
        2: [None, None, "Tổng", "Trực tuyến", "Tổng", "Quá hạn"],
    }
    assert captions_of(Sheet(None, rows), 1, 2) == (
        "STT",
        "Đơn vị",
        "Tiếp nhận / Tổng",
        "Tiếp nhận / Trực tuyến",
        "Giải quyết / Tổng",
        "Giải quyết / Quá hạn",
    )


@pytest.mark.parametrize(
    ("captions", "rows", "expected"),
    [
        # Which of the two groups the late ones belong to is not said, and nothing adds up.
        (["Cơ quan", "Đã giải quyết", "Đang giải quyết", "Quá hạn"], [[9, 5, 1], [8, 4, 2]], (None, "ambiguous")),
        (
            ["Cơ quan", "Đã giải quyết", "Trước hạn", "Đúng hạn", "Quá hạn"],
            [[9, 5, 3, 1], [8, 4, 2, 2]],
            ("resolved_late", "sum"),
        ),
        (["Cơ quan", "Số hồ sơ", "Tổng số"], [[9, 5], [8, 4]], (None, "ambiguous")),
        (["Cơ quan", "Trực tuyến", "Lũy kế tiếp nhận"], [[9, 5], [8, 4]], (None, "share")),
        (["Cơ quan", "Tiếp nhận", "Tiếp nhận"], [[9, 5], [8, 4]], (None, "twice")),
        (["Cơ quan", "Tiếp nhận trong kỳ", "Tiếp nhận mới trong tháng"], [[9, 5], [8, 4]], (None, "in_period")),
        (["Cơ quan", "Trực tuyến toàn trình", "Trực tuyến khác"], [[9, 5], [8, 4]], (None, "split")),
        (["Cơ quan", "Giải quyết quá hạn", "Giải quyết đúng và trước hạn"], [[9, 5], [8, 4]], (None, "merged")),
    ],
)
def test_an_ambiguous_caption_is_not_assigned(captions, rows, expected, workbook, nghe_an):
    content = workbook([captions, *([name, *numbers] for name, numbers in zip(NAMES, rows, strict=False))])
    last = offer(content, nghe_an).columns[-1]
    assert (last.field, last.why) == expected


SPLIT = ["Cơ quan", "Trực tuyến toàn trình", "Trực tuyến một phần", "Trực tiếp, bưu chính"]


def test_a_count_split_over_two_columns_is_proposed_as_their_sum_and_read_so(workbook, nghe_an):
    rows = [[name, 30 + at, 5 + at, 10] for at, name in enumerate(NAMES)]
    content = workbook([SPLIT, *rows])
    found = offer(content, nghe_an)

    assert told(found)["Trực tuyến toàn trình"] == ("received_online", "split_added")
    assert told(found)["Trực tuyến một phần"] == ("+received_online", "split_added")
    loaded = read(content, nghe_an, accepted(found), "2026-08")
    assert list(loaded.rows["received_online"]) == [35 + 2 * at for at in range(len(NAMES))]
    assert not [each for each in loaded.issues if each.severity == "error"]


@pytest.mark.parametrize("total", ["first", "last"])
def test_a_total_is_not_added_to_its_own_parts(total, workbook, nghe_an):
    """“Trực tuyến” beside “toàn trình” and “một phần”: adding all three would count everybody twice."""
    parts = [[30 + at, 5 + at] for at in range(len(NAMES))]
    rows = [
        [name, sum(each), *each] if total == "first" else [name, *each, sum(each)]
        for name, each in zip(NAMES, parts, strict=True)
    ]
    captions = ["Một", "Hai", "Ba"]
    content = workbook([["Cơ quan", *captions], *rows])
    found = offer(content, nghe_an)

    loaded = read(
        content, nghe_an, accepted(found, B="received_online", C="+received_online", D="+received_online"), "2026-08"
    )

    assert [each.code for each in loaded.issues if each.severity == "error"] == ["column_is_total"]
    assert not loaded.fit_to_store


def test_the_same_numbers_twice_are_not_added_and_a_blank_part_adds_nothing(workbook, nghe_an):
    same = workbook([["Cơ quan", "Một", "Hai"], *([name, 30 + at, 30 + at] for at, name in enumerate(NAMES))])
    blank = workbook([["Cơ quan", "Một", "Hai"], *([name, 30, None if at else 4] for at, name in enumerate(NAMES))])

    def loaded(content):
        found = offer(content, nghe_an)
        return read(content, nghe_an, accepted(found, B="received_online", C="+received_online"), "2026-08")

    assert [each.code for each in loaded(same).issues if each.severity == "error"] == ["column_is_total"]
    assert list(loaded(blank).rows["received_online"])[:2] == [34, 30]


def test_what_came_in_the_period_is_not_all_there_is_to_settle(workbook, nghe_an):
    rows = [[name, 30 + at, 20 + at, 10] for at, name in enumerate(NAMES)]
    found = told(offer(workbook([["Cơ quan", "Tiếp nhận", "Trực tuyến", "Trực tiếp"], *rows]), nghe_an))
    assert found["Tiếp nhận"] == (None, "in_period")
    assert found["Trực tuyến"] == ("received_online", "caption")


def test_units_in_the_second_column_by_code_or_by_name(workbook, nghe_an):
    rows = [["Khối sở", code, 9, 5] for code in ("SNV", "STP")]
    found = offer(workbook([["Nhóm", "Ký hiệu", "Hồ sơ đã giải quyết", "Hồ sơ tồn"], *rows]), nghe_an)
    assert told(found)["Ký hiệu"][0] in ("unit_code", "unit_name")
    assert told(found)["Nhóm"][0] is None
    numbers = [["Khối xã", 1, "Xã Kim Liên", code, 9] for code in (17950, 17953)]
    assert (
        told(offer(workbook([["Nhóm", "Số", "Nơi", "Mã xã", "Hồ sơ đã giải quyết"], *numbers]), nghe_an))["Số"][0]
        is None
    )


def test_two_columns_for_one_field_no_unit_or_no_count_are_refused(nghe_an):
    found = offer((CASES / "tables" / "unknown_table.xlsx").read_bytes(), nghe_an)

    def why(**more: str | None) -> str | None:
        fields: dict[int, str | None] = {each.number: each.field for each in found.columns}
        wrong = problem(found.mapping(fields | {ord(letter) - 64: name for letter, name in more.items()}, ""))
        return wrong and wrong[0]

    assert why() is None
    assert why(F="resolved") == "twice"
    assert why(B=None) == "no_unit"
    assert why(C=None, D=None, E=None, G=None) == "no_count"
    assert why(C="tiếp nhận") == "unknown_field"
    assert why(B="+unit_name") == why(C="++resolved") == "unknown_field"
    assert why(C="+late_apologised") == "added_alone"


def test_a_sheet_without_numbers_or_captions_has_no_table(workbook, nghe_an):
    for rows in ([["Ghi chú"], ["Không có gì"]], [["Sở Nội vụ", 1, 2], ["Sở Tư pháp", 3, 4]]):
        with pytest.raises(MappingError):
            offers(workbook(rows), units=nghe_an, remembered=NOTHING)


def test_a_sum_needs_every_row_and_more_than_one_number():
    import numpy as np

    table = np.array([[9, 5, 4], [8, 4, 4], [7, 3, 4]], dtype=float)
    assert sums(table, [3, 4, 5]) == [Sum(3, (4, 5))]
    assert sums(np.array([[9, 5, 4], [8, 4, 3]], dtype=float), [3, 4, 5]) == []
    assert sums(np.array([[9, 5, 4], [9, 5, 4]], dtype=float), [3, 4, 5]) == []


def answered(label: str, unit: str | None, reason: str = "") -> Remembered:
    key = answer_key(label)
    return Remembered(rows={key: RowAnswer(label, unit, reason, key)})


def test_an_unknown_row_is_a_unit_under_another_name_once_that_was_said(form, good, workbook, nghe_an):
    content = workbook(form([1, "Sở Nội vụ", *good], [2, "Phòng Một cửa số 2", *good]))
    assert [issue.code for issue in read(content, nghe_an, NOTHING).issues] == ["unit_unknown"]

    loaded = read(content, nghe_an, answered("phòng  MỘT CỬA số 2", "STP"))

    assert loaded.issues == ()
    assert loaded.rows["unit_code"].tolist() == ["SNV", "STP"]
    # A unit that the list no longer has answers nothing.
    assert not read(content, nghe_an, answered("Phòng Một cửa số 2", "không có")).fit_to_store


def test_a_row_that_is_left_out_is_told_and_still_part_of_the_tables_total(form, good, workbook, nghe_an):
    both = [2 * number for number in good]
    broken = [*good[:-1], "xx"]
    said = answered("Công an tỉnh", None, "Ngành dọc")
    content = workbook(form([1, "Sở Nội vụ", *good], [2, "Công an tỉnh", *good], [None, "Tổng cộng", *both]))
    loaded = read(content, nghe_an, said)
    assert [(issue.code, issue.severity, issue.row) for issue in loaded.issues] == [("row_left_out", "note", 6)]
    assert loaded.rows["unit_code"].tolist() == ["SNV"]

    # What is wrong in such a row is nobody's question.
    loaded = read(workbook(form([1, "Sở Nội vụ", *good], [2, "Công an tỉnh", *broken])), nghe_an, said)
    assert loaded.fit_to_store


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("Sở NN&MT", "Sở Nông nghiệp và Môi trường"),
        ("Sở NN và MT", "Sở Nông nghiệp và Môi trường"),
        ("Sở NNMT", "Sở Nông nghiệp và Môi trường"),
        ("Sở KHCN", "Sở Khoa học và Công nghệ"),
        ("Sở GD-ĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở VH, TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở DTTG", "Sở Dân tộc và Tôn giáo"),
        ("Sở Dân tộc & Tôn giáo", "Sở Dân tộc và Tôn giáo"),
        ("VP UBND tỉnh", "Văn phòng UBND tỉnh"),
        ("Văn phòng Ủy ban nhân dân tỉnh", "Văn phòng UBND tỉnh"),
        ("Trung tâm PVHCC xã Kim Liên", "Xã Kim Liên"),
        ("TTPVHCC xã Kim Liên", "Xã Kim Liên"),
        ("Trung tâm Phục vụ hành chính công xã Kim Liên", "Xã Kim Liên"),
        ("TT PV HCC xã Kim Liên", "Xã Kim Liên"),
        ("Bộ phận Một cửa xã Kim Liên", "Xã Kim Liên"),
        ("Bộ phận Một cửa UBND xã Kim Liên", "Xã Kim Liên"),
        ("BP TN&TKQ xã Kim Liên", "Xã Kim Liên"),
        ("Bộ phận TN và TKQ xã Kim Liên", "Xã Kim Liên"),
        ("Bộ phận tiếp nhận và trả kết quả xã Kim Liên", "Xã Kim Liên"),
        ("Bộ phận Một cửa - Xã Kim Liên", "Xã Kim Liên"),
        ("Trung tâm HCC xã Kim Liên", "Xã Kim Liên"),
        ("TT.PVHCC xã Kim Liên", "Xã Kim Liên"),
        ("BPMC xã Kim Liên", "Xã Kim Liên"),
        ("Một cửa xã Kim Liên", "Xã Kim Liên"),
        ("Trung tâm Phục vụ HCC - UBND xã Kim Liên", "Xã Kim Liên"),
        ("Xã Kim Liên - Bộ phận Một cửa", "Xã Kim Liên"),
        ("UBND xã Kim Liên (Trung tâm PVHCC)", "Xã Kim Liên"),
        ("Sở Nông nghiệp & MT", "Sở Nông nghiệp và Môi trường"),
        ("Sở Nông nghiệp - Môi trường", "Sở Nông nghiệp và Môi trường"),
        ("Sở Nội vụ tỉnh", "Sở Nội vụ"),
        ("Ban QLKKT Đông Nam", "Ban Quản lý Khu kinh tế Đông Nam"),
    ],
)
def test_abbreviations_that_all_provinces_share(written, unit, nghe_an):
    from loaders.units.matching import directory, named

    found = named(directory(nghe_an), written)
    assert found is not None and found.name == unit


@pytest.mark.parametrize("written", ["Trung tâm Phục vụ hành chính công tỉnh", "Bộ phận Một cửa", "Sở Một cửa", "Xã"])
def test_what_names_no_commune_is_none(written, nghe_an):
    from loaders.units.matching import directory, named

    assert named(directory(nghe_an), written) is None
