"""Plans and results of indices as offices have them: `cases/tables/`, invented for this test."""

import datetime as dt
import re
from pathlib import Path

import pytest

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
