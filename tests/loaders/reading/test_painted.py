"""A file comes back with its faults marked where they are, and goes in again once they are corrected."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from core.errors import UnreadableFileError
from core.words import LANGUAGES, Language, t
from loaders import Loaded
from loaders.reading.formats.painting import AUTHOR, COLOURS
from loaders.reading.painted import painted

pytestmark = pytest.mark.slow

Read = Callable[..., Loaded]
Rows = list[list[Any]]


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def marked(content: bytes) -> dict[str, str]:
    """The comments by cell, of all sheets but the list in front."""
    sheets = opened(content).worksheets[1:]
    return {
        cell.coordinate: cell.comment.text
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def places(loaded: Loaded) -> list[tuple[str, str]]:
    return [(issue.code, issue.cell) for issue in loaded.issues if issue.severity != "note"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_painted_and_told_in_its_cell_in_the_readers_language(
    language: Language, read: Read, forms: Path
) -> None:
    content = (forms / "form_ii06a_broken.xlsx").read_bytes()
    loaded = read(content)

    found = painted(content, "a.xlsx", loaded.issues, language)

    book, comments = opened(found), marked(found)
    for issue in loaded.issues:
        if issue.row and issue.severity != "note":
            cell = issue.cell if issue.column else f"A{issue.row}"
            assert t(language, f"issue.{issue.code}", **issue.values) in comments.pop(cell)
            assert book[issue.sheet][cell].fill.fgColor.rgb == COLOURS[issue.severity]
    assert comments == {}
    assert book.worksheets[0].title == t(language, "painted.sheet")
    listed = [row[2] for row in book.worksheets[0].iter_rows(min_row=6, values_only=True)]
    assert listed == [t(language, f"issue.{issue.code}", **issue.values) for issue in loaded.issues]


def test_links_of_the_list_lead_to_the_cells(read: Read, forms: Path) -> None:
    content = (forms / "form_ii06a_broken.xlsx").read_bytes()
    loaded = read(content)

    front = opened(painted(content, "a.xlsx", loaded.issues, "vi")).worksheets[0]

    assert front["B6"].hyperlink.location == f"'{loaded.issues[0].sheet}'!{loaded.issues[0].cell}"


def test_a_painted_workbook_goes_in_once_its_cells_are_corrected(
    read: Read, workbook: Callable[..., bytes], form: Callable[..., Rows], good: list[int]
) -> None:
    content = workbook(form([1, "Sở Nội vụ", *good], [2, "Sở Tư phap", -100, "sáu mươi", *good[2:]]))
    loaded = read(content)
    assert {code for code, _ in places(loaded)} == {"unit_unknown_near", "number_negative", "number_text"}

    book = opened(painted(content, "a.xlsx", loaded.issues, "vi"))
    for cell, value in {"B6": "Sở Tư pháp", "C6": 100, "D6": 60}.items():
        assert book.worksheets[1][cell].comment is not None
        book.worksheets[1][cell].value = value
    again = read(saved(book))

    assert (places(again), len(again.rows)) == ([], 2)
    clean = opened(painted(saved(book), "a.xlsx", again.issues, "vi"))
    assert [cell.comment for row in clean.worksheets[1].iter_rows() for cell in row if cell.comment] == []
    assert clean.worksheets[1]["C6"].fill.fill_type is None


def test_what_stood_in_the_workbook_stays(
    read: Read, workbook: Callable[..., bytes], form: Callable[..., Rows], good: list[int]
) -> None:
    book = opened(workbook(form([1, "Sở Nội vụ", -1, *good[1:]], [2, "Sở Tư pháp", *good])))
    sheet = book.worksheets[0]
    sheet["C5"].font = Font(bold=True, name="Times New Roman")
    sheet["C5"].comment = Comment("Hỏi lại anh Ba", "Văn thư")
    sheet["A9"] = "=SUM(C5:C6)"
    sheet.merge_cells("A1:M1")
    sheet.row_dimensions[6].hidden = True
    content = saved(book)

    after = opened(painted(content, "a.xlsx", read(content).issues, "vi")).worksheets[1]

    assert (after["A9"].value, after["C5"].font.name, after["C5"].font.b) == ("=SUM(C5:C6)", "Times New Roman", True)
    assert after["C5"].comment.text.startswith("Hỏi lại anh Ba")
    assert "A1:M1" in {str(area) for area in after.merged_cells.ranges}
    assert after.row_dimensions[6].hidden


def test_painting_again_does_not_pile_up(
    read: Read, workbook: Callable[..., bytes], form: Callable[..., Rows], good: list[int]
) -> None:
    content = workbook(form([1, "Sở Nội vụ", -1, *good[1:]]))
    once = painted(content, "a.xlsx", read(content).issues, "vi")

    twice = painted(once, "a.xlsx", read(once).issues, "vi")

    assert opened(twice).sheetnames == opened(once).sheetnames
    assert marked(twice) == marked(once)


def test_a_fault_in_a_merged_cell_is_told_where_the_cell_begins(
    read: Read, workbook: Callable[..., bytes], form: Callable[..., Rows], good: list[int]
) -> None:
    book = opened(workbook(form([1, "Sở Nội vụ", *good], [2, "Nhà hát múa rối", *good])))
    book.worksheets[0].merge_cells("A6:B6")
    book.worksheets[0]["A6"] = "Nhà hát múa rối"
    content = saved(book)
    loaded = read(content)
    assert [code for code, _ in places(loaded)] == ["unit_unknown"]

    assert list(marked(painted(content, "a.xlsx", loaded.issues, "vi"))) == ["A6"]


def test_text_of_a_csv_file_never_becomes_a_formula(read: Read) -> None:
    content = 'unit_code,month,field,received\nSNV,2026-08,"=HYPERLINK(""http://x"",1)",-5\nSTP,2026-08,@SUM(1),+3\n'
    loaded = read(content.encode())

    sheet = opened(painted(content.encode(), "=1+1.csv", loaded.issues, "vi"))

    assert {cell.data_type for each in sheet.worksheets for row in each.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet.worksheets[1]["C2"].value == '=HYPERLINK("http://x",1)'


@pytest.mark.parametrize(
    "name", ["form_ii06a_2026-08.xls", "form_ii06a_2026-08.ods", "portal_digitisation_2026-08.csv"]
)
def test_other_formats_come_back_as_a_workbook_that_reads_the_same(name: str, read: Read, forms: Path) -> None:
    paths = [path for path in forms.iterdir() if path.suffix == Path(name).suffix]
    assert paths
    for path in paths:
        content = path.read_bytes()
        loaded = read(content)
        again = read(painted(content, path.name, loaded.issues, "vi"))
        assert places(again) == places(loaded)
        assert again.rows.drop(columns="sheet").equals(loaded.rows.drop(columns="sheet"))


def test_a_file_that_is_not_read_is_not_painted() -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        painted(b"PK\x03\x04 and nothing more", "a.xlsx", (), "vi")
    assert refusal.value.reason == "broken"


def test_the_author_of_the_comments_is_the_system(read: Read, forms: Path) -> None:
    content = (forms / "form_ii06a_broken.xlsx").read_bytes()
    book = opened(painted(content, "a.xlsx", read(content).issues, "vi"))
    comments = [cell.comment for row in book.worksheets[1].iter_rows() for cell in row if cell.comment]
    assert {comment.author for comment in comments} == {AUTHOR}


def test_the_command_line_writes_the_marked_workbook(forms: Path, tmp_path: Path, capsys: Any) -> None:
    from loaders.__main__ import main

    out = tmp_path / "out.xlsx"
    assert main([str(forms / "form_ii06a_broken.xlsx"), "--painted", str(out), "--blank-is", "zero"]) == 1
    assert opened(out.read_bytes()).sheetnames[0] == t("vi", "painted.sheet")
