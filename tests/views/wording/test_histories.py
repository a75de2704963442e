"""The sentences above the heat map and the rank curves: who is worst, how many miss the target, who has led."""

import pandas as pd
import pytest

from core.periods import parse
from metrics.dated import newest
from metrics.rates.measures import measure
from metrics.rates.targets import all_targets
from reports.results.analysis import History
from views.wording import histories

MONTHS = tuple(map(parse, ("2026-09", "2026-10")))
RANKS = {"H01": (1, 3), "H02": (2, 1), "H03": (3, 2)}
VALUES = {"H01": (99.0, 70.0), "H02": (96.0, 98.0), "H03": (90.0, 96.0)}


@pytest.fixture
def history() -> History:
    # As `reports.results.analysis.history_of` has it: the worst of the last month first.
    rows = [
        (code, f"Xã {code}", f"Commune {code}", pd.Timestamp(month.start), VALUES[code][at], RANKS[code][at], "ranked")
        for code in ("H01", "H03", "H02")
        for at, month in enumerate(MONTHS)
    ]
    columns = ["unit_code", "unit_name", "unit_name_en", "month", "value", "rank", "status"]
    table = pd.DataFrame(rows, columns=columns).assign(goal=95.0, middle=95.0)
    target = newest((each for each in all_targets() if each.measure == "on_time_resolved"), MONTHS[-1].code)
    return History(measure("on_time_resolved"), "commune", MONTHS, table, target)


def test_the_worst_of_the_last_month_are_named_and_those_that_miss_the_target_counted(history):
    assert histories.heat(history, "vi") == [
        "Kém nhất tháng 10/2026: Xã H01 (70,0\xa0%), Xã H03 (96,0\xa0%), Xã H02 (98,0\xa0%).",
        "1/3 đơn vị chưa đạt chỉ tiêu của tháng.",
    ]


def test_the_leader_is_named_and_all_that_have_led_are_counted(history):
    assert histories.bump(history, "en") == [
        "First in October 2026: Commune H02.",
        "Over 2 months, 2 units have been first.",
    ]


def test_where_the_chosen_unit_stood_and_stands_is_said(history):
    assert histories.bump(history, "vi", "H01")[-1] == "Xã H01: hạng 1 tháng 9/2026, hạng 3 tháng 10/2026."


def test_a_dozen_leaders_are_counted_not_named(history):
    table = history.table.assign(rank=1)
    many = History(
        history.measure,
        history.kind,
        history.months,
        pd.concat([table, table.assign(unit_code=table["unit_code"] + "b")]),
        history.target,
    )

    assert histories.bump(many, "vi")[0] == "6 đơn vị cùng dẫn đầu tháng 10/2026."
