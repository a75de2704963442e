"""What is said once of a whole file, and works from the first month on: the files of a month's life."""

import collections
import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core import unit_list
from core.counts import COUNT_NAMES
from core.issues import grouped
from core.words import LANGUAGES, said_issues, t
from loaders import Loaded, load
from loaders.text.file_names import month_named
from tests.loaders.conftest import TODAY, csv_text

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[2] / "cases"
AUGUST, SEPTEMBER = "01_BC_06a_thang8", "01_BC_06a_thang9"


@pytest.fixture(scope="module")
def units():
    return unit_list.read(CASES / "lam-giang")[0]


def published(*loadeds: Loaded) -> pd.DataFrame:
    """As `store.publications.counts` has them."""
    rows = pd.concat([loaded.rows for loaded in loadeds], ignore_index=True)
    counts = rows[list(COUNT_NAMES)].astype(float)
    return pd.concat([rows["unit_code"], pd.to_datetime(rows["period_start"]).rename("month"), counts], axis=1)


@pytest.fixture(scope="module")
def read(units):
    past: dict[str, Loaded] = {}

    def reading(name: str, *before: str, today: dt.date = TODAY) -> Loaded:
        path = next((CASES / "life").glob(f"{name}*"))
        for each in before:
            past.setdefault(each, reading(each))
        table = published(*(past[each] for each in before)) if before else None
        empty = pd.DataFrame(columns=["unit_code", "month", *COUNT_NAMES]).astype({"month": "datetime64[ns]"})
        return load(
            path.read_bytes(), path.name, units=units, month=None, today=today, past=empty if table is None else table
        )

    return reading


def warnings(loaded: Loaded) -> dict[str, int]:
    return dict(collections.Counter(issue.code for issue in loaded.issues if issue.severity == "warning"))


def values(loaded: Loaded, code: str):
    return next(issue.values for issue in loaded.issues if issue.code == code)


def test_honest_months_are_told_nothing(read):
    assert warnings(read(AUGUST)) == {}
    assert warnings(read(SEPTEMBER, AUGUST)) == {}


def test_a_file_with_another_months_numbers_is_one_finding(read):
    for before in ([AUGUST], [AUGUST, SEPTEMBER]):
        copied = read("16_", *before)
        assert warnings(copied) == {"file_same_as_before": 1}
        assert values(copied, "file_same_as_before") == {"how_many": 52, "of": 52, "month": "08/2026"}


def test_several_months_added_are_told_from_the_first_month_on(read):
    added = read("10d_", AUGUST)
    assert warnings(added) == {"total_rises": 1}
    found = values(added, "total_rises")
    assert found["units"] == 52 and found["month"] == "08/2026"
    assert found["value"] / found["before"] == pytest.approx(found["times"], abs=0.05)
    assert 3 < found["times"] < 5
    assert t("vi", "issue.total_rises", **found).count("gấp 4,2 lần") == 1
    assert "total_rises" in warnings(read("10d_", AUGUST, SEPTEMBER))


def test_a_month_of_a_few_days_is_told_too(read, units):
    whole = read(AUGUST)
    past = published(whole)
    rows = "".join(
        f"{row.unit_code} | 2026-09 | {int(row.resolved) // 3}\n" for row in whole.rows.itertuples() if row.resolved
    )
    part = load(
        csv_text(f"unit_code | month | resolved\n{rows}"), "x.csv", units=units, month=None, today=TODAY, past=past
    )
    assert values(part, "total_falls")["month"] == "08/2026"


def test_returned_dossiers_are_one_kind_that_one_reason_answers(read):
    returned = read("30g_")
    assert warnings(returned) == {"stock_flow_gap": 52}
    assert [len(places) for places in grouped(returned.issues)] == [52]
    for language in LANGUAGES:
        (line,) = said_issues(language, returned.issues)
        assert "51" in line and "C11" in line


def test_units_are_missed_by_the_list_even_in_the_first_month(read):
    missing = read("18a_")
    assert values(missing, "units_missing") == {"how_many": 3, "units": "Sở Y tế, Xã Thanh Sơn Đông, Xã Mường Lát"}
    assert warnings(read("32_")) == {"rows_blank": 1}, "a correction misses nobody"


def test_the_name_and_the_title_are_compared(read):
    assert values(read("09a_"), "name_month_differs") == {"named": "09/2026", "month": "08/2026"}


def test_a_month_that_is_still_running_is_said(read):
    running = read(SEPTEMBER, today=dt.date(2026, 9, 30))
    assert values(running, "month_running") == {"month": "09/2026", "last_day": "30/09/2026"}
    assert warnings(read(SEPTEMBER, today=dt.date(2026, 10, 1))) == {}


@pytest.mark.parametrize(
    ("name", "number", "year"),
    [
        ("BC T10 - Phường 1.xlsx", 10, None),
        ("bc_thang_9_2026_tieu_de_thang_8.xlsx", 9, 2026),
        ("Báo cáo tháng 08 năm 2026.xls", 8, 2026),
        ("BC Tháng 12-2025 (ngày 05 tháng 01 năm 2026).xlsx", 12, 2025),
        ("2026-08 Sở Y tế.csv", 8, 2026),
        ("202608.csv", 8, 2026),
        ("Biểu 06a tháng 10.2026.xlsx", 10, 2026),
    ],
)
def test_a_month_in_a_files_name(name, number, year):
    found = month_named(name)
    assert found is not None and (found.number, found.year) == (number, year)


@pytest.mark.parametrize(
    "name",
    [
        "06a.xlsx",
        "Báo cáo 6 tháng đầu năm 2026.xlsx",
        "BC ngày 5 tháng 9 năm 2026.xlsx",
        "T2026.xlsx",
        "Đội 5.csv",
        "a",
    ],
)
def test_a_name_that_says_no_month(name):
    assert month_named(name) is None


def test_a_month_that_only_the_name_says_is_proposed_with_a_question(units):
    text = csv_text("unit_code | resolved\nSYT | 5\n")
    loaded = load(text, "BC T8.csv", units=units, month=None, today=TODAY)
    assert [month.code for month in loaded.months] == ["2026-08"]
    assert values(loaded, "month_from_name") == {"month": "08/2026"}
    assert loaded.fit_to_store
    december = load(text, "BC T12.csv", units=units, month=None, today=TODAY)
    assert [month.code for month in december.months] == ["2025-12"], "the last one that has begun"
    nameless = load(text, "BC.csv", units=units, month=None, today=TODAY)
    assert [issue.code for issue in nameless.issues if issue.severity == "error"] == ["month_missing"]
    assert np.isnan(published(loaded)["pending"]).all()
