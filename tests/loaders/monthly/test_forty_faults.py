"""What goes wrong with files in real life, one seeded fault each: located, refused with a sentence, or read rightly.

The table is the claim: how the file is made from a clean one, and what is said about it, where. `read` means that the
fault is none for us: the file gives the clean file's numbers.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest

from core.counts import COUNT_NAMES, FORM_COUNTS
from core.errors import UnreadableFileError
from core.periods import months_back, parse
from core.words import LANGUAGES, explain, said_issue
from loaders import Loaded, load
from tests.loaders.conftest import GOOD, HEADER, TODAY, xlsx
from tests.loaders.reading.test_hostile_files import (
    bomb_1gb,
    encrypted_zip,
    laughs,
    macro_by_relation,
    ole,
    real_workbook,
    sparse,
    xxe,
)
from tests.loaders.text.test_legacy_fonts import to_tcvn3, to_vni

pytestmark = pytest.mark.slow

Rows = list[list[Any]]
TITLE = "Tháng 8 năm 2026"
UNITS = ["Sở Nội vụ", "Sở Tư pháp", "Sở Y tế"]
FIRST = 5
"""The row of the first unit of the clean form; its counts stand in C to M."""
AUGUST = parse("2026-08")
CSV = (
    "Mã đơn vị,Tên đơn vị,Tháng,Tiếp nhận - tổng số,Tiếp nhận trực tuyến,"
    '"Tiếp nhận trực tiếp, bưu chính",Từ kỳ trước chuyển sang\n'
    "SNV,Sở Nội vụ,2026-08,100,60,30,10\nSTP,Sở Tư pháp,2026-08,1200,700,300,200\n"
)
TEMPLATE = ["unit_code", "month"]


def clean() -> Rows:
    return [[TITLE], *(list(row) for row in HEADER), *([k, name, *GOOD] for k, name in enumerate(UNITS, 1))]


def form(*changes: tuple[str, Any], below: Rows | None = None) -> bytes:
    """The clean form with some cells changed and rows below."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx([*clean(), *(below or [])], names=["Biểu 6a"])))
    for cell, value in changes:
        book.worksheets[0][cell] = value
    return saved(book)


def altered(alter: Callable[[Any], Any]) -> bytes:
    """The clean form after something was done to its sheet."""
    book = openpyxl.load_workbook(io.BytesIO(form()))
    alter(book.worksheets[0])
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row(name: str, counts: list[Any] | None = None, number: Any = 9) -> Rows:
    return [[number, name, *(counts or GOOD)]]


def flat(captions: str, *lines: str) -> bytes:
    return "\n".join([captions, *lines]).encode()


def serials() -> bytes:
    """Counts that Excel shows as dates: 100 became a day of 1900."""
    return altered(lambda sheet: setattr(sheet["C5"], "number_format", "dd/mm/yyyy"))


def truncated() -> bytes:
    return real_workbook()[:-300]


def no_header() -> bytes:
    return xlsx([[TITLE], *([k, name, *GOOD] for k, name in enumerate(UNITS, 1))])


def lost_header() -> bytes:
    """The group captions were merged cells, and the merge took them away."""
    return form(("C2", None), ("G2", None), ("K2", None))


def hidden_sheet() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(form()))
    book.create_sheet("Bìa")["A1"] = "Báo cáo"
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1
    return saved(book)


def ods(forms: Path) -> bytes:
    return (forms / "form_ii06a_2026-08.ods").read_bytes()


def renamed_macro() -> bytes:
    out = io.BytesIO(form())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


def two_tables() -> bytes:
    resolved, received, total = "Số lượng hồ sơ đã giải quyết", "Số lượng hồ sơ tiếp nhận", "Tổng số"
    blank = None
    groups = ["TT", "Đơn vị", resolved, *[blank] * 3, received, *[blank] * 3, "Số lượng hồ sơ đang giải quyết"]
    parts = [blank, blank, total, "Trước hạn", "Đúng hạn", "Quá hạn", total, "Trong kỳ", blank, "Từ kỳ trước"]
    ways = [*[blank] * 7, "Trực tuyến", "Trực tiếp, dịch vụ bưu chính"]
    second = [[blank], groups, [*parts, total, "Trong hạn", "Quá hạn"], ways]
    return xlsx([*clean(), *second, *row("Sở Công Thương")])


@dataclass(frozen=True)
class Fault:
    name: str
    make: Callable[[], bytes]
    code: str
    """Of the finding or of the refusal; `read` where there is none."""
    cell: str = ""
    """Where: C5, or 5 for a row; blank for the sheet or the file."""
    severity: str = "error"
    month: str | None = None


def csv(code: str, text: str = CSV) -> Callable[[], bytes]:
    return lambda: text.encode(code)


FAULTS = [
    # Of the file.
    Fault("empty", lambda: b"", "empty", severity="refused"),
    Fault("truncated zip", truncated, "broken", severity="refused"),
    Fault("encrypted workbook", lambda: ole("EncryptionInfo", "EncryptedPackage"), "encrypted", severity="refused"),
    Fault("encrypted zip", encrypted_zip, "encrypted", severity="refused"),
    Fault("xlsm with a macro", renamed_macro, "macro", severity="refused"),
    Fault("macro by relation", macro_by_relation, "macro", severity="refused"),
    Fault("zip bomb", bomb_1gb, "zip_bomb", severity="refused"),
    Fault("sparse sheet of 1,048,576 rows", sparse, "too_many_cells", severity="refused"),
    Fault("external entity", xxe, "dtd", severity="refused"),
    Fault("billion laughs", laughs, "dtd", severity="refused"),
    Fault("page saved as .xls", lambda: b"<html><table><tr><td>1", "html", severity="refused"),
    Fault("picture named .xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "not_a_spreadsheet", severity="refused"),
    Fault("header missing", no_header, "no_captions", severity="refused"),
    Fault("merged header lost", lost_header, "no_form", severity="refused"),
    Fault(
        "bytes in no Vietnamese encoding",
        lambda: CSV.encode("utf-8")[:60] + b"\xff\xfe\x81" + CSV.encode("utf-8")[60:],
        "bad_encoding",
        severity="refused",
    ),
    # Of the encoding or the layout, and none for us.
    Fault("CSV in code page 1258", lambda: cp1258(CSV), "read"),
    Fault("CSV in UTF-16", csv("utf-16"), "read"),
    Fault("CSV with a byte-order mark", csv("utf-8-sig"), "read"),
    Fault("CSV with semicolons", lambda: semicolons(CSV).encode(), "read"),
    Fault("CSV with tabs", lambda: semicolons(CSV, "\t").encode(), "read"),
    Fault("text in TCVN3", lambda: to_tcvn3(CSV).encode(), "legacy_font", severity="note"),
    Fault("text in VNI-Windows", lambda: to_vni(CSV).encode(), "legacy_font", severity="note"),
    Fault("number as text with a dot", lambda: form(("C5", "100"), ("D5", " 60 "), ("E5", "'30")), "read"),
    Fault("thousands as text", csv("utf-8", CSV.replace(",1200,", ",1.200,")), "read"),
    Fault("hidden sheet", hidden_sheet, "hidden_sheet_read", severity="note"),
    Fault(
        "hidden row",
        lambda: altered(lambda sheet: setattr(sheet.row_dimensions[6], "hidden", True)),
        "hidden_rows",
        "6",
        "note",
    ),
    Fault("trailing total", lambda: form(below=row("Tổng cộng", [3 * count for count in GOOD], None)), "read"),
    Fault("merged names", lambda: altered(lambda sheet: sheet.merge_cells("A1:M1")), "read"),
    # Of a cell.
    Fault("decimal as text", lambda: form(("C5", "1.234,5")), "number_fraction", "C5"),
    Fault("fraction", lambda: form(("C5", 100.5)), "number_fraction", "C5"),
    Fault("negative", lambda: form(("C5", -100)), "number_negative", "C5"),
    Fault("negative as accountants write it", lambda: form(("C5", "(100)")), "number_negative", "C5"),
    Fault("percentage", lambda: form(("C5", "95%")), "number_percent", "C5"),
    Fault("1e308", lambda: form(("C5", 1e308)), "number_too_large", "C5"),
    Fault("NaN as text", lambda: form(("C5", "NaN")), "number_text", "C5"),
    Fault("infinity as text", lambda: form(("C5", "inf")), "number_text", "C5"),
    Fault("number in letters", lambda: form(("C5", "một trăm")), "number_text", "C5"),
    Fault("letter O for zero", lambda: form(("C5", "1O0")), "number_text", "C5"),
    Fault("#REF!", lambda: form(("C5", "#REF!")), "cell_error", "C5"),
    Fault("#N/A", lambda: form(("C5", "#N/A")), "cell_error", "C5"),
    Fault("formula without its result", lambda: form(("C5", "=D5+E5+F5")), "formula_not_calculated", "C5"),
    Fault("date serial in a count cell", serials, "number_date", "C5"),
    Fault("date", lambda: form(("C5", dt.date(2026, 8, 9))), "number_date", "C5"),
    Fault("date as text", lambda: form(("C5", "09/08/2026")), "number_text", "C5"),
    Fault(
        "merged count cells", lambda: altered(lambda sheet: sheet.merge_cells("C5:C6")), "not_reported", "C6", "warning"
    ),
    Fault("blank count", lambda: form(("E5", None)), "not_reported", "E5", "warning"),
    Fault("blank row", lambda: form(*((f"{column}5", None) for column in "CDEFGHIJKLM")), "rows_blank", "5", "warning"),
    Fault("number beside the table", lambda: form(("N5", 7)), "number_beside_table", "N5", "warning"),
    # Of a unit.
    Fault("unit unknown", lambda: form(("B5", "Nhà hát múa rối")), "unit_unknown", "B5"),
    Fault("unit misspelt", lambda: form(("B5", "Sở Nội vu")), "unit_unknown_near", "B5"),
    Fault("unit blank", lambda: form(("B5", None)), "unit_missing", "B5"),
    Fault("unit twice", lambda: form(("B6", "Sở Nội vụ")), "unit_twice", "6"),
    Fault("old unit, not in force", lambda: form(("B5", "Huyện Quỳ Hợp")), "unit_ended", "5"),
    Fault("name of two units", lambda: form(("B5", "Quỳ Hợp")), "unit_ambiguous", "B5"),
    Fault("unit of another province", lambda: form(("B5", "Sở Nội vụ - Tỉnh Phú Thọ")), "other_province", "B5"),
    Fault(
        "code and name of two units",
        csv("utf-8", CSV.replace("SNV,Sở Nội vụ", "SNV,Sở Y tế")),
        "code_and_name_disagree",
        "B2",
    ),
    # Of the month.
    Fault("future month", lambda: form(("A1", "Tháng 12 năm 2026")), "month_in_future", "5"),
    Fault("month of title and choice differ", form, "wrong_month", "5", month="2026-07"),
    Fault("no month", lambda: form(("A1", "Báo cáo")), "month_missing"),
    Fault("cumulative period", lambda: form(("A1", "Lũy kế 8 tháng đầu năm 2026")), "period_longer"),
    Fault("quarter", lambda: form(("A1", "Quý III năm 2026")), "period_not_a_month"),
    Fault(
        "days that are no month",
        lambda: form(("A1", "Từ ngày 21/7/2026 đến ngày 20/8/2026")),
        "period_closes_otherwise",
    ),
    Fault(
        "month that is none",
        csv("utf-8", CSV.replace("2026-08,100", "13/2026,100")),
        "month_unreadable",
        "C2",
    ),
    # Of the sums.
    Fault("(3) is not its parts", lambda: form(("C5", 101)), "identity_broken", "C5"),
    Fault("(7) is not its parts", lambda: form(("G5", 81)), "identity_broken", "G5"),
    Fault("(11) is not its parts", lambda: form(("K5", 21)), "identity_broken", "K5"),
    Fault("stock and flow", lambda: form(("C5", 105), ("F5", 15)), "stock_flow_gap", "C5", "warning"),
    Fault(
        "part more than its whole",
        lambda: flat("unit_code,month,digitisation_base,digitised", "SNV,2026-08,5,6"),
        "more_than_digitisation_base",
        "D2",
    ),
    Fault(
        "total is not its rows",
        lambda: form(below=row("Tổng cộng", [301, *[3 * count for count in GOOD[1:]]], None)),
        "total_differs",
        "C8",
    ),
    Fault(
        "subtotal counted twice",
        lambda: xlsx(
            [
                [TITLE],
                *HEADER,
                ["I", "Sở, ban, ngành", *[2 * n for n in GOOD]],
                *row("Sở Nội vụ", number=1),
                *row("Sở Tư pháp", number=2),
                [None, "Tổng cộng", *[4 * n for n in GOOD]],
            ]
        ),
        "total_differs",
        "C8",
    ),
    Fault(
        "portal's own sum",
        lambda: flat("unit_code,month,portal_dossiers,portal_on_time,portal_overdue", "SNV,2026-08,9,5,3"),
        "portal_sum_broken",
        "C2",
    ),
    # Of the table.
    Fault("column twice", lambda: flat("unit_code,month,received,received", "SNV,2026-08,5,5"), "column_twice", "D1"),
    Fault("two tables on a sheet", two_tables, "second_table_differs", "9"),
    Fault(
        "number cut in two by a comma",
        csv("utf-8", CSV.replace(",1200,", ",1,200,")),
        "beyond_captions",
        "H3",
    ),
]


def cp1258(text: str) -> bytes:
    """As Windows writes it: a tone that has no letter of its own follows as a mark."""
    import unicodedata

    pieces = []
    for letter in unicodedata.normalize("NFC", text):
        try:
            pieces.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", apart.replace(tone, ""))
            pieces.append(base.encode("cp1258") + tone.encode("cp1258"))
    return b"".join(pieces)


def semicolons(text: str, delimiter: str = ";") -> str:
    import csv as writers

    out = io.StringIO()
    writers.writer(out, delimiter=delimiter).writerows(writers.reader(io.StringIO(text)))
    return out.getvalue()


def test_there_are_forty() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 40


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_is_located_or_refused_with_a_sentence(fault: Fault, read: Callable[..., Loaded]) -> None:
    content = fault.make()
    if fault.severity == "refused":
        with pytest.raises(UnreadableFileError) as refusal:
            read(content)
        assert refusal.value.reason == fault.code
        assert all(explain(language, refusal.value) for language in LANGUAGES)
        return

    loaded = read(content, fault.month)

    told = [(issue.severity, issue.code, issue.cell) for issue in loaded.issues]
    if fault.code == "read":
        assert [each for each in told if each[0] != "note"] == []
    else:
        assert (fault.severity, fault.code, fault.cell) in told
        graver = [each for each in told if each[0] in ("error", "warning") and each[1] != fault.code]
        assert graver == [] or fault.severity == "error", "the fault is found, and nothing that is none"
        assert all(said_issue(language, issue) for issue in loaded.issues for language in LANGUAGES)
    assert loaded.fit_to_store is (fault.severity != "error" or fault.code == "read")
    if fault.code in ("read", "legacy_font"):
        assert loaded.rows["received"].tolist() in ([100, 1200], [100] * 3)


HISTORY = [
    ("copied month", {}, "file_same_as_before", ""),
    ("carried over is not what was pending", {"F5": 25, "C5": 115}, "carried_over_differs", "F5"),
    ("volume far from the past", {"D5": 6000, "C5": 6040}, "volume_far_from_past", "D5"),
    ("unit missing that reported last month", {"B7": "Sở Xây dựng"}, "units_missing", ""),
]


@pytest.mark.parametrize(("name", "changes", "code", "cell"), HISTORY, ids=[name for name, *_ in HISTORY])
def test_fault_against_the_past_is_warned_of(
    name: str, changes: dict[str, Any], code: str, cell: str, nghe_an: list[Any]
) -> None:
    # The last month is the clean form's own numbers; before it, the same with a little noise.
    past = pd.DataFrame(
        [
            {"unit_code": unit, "month": pd.Timestamp(month.start), **dict.fromkeys(COUNT_NAMES, np.nan)}
            | {
                count: value + (number % 3 if number < 11 else 0)
                for count, value in zip(FORM_COUNTS, GOOD, strict=True)
            }
            for number, month in enumerate(months_back(AUGUST.before, 12))
            for unit in ("SNV", "STP", "SYT")
        ]
    )
    content = form(*changes.items())

    loaded = load(content, "x.xlsx", units=nghe_an, month=None, today=TODAY, past=past)

    assert (code, cell) in [(issue.code, issue.cell) for issue in loaded.issues if issue.severity == "warning"], name
    assert loaded.fit_to_store


CLEAN = {
    "form, xlsx": lambda forms: form(),
    "form, xls": lambda forms: as_xls(clean()),
    "form, ods": lambda forms: as_ods(clean()),
    "portal, csv": lambda forms: flat(
        "unit_code,period,total_received,total_on_time,total_overdue,avg_processing_days",
        "SNV,2026-08,9,6,3,7.05",
        "STP,2026-08,5,5,0,1.5",
    ),
    "template, csv": lambda forms: CSV.encode(),
}


def as_xls(rows: Rows) -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Biểu 6a")
    for number, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if value is not None:
                sheet.write(number, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(rows: Rows) -> bytes:
    """An OpenDocument table of these cells, no more than the format asks for."""
    from xml.sax.saxutils import escape

    def cell(value: Any) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, int):
            kind, text = f'office:value-type="float" office:value="{value}"', str(value)
        else:
            kind, text = 'office:value-type="string"', escape(value)
        return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"

    name = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
    spaces = " ".join(f'xmlns:{each}="{name.format(each)}"' for each in ("office", "table", "text"))
    body = "".join(f"<table:table-row>{''.join(map(cell, cells))}</table:table-row>" for cells in rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            f'<?xml version="1.0"?><m:manifest xmlns:m="{name.format("manifest")}"/>',
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
            f'<table:table table:name="Biểu 6a">{body}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return out.getvalue()


@pytest.mark.parametrize("name", CLEAN)
def test_clean_file_raises_nothing(name: str, read: Callable[..., Loaded], forms: Path) -> None:
    loaded = read(CLEAN[name](forms))

    assert loaded.issues == ()
    assert loaded.fit_to_store
    assert len(loaded.rows) >= 2
