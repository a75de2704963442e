"""A document written as a workbook: where everything stands, how values are shown, and that no text is a formula."""

import datetime as dt
import io

import openpyxl
import pytest

from views.documents.document import Column, Document, Heading, Table, Wrapping
from views.documents.writers.xlsx import workbook

HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", " =1", "＝1+1", "\ufeff=1")
COLUMNS = (Column("Mã", width=12), Column("Số", "whole", 8))
ROWS = (("SNV", 1), ("STP", None))


def opened(document: Document):
    return openpyxl.load_workbook(io.BytesIO(workbook(document)))


def sheet_of(*columns: Column, rows=(), **more):
    return opened(Document((Table("Bảng", columns, rows, **more),))).active


def values(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_title_sentences_stamp_and_caution_stand_above_the_first_table_and_the_title_above_each():
    tables = (Table("Một", COLUMNS, ROWS), Table("Hai", COLUMNS, ROWS[:1]))
    book = opened(Document(tables, "Tên", ("Nguồn.", "Kỳ."), stamp="namro:report=x", caution="Số liệu minh họa."))

    lines = ["Tên", "Nguồn.", "Kỳ.", "namro:report=x", "Số liệu minh họa."]
    assert book.sheetnames == ["Một", "Hai"]
    table = [["Mã", "Số"], ["SNV", 1], ["STP", None]]
    assert values(book["Một"]) == [*([line, None] for line in lines), [None, None], *table]
    assert values(book["Hai"]) == [["Tên", None], [None, None], *table[:2]]
    assert (book["Một"]["A1"].font.b, book["Một"]["A1"].font.sz, book["Một"]["A2"].font.b) == (True, 14, False)


def test_without_a_title_the_captions_are_the_first_row():
    sheet = sheet_of(*COLUMNS, rows=ROWS)

    assert values(sheet) == [["Mã", "Số"], ["SNV", 1], ["STP", None]]
    assert [cell.font.b for cell in sheet["A"]] == [True, False, False]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("text", "6/33", "General"),
        ("exact", "6/33", "@"),
        ("fraction", "6/33", "@"),
        ("label", "2026-10", "General"),
        ("whole", 1200, "General"),
        ("number", 66.6667, "General"),
        ("decimal", 200 / 3, "#,##0.00"),
        ("decimal", 5, "#,##0.00"),
        ("day", dt.date(2026, 12, 31), "dd/mm/yyyy"),
        ("iso_day", dt.date(2026, 12, 31), "yyyy-mm-dd"),
    ],
)
def test_a_value_is_kept_and_shown_by_the_kind_of_its_column(kind, value, shown):
    cell = sheet_of(Column("Cột", kind), rows=((value,), (None,)))["A2"]

    kept = cell.value.date() if isinstance(value, dt.date) else cell.value
    assert kept == (pytest.approx(value, rel=1e-15) if isinstance(value, float) else value)
    assert cell.number_format == shown


def test_a_row_added_to_a_column_of_fractions_is_text():
    sheet = sheet_of(Column("Mã", "exact"), Column("Tỷ lệ", "fraction"))

    assert [sheet.column_dimensions[letter].number_format for letter in "AB"] == ["General", "@"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_wherever_it_stands(text):
    columns = tuple(Column(text, kind) for kind in ("text", "exact", "fraction", "label", "figure"))
    table = Table("Bảng", columns, ((text,) * 5, Heading((text,) * 5)), wrapping=Wrapping("top", "all"))
    book = opened(Document((table,), text, (text,), stamp=text, caution=text))

    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) == 4 + 3 * 5
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_for_a_reader_is_made_safe_and_text_that_is_read_back_is_not_changed(text):
    kinds = ("text", "exact", "fraction", "label")
    sheet = sheet_of(*(Column("Cột", kind) for kind in kinds), rows=((text,) * 4,))

    assert values(sheet)[1] == [f"'{text}", text, text, text]


def test_a_change_upwards_is_printed_without_an_apostrophe():
    sheet = sheet_of(Column("Thay đổi", "figure"), rows=(("+8,7 điểm",), ("−0,4 điểm",)))
    assert [row[0] for row in values(sheet)[1:]] == ["+8,7 điểm", "−0,4 điểm"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


def test_a_heading_is_bold_in_every_column_and_a_row_below_it_is_not():
    sheet = sheet_of(*COLUMNS, rows=(Heading(("A.",)), ("SNV", 1)))

    assert [[cell.font.b for cell in row] for row in sheet["A2:B3"]] == [[True, True], [False, False]]


def test_a_column_without_a_caption_sets_a_width_and_has_no_cells():
    sheet = sheet_of(*COLUMNS, Column("", width=30), rows=ROWS)

    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [12, 8, 30]
    assert sheet.dimensions == "A1:B3"


@pytest.mark.parametrize(("title", "columns", "frozen"), [("", 2, "C2"), ("Tên", 0, "A4"), ("Tên", 1, "B4")])
def test_captions_stay_in_view_and_as_many_columns_as_asked(title, columns, frozen):
    assert opened(Document((Table("Bảng", COLUMNS, ROWS, columns),), title)).active.freeze_panes == frozen


@pytest.mark.parametrize(
    ("wrapping", "title", "header", "text", "empty"),
    [
        (Wrapping(), (None, None), (None, None), (None, None), (None, None)),
        (Wrapping(rows="all"), (None, None), (None, None), (True, "top"), (True, "top")),
        (Wrapping(rows="text"), (None, "top"), (None, None), (True, "top"), (None, None)),
        (Wrapping("top", "text"), (None, "top"), (True, "top"), (True, "top"), (None, None)),
        (Wrapping("middle"), (None, None), (True, "center"), (None, None), (None, None)),
    ],
)
def test_what_is_wrapped(wrapping, title, header, text, empty):
    sheet = opened(Document((Table("Bảng", COLUMNS, ROWS, wrapping=wrapping),), "Tên")).active

    cells = (sheet["A1"], sheet["A3"], sheet["A4"], sheet["B5"])
    assert [(cell.alignment.wrap_text or None, cell.alignment.vertical) for cell in cells] == [
        title,
        header,
        text,
        empty,
    ]


def test_it_prints_as_wide_as_its_table_with_the_captions_on_every_page():
    """The settings of a province printed on four pages, half of the columns on each."""

    def printed(width: int, **more):
        columns = Column("Tên", "text", width), Column("Nguồn", "text", 40)
        return opened(Document((Table("x", columns, (("a", "một văn bản dài " * 10),), **more),), title="T")).active

    for width, orientation in ((40, "portrait"), (60, "landscape")):
        sheet = printed(width)
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (orientation, 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$3:$3"
    # LibreOffice printed the second line over the next row.
    assert printed(60, wrapping=Wrapping(rows="all")).row_dimensions[4].height == 60
    assert printed(60).row_dimensions[4].height is None
