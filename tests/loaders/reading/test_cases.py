"""Files people really have that other readers refuse or misread: `cases/reading/`, all invented for this test."""

import io
import sys
from pathlib import Path

import openpyxl
import pytest
import xlwt

from core.errors import UnreadableFileError
from core.words import LANGUAGES, said_issue
from loaders.reading import fence
from loaders.reading.formats import xlsx_second
from loaders.reading.painted import painted
from tests.loaders.conftest import Load

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[1] / "cases" / "reading"
RECEIVED = 15_449
"""All 13 rows together: the total that the forms state themselves."""


@pytest.mark.parametrize(
    "name",
    [
        "no_cellstylexfs.xlsx",
        "pivot_grouped.xlsx",
        "empty_fill.xlsx",
        "strict.xlsx",
        "codepage1258.xls",
        "WORKBOOK.xls",
        "cr_semicolon.csv",
        "footname2.xlsx",
    ],
)
def test_values_survive_decoration(name: str, read: Load) -> None:
    loaded = read(CASES / name)
    assert loaded.fit_to_store, loaded.issues
    assert len(loaded.rows) == 13
    assert loaded.rows["received"].sum() == RECEIVED
    assert loaded.rows.loc[0, ["unit_code", "received", "pending_in_time"]].tolist() == ["SNV", 1122, 86]


@pytest.mark.parametrize("name", ["no_cellstylexfs.xlsx", "pivot_grouped.xlsx", "empty_fill.xlsx", "strict.xlsx"])
def test_what_could_not_be_looked_at_is_said_and_the_rest_is_seen(name: str, read: Load) -> None:
    loaded = read(CASES / name)
    assert [issue.sheet for issue in loaded.issues if issue.code == "second_reader"] == ["II.06a"]
    assert loaded.hidden_rows == 1
    copy = openpyxl.load_workbook(io.BytesIO(painted((CASES / name).read_bytes(), name, loaded.issues, "vi")))
    assert copy["II.06a"]["C11"].value == 1122


def test_error_cells_and_bare_formulas_are_seen_by_the_second_reader_too() -> None:
    book = openpyxl.load_workbook(CASES / "hyper_blank.xlsx")
    sheet = book["II.06a"]
    sheet["C11"], sheet["D11"] = "=1+1", "#REF!"
    sheet["D11"].data_type = "e"
    sheet.column_dimensions["E"].hidden = True
    out = io.BytesIO()
    book.save(out)
    found = xlsx_second.read(out.getvalue())[0]
    usual = fence.read(out.getvalue())[0]
    assert found.errors == usual.errors == {(11, 4): "#REF!"}
    assert found.uncalculated == usual.uncalculated == {(11, 3)}
    assert (found.hidden_columns, found.hidden_rows) == (usual.hidden_columns, usual.hidden_rows)
    assert sorted(found.merged) == sorted(usual.merged)
    assert found.rows == usual.rows


def test_days_booleans_and_errors_of_an_xls() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for column, value in enumerate(("Sở Nội vụ", 12, 0.5, True, None)):
        sheet.write(0, column, value)
    sheet.write(0, 5, 46235, day)
    out = io.BytesIO()
    book.save(out)
    row = fence.read(out.getvalue())[0].rows[1]
    assert [*row[:5], f"{row[5]:%Y-%m-%d}"] == ["Sở Nội vụ", 12, 0.5, True, None, "2026-08-01"]


def test_a_link_on_a_blank_cell_is_a_blank(read: Load) -> None:
    loaded = read(CASES / "hyper_blank.xlsx")
    blank = next(issue for issue in loaded.issues if issue.code == "not_reported")
    assert blank.values["cells"].split(", ")[0] == "M11"
    assert len(loaded.rows) == 13


def test_a_day_with_month_and_day_swapped_is_asked_about(read: Load) -> None:
    loaded = read(CASES / "usdate.xlsx")
    assert [issue.code for issue in loaded.issues] == ["month_swapped"]
    assert all("08/2026" in said_issue(language, loaded.issues[0]) for language in LANGUAGES)
    assert loaded.issues[0].severity == "warning"
    assert loaded.issues[0].values["how_many"] == 13


@pytest.mark.parametrize(
    ("row", "text"), [(3, 'STP;"Sở Tư pháp;1;2\nSTC;Sở Tài chính;3;4\n'), (3, 'b;"c;1;2\nd;"e;1;2\n')]
)
def test_an_unclosed_quotation_mark_is_told_with_its_row(row: int, text: str) -> None:
    assert _refusal((CASES / "quote.csv").read_bytes()).values == {"row": "3"}
    whole = f"Mã;Tên;x;y\na;b;1;2\n{text}"
    assert (_refusal(whole.encode()).reason, _refusal(whole.encode()).values) == ("unclosed_quote", {"row": str(row)})


def test_a_cell_of_several_lines_is_no_unclosed_quotation_mark() -> None:
    sheet = fence.read('Mã,"Tên\nđơn vị",x\na,"b, c\nd, e",1\n'.encode())[0]
    assert sheet.rows[2] == ["a", "b, c\nd, e", 1]


def _refusal(content: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as refusal:
        fence.read(content)
    return refusal.value


def test_a_template_without_a_column_names_the_measures_it_loses(read: Load) -> None:
    loaded = read(CASES / "missingcol.csv")
    assert [(issue.code, issue.values["count"]) for issue in loaded.issues] == [
        ("column_missing_for", "resolved_on_due")
    ]
    assert "Hồ sơ giải quyết trước và đúng hạn" in said_issue("vi", loaded.issues[0])
    assert "Dossiers resolved early or on time" in said_issue("en", loaded.issues[0])


def test_a_caption_without_accents_is_understood_and_a_misspelt_one_asked_about(read: Load) -> None:
    path = CASES / "noaccent.csv"
    loaded = read(path)
    assert [(issue.code, issue.cell) for issue in loaded.issues] == [("caption_read_as", "H1")]
    assert loaded.rows.loc[0, "resolved"] == 1033
    misspelt = path.read_text(encoding="utf-8").replace("Da giai quyet - tong so", "Đã giải quyết - tổn số")
    near = read(misspelt.encode()).issues
    assert [(issue.code, issue.severity) for issue in near] == [
        ("caption_near", "warning"),
        ("columns_ignored", "note"),
    ]
    assert near[0].values == {"text": "Đã giải quyết - tổn số", "count": "resolved"}


@pytest.mark.parametrize(
    "deed",
    [
        "import sys; sys.stdout.write('sheets 2\\n[]x')",
        "print('0 is out of range')",
        "print('sheets 2')",
        "import sys; sys.stdout.write('sheets 4\\n[{}]')",
        "import sys; sys.stdout.write('refused 2\\n{}')",
        "import sys; sys.stdout.buffer.write(bytes(range(256)))",
        "pass",
    ],
)
def test_anything_else_that_comes_back_is_a_reader_that_died(deed: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        fence.read(b"a,b\n1,2\n", command=[sys.executable, "-c", deed])
    assert refusal.value.reason == "reader_died"


def test_a_reader_that_prints_does_not_spoil_its_answer() -> None:
    deed = "import os\n print('out', flush=True); os.write(1, b'C'); os.write(2, b'x' * 9_999_999)"
    code = "import sys\nfrom loaders.reading import child\nfrom loaders.reading.formats import csv_text\n"
    reader = f"def read(content):\n {deed}\n return []\ncsv_text.read = read\nchild.main()"
    assert fence.read(b"a", command=[sys.executable, "-c", code + reader]) == []
