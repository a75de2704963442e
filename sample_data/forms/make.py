"""Makes the samples of this folder that are invented or drawn; others lie here as they came.

`python sample_data/forms/make.py` gives the same bytes every time.

The units are Nghệ An's; their counts are made up. The portal tables are real rows of Phú Thọ, August 2026, from
`tests/golden/`, each with its source.
"""

import csv
import io
import random
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
GOLDEN = HERE.parent.parent / "tests" / "golden"

DEPARTMENTS = [
    ("SNV", "Sở Nội vụ"),
    ("STP", "Sở Tư pháp"),
    ("STC", "Sở Tài chính"),
    ("SCT", "Sở Công Thương"),
    ("SYT", "Sở Y tế"),
]
COMMUNES = [
    ("16681", "UBND phường Thành Vinh"),
    ("16690", "UBND phường Trường Vinh"),
    ("16702", "UBND\u00a0P. Vinh Phú"),
    ("16708", unicodedata.normalize("NFD", "UBND phường Vinh Lộc")),
    ("17035", "UBND xã Quỳ Hợp"),
    ("17662", "UBND xã Ðô Lương"),  # with the Icelandic letter that looks like Đ
    ("17827", "UBND xã Nghi Lộc"),
    ("17971", "UBND XÃ KIM LIÊN"),
]
LEVEL_1 = ["TT", "Đơn vị", "Số lượng hồ sơ tiếp nhận", "", "", "", "Số lượng hồ sơ đã giải quyết", "", "", ""]
LEVEL_1 += ["Số lượng hồ sơ đang giải quyết", "", ""]
LEVEL_2 = ["", "", "Tổng số", "Trong kỳ", "", "Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn"]
LEVEL_2 += ["Tổng số", "Trong hạn", "Quá hạn"]
LEVEL_3 = ["", "", "", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính", *[""] * 8]
NUMBERS = ["(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)", "(7)=(8)+(9)+(10)", "(8)", "(9)", "(10)"]
NUMBERS += ["(11)=(12)+(13)", "(12)", "(13)"]
TITLES = [
    "Biểu số II.06a/VPCP/KSTT",
    "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI CÁC CƠ QUAN, ĐƠN VỊ",
    "Kỳ báo cáo: Tháng 8 năm 2026",
    "(Từ ngày 01/08/2026 đến ngày 31/08/2026)",
]
CORNER = "Đơn vị tính: Số hồ sơ TTHC"
NOTES = [
    "Ghi chú: Số liệu minh họa, không phải số liệu thật.",
    "Nghệ An, ngày 05 tháng 9 năm 2026",
    "NGƯỜI LẬP BIỂU",
    "Nguyễn Văn A",
]
Cell = str | int | float | None


def counts(seed: str) -> list[int]:
    """Columns (3) to (13) of one unit; all identities hold."""
    draw = random.Random(seed)  # noqa: S311  made-up numbers, not secrets
    online, in_person, carried = draw.randint(100, 1900), draw.randint(20, 500), draw.randint(0, 120)
    received = online + in_person + carried
    resolved = received - draw.randint(5, 90)
    late = draw.randint(0, resolved // 40)
    on_due = draw.randint(10, resolved // 3)
    pending = received - resolved
    overdue = draw.randint(0, pending // 8)
    early = resolved - late - on_due
    return [received, online, in_person, carried, resolved, early, on_due, late, pending, pending - overdue, overdue]


def added(rows: Sequence[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def form_lines() -> list[list[Cell]]:
    """The form from its numbering row to its total, groups with subtotals included."""
    departments = [[number, name, *counts(code)] for number, (code, name) in enumerate(DEPARTMENTS, 1)]
    communes = [[number, name, *counts(code)] for number, (code, name) in enumerate(COMMUNES, 1)]
    of = [[[int(value or 0) for value in row[2:]] for row in group] for group in (departments, communes)]
    return [
        list(NUMBERS),
        ["I", "Sở, ban, ngành", *added(of[0])],
        *departments,
        ["II", "UBND xã, phường", *added(of[1])],
        *communes,
        ["", "Trong đó: tiếp nhận qua bưu chính công ích", *[3] * 11],
        ["TỔNG CỘNG", "", *added(of[0] + of[1])],
    ]


def as_offices_write(lines: list[list[Cell]]) -> list[list[Cell]]:
    """Some numbers as text with a dot for thousands, ordinals as decimals, a dash for none."""
    return [
        [
            f"{value:,}".replace(",", ".")
            if isinstance(value, int) and value >= 1000 and column % 2
            else ("-" if value == 0 else value)
            for column, value in enumerate(line)
        ]
        for line in lines
    ]


def form_xlsx(lines: list[list[Cell]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  a new workbook has one
    sheet.title = "II.06a"
    for number, title in enumerate(TITLES, 1):
        sheet.cell(number, 1, title).font = Font(bold=number < 3)
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=13)
    sheet.cell(5, 11, CORNER)
    thin = Side(style="thin")
    for row, line in enumerate([LEVEL_1, LEVEL_2, LEVEL_3, *lines], 6):
        for column, value in enumerate(line, 1):
            cell = sheet.cell(row, column, value if value != "" else None)
            cell.border = Border(thin, thin, thin, thin)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    for area in ("A6:A8", "B6:B8", "C6:F6", "G6:J6", "K6:M6", "C7:C8", "D7:E7", "F7:F8"):
        sheet.merge_cells(area)
    for letter in "GHIJKLM":
        sheet.merge_cells(f"{letter}7:{letter}8")
    last = 8 + len(lines)
    if lines[-1][0] == "TỔNG CỘNG":
        sheet.merge_cells(f"A{last}:B{last}")
    for number, note in enumerate(NOTES):
        sheet.cell(last + 2 + number, 1 if number == 0 else 10, note)
    other = book.create_sheet("Hướng dẫn")
    other["A1"] = "Biểu này do Văn phòng UBND tỉnh tổng hợp"
    return book


def form_shifted() -> openpyxl.Workbook:
    """Two columns and some rows further on, header cells not merged, the total first, a hidden column."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  a new workbook has one
    sheet.title = "Tháng 8"
    numbers, *body, total = form_lines()
    total = [None, "Tổng số", *total[2:]]
    rows = [["TỔNG HỢP KẾT QUẢ GIẢI QUYẾT TTHC THÁNG 8/2026"], [], [], LEVEL_1, LEVEL_2, LEVEL_3, numbers, total, *body]
    for row, line in enumerate(rows, 3):
        for column, value in enumerate(line, 3):
            if value not in ("", None):
                sheet.cell(row, column, value)
    sheet.column_dimensions["H"].hidden = True
    return book


def form_broken() -> openpyxl.Workbook:
    """The form with one fault of each kind, for showing what is said about them."""
    numbers, _, *body, _ = form_lines()
    lines = [list(row) for row in body if isinstance(row[0], int)]
    lines[0][4] = -5  # negative
    lines[1][3] = "khoảng 300"  # text where a number belongs
    lines[2][1] = "Sở Phát triển Bền vững"  # no such unit
    lines[4][2] = int(lines[4][2] or 0) + 7  # (3) is no longer (4) + (5) + (6)
    lines[9][1] = "Quỳ Hợp"  # was a district, is a commune
    lines[10][1] = lines[5][1]  # the same unit again
    lines[11][7] = "#REF!"
    return form_xlsx([numbers, *lines])


def template_rows(captions: Sequence[str], names: dict[str, str]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [list(captions)]
    for code, _ in [*DEPARTMENTS, *COMMUNES]:
        numbers = counts(code)
        late = numbers[7] + numbers[10]
        base = numbers[0]
        rows.append([code, names[code], "08/2026", *numbers, late // 2, base, base // 2, base * 2 // 3, base // 9])
    return rows


VIETNAMESE = ["Mã đơn vị", "Tên đơn vị", "Tháng", "Tiếp nhận - tổng số", "Tiếp nhận trực tuyến"]
VIETNAMESE += ["Tiếp nhận trực tiếp, bưu chính", "Từ kỳ trước chuyển sang", "Đã giải quyết - tổng số"]
VIETNAMESE += ["Giải quyết trước hạn", "Giải quyết đúng hạn", "Giải quyết quá hạn", "Đang giải quyết - tổng số"]
VIETNAMESE += ["Đang giải quyết trong hạn", "Đang giải quyết quá hạn", "Hồ sơ quá hạn đã xin lỗi"]
VIETNAMESE += ["Hồ sơ thuộc diện số hóa", "Hồ sơ đã số hóa", "Hồ sơ có kết quả điện tử", "Hồ sơ tái sử dụng dữ liệu"]
ENGLISH = ["Unit code", "Unit name", "Month", "Received - total", "Received online", "Received in person or by post"]
ENGLISH += [
    "Carried over from before",
    "Resolved - total",
    "Resolved early",
    "Resolved on the due date",
    "Resolved late",
]
ENGLISH += ["Pending - total", "Pending, not yet due", "Pending, overdue", "Late, with a written apology"]
ENGLISH += ["Subject to digitisation", "Digitised", "With an electronic result", "Data reused"]


def plain_names() -> dict[str, str]:
    return dict(DEPARTMENTS) | {
        code: unicodedata.normalize("NFKC", name).replace("UBND ", "").replace("P. ", "Phường ").replace("Ð", "Đ")
        for code, name in COMMUNES
    }


def csv_bytes(rows: Sequence[Sequence[Cell]], *, delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def golden(name: str, most: int) -> list[list[Cell]]:
    with (GOLDEN / name).open(encoding="utf-8-sig", newline="") as stream:
        return [[_number(value) for value in row] for row in list(csv.reader(stream))[:most]]


def _number(text: str) -> Cell:
    if re.fullmatch(r"\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"\d+\.\d+", text) else text


def save_xlsx(book: openpyxl.Workbook, name: str) -> None:
    out = io.BytesIO()
    book.save(out)
    (HERE / name).write_bytes(without_clock(out.getvalue()))


def without_clock(package: bytes) -> bytes:
    """The same zip with no time of writing in it, so that the file only changes when its content does."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            body = old.read(part)
            if part.filename in ("docProps/core.xml", "meta.xml"):
                body = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", b"2026-09-05T08:00:00", body)
            info = zipfile.ZipInfo(part.filename, (2026, 9, 5, 8, 0, 0))
            info.compress_type = part.compress_type
            new.writestr(info, body)
    return out.getvalue()


def save_xls(rows: Sequence[Sequence[Cell]], name: str, *, hidden: Sequence[int] = ()) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            if value not in ("", None):
                sheet.write(row, column, value)
        if row + 1 in hidden:
            sheet.row(row).hidden = True
    book.save(str(HERE / name))


def save_ods(rows: Sequence[Sequence[Cell]], name: str, *, hidden: Sequence[int] = ()) -> None:
    document = OpenDocumentSpreadsheet()
    style = Style(name="ta1", family="table")
    style.addElement(TableProperties(display="true"))
    document.automaticstyles.addElement(style)
    table = Table(name="Sheet1", stylename=style)
    for number, line in enumerate(rows, 1):
        row = TableRow(**({"visibility": "collapse"} if number in hidden else {}))
        for value in line:
            if value in ("", None):
                cell = TableCell()
            elif isinstance(value, str):
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=value))
            else:
                cell = TableCell(valuetype="float", value=value)
                cell.addElement(P(text=str(value)))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.write(out)
    (HERE / name).write_bytes(without_clock(out.getvalue()))


def main() -> None:
    names = plain_names()
    (HERE / "template_vi.csv").write_bytes(csv_bytes(template_rows(VIETNAMESE, names), delimiter=";"))
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  a new workbook has one
    for row in template_rows(ENGLISH, names):
        sheet.append(row)
    save_xlsx(book, "template_en.xlsx")

    lines = as_offices_write(form_lines())
    form = form_xlsx(lines)
    form["II.06a"].row_dimensions[13].hidden = True
    save_xlsx(form, "form_ii06a_2026-08.xlsx")
    save_xlsx(form_shifted(), "form_ii06a_shifted.xlsx")
    save_xlsx(form_broken(), "form_ii06a_broken.xlsx")
    whole: list[list[Cell]] = [*([title] for title in TITLES), [], LEVEL_1, LEVEL_2, LEVEL_3, *lines]
    whole += [[], *([note] for note in NOTES)]
    save_xls(whole, "form_ii06a_2026-08.xls", hidden=(13,))
    save_ods(whole, "form_ii06a_2026-08.ods", hidden=(13,))

    progress = golden("phutho_2026-08_progress_by_unit.csv", 16)
    (HERE / "portal_progress_2026-08.csv").write_bytes(csv_bytes(progress))
    save_xls(progress, "portal_progress_2026-08.xls")
    save_ods(progress, "portal_progress_2026-08.ods")
    digitisation = golden("phutho_2026-08_digitization_sample.csv", 11)
    (HERE / "portal_digitisation_2026-08.csv").write_bytes(csv_bytes(digitisation))


if __name__ == "__main__":
    main()
