"""Plans and results of indices as offices have them: `cases/tables/`, invented for this test."""

import datetime as dt
import re
from pathlib import Path

import pytest

from core.errors import UnreadableFileError
from core.indices import KnownIndex
from core.units import Unit
from core.words import LANGUAGES, t
from loaders.lists import plans, yearly_results, yearly_rows
from loaders.lists.captioned import table_in
from loaders.sheets import Sheet

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[1] / "cases" / "tables"


def test_recurring_deadlines_and_whole_groups_of_a_plan(nghe_an: list[Unit]) -> None:
    in_force = [unit for unit in nghe_an if unit.valid_to is None]
    plan = plans.read((CASES / "plan_deadlines.xlsx").read_bytes(), "p.xlsx", in_force, year=2026)
    days = {line.row.cells["deadline"]: line.details.deadline for line in plan.lines}
    assert {text for text, day in days.items() if day is None} == {
        "Hằng tháng",
        "Hàng quý",
        "Định kỳ hằng quý, năm",
        "Khi có yêu cầu",
    }
    assert days["15/12/2026-20/12/2026"] == dt.date(2026, 12, 20)
    assert days["Thường xuyên trong năm"] == dt.date(2026, 12, 31)
    told = [(issue.code, issue.severity, issue.cell) for issue in plan.issues]
    assert ("plan_recurring", "note", "E6") in told
    assert [each for each in told if each[1] == "warning"] == [
        ("plan_group_in_charge", "warning", "C16"),
        ("plan_beside_alone", "warning", "D16"),
        ("plan_group_in_charge", "warning", "C17"),
    ]


def test_results_of_indices_under_the_captions_the_page_names(nghe_an: list[Unit]) -> None:
    path = CASES / "yearly_captions.csv"
    read = yearly_results.read(path.read_bytes(), path.name, units=nghe_an, known=(), this_year=2026)
    assert len(read.results) == 8
    assert {issue.code for issue in read.issues} == {"index_unknown"}
    assert (read.results[7][1].score, read.results[7][1].rank, read.results[7][1].rank_of) == (61.82, 21, 34)


def test_the_page_names_only_captions_that_are_read() -> None:
    lead = t("vi", "indices.load_lead")
    named = re.sub(r" \([^)]*\)", "", lead[lead.index(":") + 1 : lead.index(".")]).split(", ")
    table = table_in(Sheet(None, {1: [name.strip() for name in named]}), yearly_rows.COLUMNS)
    assert table is not None and len(table.columns) == len(named) == 9
    assert all(t(language, "indices.load_lead") for language in LANGUAGES)


PAPI = KnownIndex("PAPI", ("PAPI", "Chỉ số PAPI"), 80, of_units=False)


def test_a_wide_table_has_its_dimensions_as_columns_and_its_year_in_the_title(nghe_an: list[Unit]) -> None:
    text = (
        "KẾT QUẢ CHỈ SỐ PAPI NĂM 2024;;;;;\n"
        ";;;;;\n"
        "STT;Tỉnh, thành phố;Tham gia;Công khai;Tổng điểm;Thứ hạng\n"
        "1;Tỉnh Nghệ An;5,43;5,54;44,72;17\n"
        "2;Hà Tĩnh;5,1;;45,1;12\n"
        ";Điểm cao nhất;6,2;6,4;47;\n"
        ";Trung bình cả nước;5,2;5,3;43;\n"
    )

    read = yearly_results.read(text.encode(), "papi.csv", units=nghe_an, known=(PAPI,), this_year=2026)

    assert [issue.code for issue in read.issues if issue.severity == "error"] == []
    assert [issue.code for issue in read.issues].count("index_about_all") == 2
    assert {(each.place, each.component): (each.score, each.rank) for _, each in read.results} == {
        ("Nghệ An", ""): (44.72, 17),
        ("Nghệ An", "Tham gia"): (5.43, None),
        ("Nghệ An", "Công khai"): (5.54, None),
        ("Hà Tĩnh", ""): (45.1, 12),
        ("Hà Tĩnh", "Tham gia"): (5.1, None),
    }
    assert {(each.index, each.year) for _, each in read.results} == {("PAPI", 2024)}


def test_a_wrong_number_of_a_wide_table_is_told_in_its_cell(nghe_an: list[Unit]) -> None:
    text = "Chỉ số PAPI 2024,,\nTỉnh,Tham gia,Công khai\nNghệ An,cao,5\n"

    read = yearly_results.read(text.encode(), "papi.csv", units=nghe_an, known=(PAPI,), this_year=2026)

    assert [(issue.code, issue.cell) for issue in read.issues if issue.severity == "error"] == [("index_number", "B3")]


@pytest.mark.parametrize("title", ["Kết quả các tỉnh", "Chỉ số PAPI 2023 và 2024", "Chỉ số năm 2024"])
def test_a_wide_table_that_does_not_say_index_and_year_is_refused(nghe_an: list[Unit], title: str) -> None:
    text = f"{title},,\nTỉnh,Tham gia,Công khai\nNghệ An,4,5\n"

    with pytest.raises(UnreadableFileError):
        yearly_results.read(text.encode(), "papi.csv", units=nghe_an, known=(PAPI,), this_year=2026)


def test_a_row_of_the_highest_score_is_no_province(nghe_an: list[Unit]) -> None:
    text = "Chỉ số,Năm,Tỉnh,Điểm\nPAPI,2024,Nghệ An,44\nPAPI,2024,Điểm cao nhất,47\n"

    read = yearly_results.read(text.encode(), "papi.csv", units=nghe_an, known=(PAPI,), this_year=2026)

    assert [each.place for _, each in read.results] == ["Nghệ An"]
