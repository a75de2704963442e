"""One reader of lists: the same odd tables as a plan, a staff list, yearly results and a unit structure."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest

from core.errors import UnreadableFileError
from core.issues import Issue
from loaders.lists import people, plans, structures, yearly_results
from metrics.yearly.definitions import known_indices

Found = tuple[list[str], list[Issue]]
"""A text of each row that was read, and the issues."""


@dataclass(frozen=True)
class Kind:
    """One kind of list: its captions, two rows, and the reader."""

    captions: Sequence[str]
    rows: Sequence[Sequence[Any]]
    cell_error: str
    read: Callable[[bytes], Found]

    @property
    def names(self) -> list[str]:
        return [row[0] for row in self.rows]


@pytest.fixture(params=["plan", "people", "yearly", "structure"])
def kind(request, nghe_an) -> Kind:
    def plan(content: bytes) -> Found:
        found = plans.read(content, "x.xlsx", nghe_an, year=2026)
        return [line.details.content for line in found.lines], list(found.issues)

    def staff(content: bytes) -> Found:
        found = people.read(content, units=nghe_an)
        return [post.name for post in found.posts], list(found.issues)

    def yearly(content: bytes) -> Found:
        found = yearly_results.read(content, "x.xlsx", units=nghe_an, known=known_indices(), this_year=2026)
        return [result.place for _, result in found.results], list(found.issues)

    def structure(content: bytes) -> Found:
        found = structures.read([(content, "x.xlsx")])
        return [unit.code for _, unit in found.units], list(found.issues)

    kinds = {
        "plan": Kind(
            ["Nội dung", "Cơ quan chủ trì", "Thời hạn"],
            [["Việc A", "Sở Nội vụ", "15/12/2026"], ["Việc B", "Sở Y tế", "Quý III"]],
            "plan_cell_error",
            plan,
        ),
        "people": Kind(
            ["Họ và tên", "Đơn vị", "Chức vụ"],
            [["Nguyễn Văn A", "Sở Nội vụ", "Trưởng phòng"], ["Trần Thị B", "Sở Y tế", "Giám đốc"]],
            "index_cell_error",
            staff,
        ),
        "yearly": Kind(
            ["Tỉnh", "Chỉ số", "Năm", "Điểm"],
            [["Nghệ An", "PAR INDEX", 2024, 80], ["Hà Nội", "PAR INDEX", 2024, 90]],
            "index_cell_error",
            yearly,
        ),
        "structure": Kind(
            ["Mã đơn vị", "Tên đơn vị", "Khối", "Hoạt động từ"],
            [["A", "Đơn vị A", "Tỉnh", "01/07/2025"], ["B", "Đơn vị B", "Xã, phường", "2025-07-01"]],
            "structure_cell_error",
            structure,
        ),
    }
    return kinds[request.param]


def workbook(*sheets: Sequence[Sequence[Any]], hidden: Sequence[int] = (), merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Trang {number + 1}")
        sheet.sheet_state = "hidden" if number in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    if merge:
        book.worksheets[0].merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_table_stands_under_its_captions_wherever_and_however_written(kind: Kind):
    captions = [None, *(caption.upper().replace(" ", "\n", 1) + ":" for caption in kind.captions)]
    rows = [["Tiêu đề"], [], captions, *([None, *row] for row in kind.rows)]

    assert kind.read(workbook(rows)) == (kind.names, [])
    assert kind.read(workbook([list(reversed(row)) for row in rows])) == (kind.names, [])


def test_of_a_caption_that_stands_twice_the_first_counts(kind: Kind):
    rows = [[*kind.captions, *kind.captions], *([*row, *(["khác"] * len(row))] for row in kind.rows)]

    assert kind.read(workbook(rows)) == (kind.names, [])


@pytest.mark.parametrize("formula", ["#REF!", "=A1"])
def test_a_cell_with_an_error_or_an_uncalculated_formula_spoils_its_row_and_is_told(kind: Kind, formula):
    spoilt = ["Z", formula, *kind.rows[0][2:]]

    names, issues = kind.read(workbook([kind.captions, kind.rows[0], spoilt, kind.rows[1]]))

    assert names == kind.names
    assert [(issue.code, issue.severity, issue.cell) for issue in issues] == [(kind.cell_error, "error", "B3")]
    assert issues[0].sheet == "Trang 1"


def test_the_captions_stand_within_40_rows_and_in_one_row(kind: Kind):
    rows = [kind.captions, *kind.rows]
    apart = [[kind.captions[0]], [None, *kind.captions[1:]], *kind.rows]

    assert kind.read(workbook([*[["x"]] * 39, *rows])) == (kind.names, [])
    for content in (workbook([*[["x"]] * 40, *rows]), workbook(apart)):
        with pytest.raises(UnreadableFileError):
            kind.read(content)


def test_a_refusal_names_what_was_looked_for_and_what_stands_there(kind: Kind):
    with pytest.raises(UnreadableFileError) as refusal:
        kind.read(workbook([["Một", None, 2], ["x" * 50]], [["Ba"]]))

    assert refusal.value.values["seen"] == f"Một; 2; {'x' * 40}; Ba"
    # Of the captions that serve as well, the first is named: “Tỉnh, đơn vị” for “Tỉnh”.
    looked_for = refusal.value.values["looked_for"]
    assert sum(caption in looked_for for caption in kind.captions) >= 2


def test_rows_hidden_in_the_sheet_are_read(kind: Kind):
    book = openpyxl.load_workbook(io.BytesIO(workbook([kind.captions, *kind.rows])))
    book.worksheets[0].row_dimensions[2].hidden = True
    out = io.BytesIO()
    book.save(out)

    assert kind.read(out.getvalue()) == (kind.names, [])


def test_captions_below_the_table_are_a_row_like_others(kind: Kind):
    names, issues = kind.read(workbook([kind.captions, *kind.rows, kind.captions]))

    assert names[:2] == kind.names
    assert issues and {issue.row for issue in issues} == {4}


def test_every_visible_sheet_is_read_but_a_structure_is_one_table(kind: Kind):
    first, second = ([kind.captions, row] for row in kind.rows)
    one_table = kind.cell_error == "structure_cell_error"

    assert kind.read(workbook([["Bìa"]], first, second))[0] == (kind.names[:1] if one_table else kind.names)
    assert kind.read(workbook(first, second, hidden=[0]))[0] == kind.names[1:]


def test_a_hidden_sheet_is_read_for_a_structure_only_and_where_no_other_has_one(kind: Kind):
    content = workbook([kind.captions, *kind.rows], [["Bìa"]], hidden=[0])

    if kind.cell_error == "structure_cell_error":
        assert kind.read(content) == (kind.names, [])
    else:
        with pytest.raises(UnreadableFileError):
            kind.read(content)


def test_cells_merged_downwards_have_the_value_of_the_first_but_for_a_structure(kind: Kind):
    # Only the first of merged cells keeps its value. Row 3 has none of its own in column B.
    content = workbook([kind.captions, *kind.rows], merge="B2:B3")

    names, issues = kind.read(content)

    if kind.cell_error == "structure_cell_error":
        assert names == kind.names[:1]
        assert [(issue.code, issue.cell) for issue in issues] == [("structure_blank", "B3")]
    else:
        assert (names, issues) == (kind.names, [])


def test_a_cell_merged_with_its_caption_does_not_have_the_captions_text(kind: Kind):
    content = workbook([kind.captions, *kind.rows], merge="A1:A2")

    names, _ = kind.read(content)

    assert kind.captions[0] not in names
