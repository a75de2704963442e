"""Every file in `sample_data/forms/` reads as it should; two readers agree; the published month adds up."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from python_calamine import CalamineWorkbook

from core.counts import FORM_COUNTS
from core.errors import UnreadableFileError
from core.units import Unit
from loaders import Loaded
from loaders.reading import fence

Read = Callable[..., Loaded]
CLEAN = [
    ("template_vi.csv", "template", 13),
    ("template_en.xlsx", "template", 13),
    ("form_ii06a_2026-08.xlsx", "form_ii06a", 13),
    ("form_ii06a_2026-08.xls", "form_ii06a", 13),
    ("form_ii06a_2026-08.ods", "form_ii06a", 13),
    ("form_ii06a_shifted.xlsx", "form_ii06a", 13),
    ("portal_progress_2026-08.csv", "portal_progress", 15),
    ("portal_progress_2026-08.xls", "portal_progress", 15),
    ("portal_progress_2026-08.ods", "portal_progress", 15),
    ("portal_digitisation_2026-08.csv", "portal_digitisation", 10),
]


@pytest.mark.parametrize(("name", "source", "rows"), CLEAN)
def test_sample_is_read_without_error(
    name: str, source: str, rows: int, forms: Path, read: Read, nghe_an: list[Unit], phu_tho: list[Unit]
) -> None:
    loaded = read(forms / name, "2026-08", units=phu_tho if source.startswith("portal") else nghe_an)
    assert (loaded.source, len(loaded.rows), loaded.fit_to_store) == (source, rows, True)
    assert {issue.code for issue in loaded.issues} <= {
        "not_reported",
        "hidden_rows",
        "hidden_columns",
        "sheets_not_read",
    }


def test_every_sample_file_is_tested(forms: Path) -> None:
    there = {path.name for path in forms.iterdir() if path.suffix in (".csv", ".xlsx", ".xls", ".ods")}
    assert there == {name for name, _, _ in CLEAN} | {"form_ii06a_broken.xlsx"}


def test_form_says_the_same_in_every_format(forms: Path, read: Read) -> None:
    tables = [
        read(forms / name).rows[["unit_code", *FORM_COUNTS]]
        for name in ("form_ii06a_2026-08.xlsx", "form_ii06a_2026-08.xls", "form_ii06a_2026-08.ods")
    ]
    assert tables[0].equals(tables[1])
    assert tables[0].equals(tables[2])
    # The same counts without an office's dashes; a dash is no zero.
    shifted = read(forms / "form_ii06a_shifted.xlsx").rows[["unit_code", *FORM_COUNTS]]
    assert (tables[0].fillna(0) == shifted.fillna(0)).all(axis=None)


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_hidden_row_is_read_and_reported(ending: str, forms: Path, read: Read) -> None:
    loaded = read(forms / f"form_ii06a_2026-08.{ending}")
    assert loaded.hidden_rows == 1
    assert 13 in loaded.rows["row"].tolist()
    assert [issue.values["rows"] for issue in loaded.issues if issue.code == "hidden_rows"] == ["13"]


def test_broken_form_shows_each_fault_at_its_cell(forms: Path, read: Read) -> None:
    loaded = read(forms / "form_ii06a_broken.xlsx")
    assert [(issue.code, issue.cell) for issue in loaded.issues if issue.severity == "error"] == [
        ("number_negative", "E10"),
        ("number_text", "D11"),
        ("unit_unknown", "B12"),
        ("identity_broken", "C14"),
        ("unit_ambiguous", "B19"),
        ("unit_twice", "20"),
        ("cell_error", "H21"),
    ]
    assert not loaded.fit_to_store


@pytest.mark.parametrize("name", ["template_en.xlsx", "form_ii06a_2026-08.xlsx", "form_ii06a_shifted.xlsx"])
def test_a_second_reader_sees_the_same_cells(name: str, forms: Path) -> None:
    ours = fence.read((forms / name).read_bytes())
    theirs = CalamineWorkbook.from_path(str(forms / name))
    for sheet in ours:
        rows = theirs.get_sheet_by_name(sheet.name or "").to_python(skip_empty_area=False)
        for number, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                assert (sheet.at(number, column) if sheet.at(number, column) is not None else "") == value


def test_published_month_of_phu_tho_adds_up(golden: Path, read: Read, phu_tho: list[Unit]) -> None:
    rows = read(golden / "phutho_2026-08_progress_by_unit.csv", "2026-08", units=phu_tho).rows.set_index("unit_code")
    province, units = rows.loc["H44"], rows.drop("H44")
    assert len(units) == 163
    assert (province["portal_dossiers"], province["portal_on_time"]) == (184513, 144625)
    sums = units[["portal_dossiers", "portal_on_time", "portal_overdue"]].sum().tolist()
    assert sums == [184513, 144625, 39888]
    assert (province["portal_overdue"] is not None, rows["portal_overdue"].isna().sum()) == (True, 1)
    assert province["mean_days_hundredths"] == 705


def test_published_digitisation_of_phu_tho(golden: Path, read: Read, phu_tho: list[Unit]) -> None:
    rows = read(golden / "phutho_2026-08_digitization_sample.csv", units=phu_tho).rows.set_index("unit_code")
    counts = ["digitisation_base", "e_results", "digitised", "data_reused", "personal_storage"]
    counts += ["citizen_data", "citizen_procedures", "procedures"]
    assert rows.loc["H44", counts].tolist() == [184513, 133274, 21233, 3160, 0, 85644, 297, 1301]
    assert rows.loc["H44.104", counts].tolist() == [1270, 852, 138, 21, 0, 705, 28, 385]


def test_portal_table_with_vietnamese_captions(read: Read, drawn: Callable[[str], bytes], phu_tho: list[Unit]) -> None:
    loaded = read(
        drawn("""
        STT | Mã đơn vị | Kỳ      | Tổng số hồ sơ | Hồ sơ đúng hạn | Hồ sơ quá hạn | Thời gian xử lý trung bình (ngày)
        1   | H44.07    | 08/2026 | 482           | 332            | 150           | 15,15
    """),
        units=phu_tho,
    )
    assert loaded.source == "portal_progress"
    assert loaded.rows["mean_days_hundredths"].tolist() == [1515]


CAPTIONS = ["Mã đơn vị", "Tháng", "Tiếp nhận - tổng số"]


def test_error_cells_of_an_xls_are_found(read: Read) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for column, caption in enumerate([*CAPTIONS, *("x" * 99 for _ in range(60))]):
        sheet.write(0, column, caption)
    for row, code in enumerate(["SNV", "STP", "SCT"], 1):
        sheet.write(row, 0, code)
        sheet.write(row, 1, "2026-08")
    sheet.write(1, 2, 5)
    sheet.row(2).set_cell_error(2, 0x2A)
    sheet.write(3, 2, 7)
    sheet.col(2).hidden = True
    out = io.BytesIO()
    book.save(out)
    loaded = read(out.getvalue())
    found = [(issue.code, issue.cell, issue.values.get("text")) for issue in loaded.issues]
    assert found[0] == ("cell_error", "C3", "#N/A")
    assert ("hidden_columns", "", None) in found
    assert loaded.rows["received"].tolist() == [5, 7]


def test_error_cells_and_bare_formulas_of_an_ods_are_found(read: Read) -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="S")

    def row(*values: object) -> TableRow:
        line = TableRow()
        for value in values:
            cell = TableCell(valuetype="string") if isinstance(value, str) else value
            if isinstance(value, str):
                cell.addElement(P(text=value))
            line.addElement(cell)
        return line

    error = TableCell(formula="of:=1/0", valuetype="string")
    error.addElement(P(text="#DIV/0!"))
    table.addElement(row(*CAPTIONS))
    table.addElement(row("SNV", "2026-08", error))
    table.addElement(row("STP", "2026-08", TableCell(formula="of:=1+2")))
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.write(out)
    assert [(issue.code, issue.cell) for issue in read(out.getvalue()).issues] == [
        ("cell_error", "C2"),
        ("formula_not_calculated", "C3"),
    ]


def test_ods_that_repeats_a_cell_without_end_is_refused() -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="S")
    line = TableRow(numberrowsrepeated=1_000_000)
    line.addElement(TableCell(valuetype="float", value=1, numbercolumnsrepeated=16_000))
    table.addElement(line)
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.write(out)
    with pytest.raises(UnreadableFileError) as refusal:
        fence.read(out.getvalue())
    assert refusal.value.reason == "too_many_cells"
