"""Flags of a real database: planted in files, found in the month, told in words, and never touching a rank."""

import datetime as dt

import pandas as pd
import pytest
from sqlalchemy.engine import Engine

from actions.data.import_file import import_file
from core.errors import NoDataError
from core.periods import parse
from core.viewer import Viewer, of_roles
from reports.data.integrity import arithmetic, false_alarm, flag_rows, flags, odds
from reports.results.ranking import ranking
from tests.conftest import NOW, accepted, clock

pytestmark = pytest.mark.slow

HEAD = "unit_code,month,received_online,received_in_person,carried_over,resolved,resolved_late,pending\n"


def load(engine: Engine, viewer: Viewer, text: str, name: str = "a.csv", now=clock) -> None:
    done = import_file(
        engine, viewer, (HEAD + text).encode(), name, month=None, clock=now, reason_for=accepted, note="+"
    )
    assert done.loaded.fit_to_store, done.loaded.issues


def ask(engine: Engine, question, *arguments, **named):
    with engine.connect() as connection:
        return question(connection, *arguments, **named)


@pytest.fixture
def two_months(nghe_an: Engine, viewer: Viewer) -> Engine:
    load(
        nghe_an,
        viewer,
        "SNV,2026-07,80,20,0,90,5,10\nSNV,2026-08,70,30,4,95,5,9\nSTP,2026-07,80,20,0,90,5,10\nSTP,2026-08,70,30,10,95,5,15\n",
    )
    return nghe_an


def test_a_flag_states_its_arithmetic_and_how_often_it_is_nothing(two_months, viewer):
    found = ask(two_months, flags, viewer, parse("2026-08"))

    flag = found.of("stock_flow")[0]
    assert [each.unit.code for each in found.flags] == ["SNV"]
    assert arithmetic(flag, "vi") == "Chuyển kỳ 4 ≠ tồn cuối tháng trước 10: lệch −6 hồ sơ."
    assert arithmetic(flag, "en") == "Carried over 4 ≠ pending at the end of last month 10: off by −6 dossiers."
    assert "nhiều nhất 5 tháng" in false_alarm("stock_flow", "vi")
    assert found.by_month == ((parse("2026-08"), 1, 2), (parse("2026-07"), 0, 2))


def test_a_flag_changes_no_rank(two_months, viewer):
    table = ask(two_months, ranking, viewer, "online", parse("2026-08"), kind="department").table

    assert table.set_index("unit_code").loc[["SNV", "STP"], "rank"].tolist() == [1, 1]


def test_flags_of_units_one_may_not_see_are_not_seen(two_months):
    seen = ask(two_months, flags, of_roles("a", ["unit_member"], ["STP"]), parse("2026-08"))

    assert seen.flags == ()


def test_a_month_without_numbers_has_no_flags_but_an_error(two_months, viewer):
    with pytest.raises(NoDataError):
        ask(two_months, flags, viewer, parse("2026-10"))


def test_months_revised_late_and_only_for_the_better_are_told(nghe_an, viewer):
    months = [f"2026-{number:02}" for number in range(3, 8)]
    for number, month in enumerate(months):
        load(
            nghe_an, viewer, f"SNV,{month},80,20,10,90,9,{20 + number}\nSTP,{month},80,20,10,90,9,20\n", f"{month}.csv"
        )
    for month in months:
        for code, late in (("SNV", 2), ("STP", 2 if month < "2026-05" else 12)):
            load(
                nghe_an,
                viewer,
                f"{code},{month},80,20,10,90,{late},20\n",
                f"{code}-{month}.csv",
                now=lambda: NOW + dt.timedelta(days=10),
            )

    found = ask(nghe_an, flags, viewer, parse("2026-07")).of("late_revisions")

    assert [(each.unit.code, each.values["up"]) for each in found] == [("SNV", 5)]
    assert "cả 5 theo hướng tốt lên" in arithmetic(found[0], "vi")


def test_the_rows_for_programs_hold_what_the_page_says(two_months, viewer):
    rows = ask(two_months, flag_rows, viewer, parse("2026-08"), "vi")

    assert list(rows.columns) == [
        *("month", "unit_code", "unit_name", "test", "statistic", "chance", "false_alarm", "arithmetic")
    ]
    assert rows[["month", "unit_code", "test", "statistic"]].to_numpy().tolist() == [
        ["2026-08", "SNV", "stock_flow", -6.0]
    ]
    assert pd.isna(rows["chance"]).all()


def test_odds_are_said_with_two_figures():
    assert [odds(chance, "vi") for chance in (0.0020, 0.000423, 1e-9)] == ["1/500", "1/2.300", "dưới 1/1.000.000"]
