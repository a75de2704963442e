"""A cohort by what is published: with whom it is compared, over which months, and what makes its months others."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from core.cohorts import Cohort, Definition, Event
from core.counts import COUNT_NAMES
from core.periods import month_of
from core.units import Succession, Unit
from metrics.rates.measures import all_measures
from reports.published import Published
from reports.tasks.cohorts import cohort_report, of_unit
from reports.unit_lists import UnitLists
from views.wording import cohorts_and_commitments

MONTHS = [month_of(2025 + (number + 6) // 12, (number + 6) % 12 + 1) for number in range(15)]  # 7/2025 to 9/2026
BEGIN = dt.date(2026, 3, 10)
ON_TIME = all_measures()["on_time_resolved"]
UNITS = (
    *(Unit(f"C{number:02}", f"Xã {number}", "commune", f"Commune {number}") for number in range(20)),
    *(Unit(f"S{number}", f"Sở {number}", "department") for number in range(6)),
    Unit("D0", "Huyện 0", "district", valid_to=dt.date(2026, 5, 31)),
    Unit("D1", "Huyện 1", "district"),
)


def published(rates=None, units=UNITS, successions=(), gaps=(), shown=MONTHS) -> Published:
    """100 dossiers a month each, at 80 %; `rates` by unit say otherwise from March 2026 on."""
    rows = []
    for unit in units:
        for month in shown:
            if (unit.code, month) in gaps or not unit.in_force(month.start, month.end):
                continue
            rate = (rates or {}).get(unit.code, 80.0) if month.start >= dt.date(2026, 3, 1) else 80.0
            counts = {"resolved": 100.0, "resolved_early": 0.0, "resolved_on_due": rate}
            rows.append({"unit_code": unit.code, "month": pd.Timestamp(month.start)} | counts)
    table = pd.DataFrame(rows).reindex(columns=["unit_code", "month", *COUNT_NAMES])
    months = pd.DataFrame([{"period_start": month.start, "period_end": month.end} for month in shown])
    lists = UnitLists(newest=tuple(units), successions=tuple(successions))
    return Published(version=1, lists=lists, counts=table, months=months)


def cohort(*units: str, begin: dt.date = BEGIN, end: dt.date | None = None, ended: bool = False) -> Cohort:
    at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    events = (Event("defined", at, "x"), *([Event("ended", at, "x")] if ended else []))
    return Cohort("NTD-2026-01", Definition("nhóm", units, begin, end), events)


def test_the_rest_is_of_the_same_kinds_and_the_months_since_count():
    found = cohort_report(published({"C00": 90.0, "C01": 95.0}), cohort("C00", "C01"), ON_TIME)

    assert (found.first, found.last, found.rest, found.months_before) == (month_of(2026, 3), month_of(2026, 9), 18, 8)
    assert (found.since.cohort, found.since.rest) == (pytest.approx(0.925), pytest.approx(0.8))
    assert found.change.difference.value == pytest.approx(0.125)
    assert len(found.series) == 15
    assert [(each.unit.code, each.value, each.change, each.rank, each.of) for each in found.members] == [
        ("C00", 90.0, pytest.approx(10.0), 2, 20),
        ("C01", 95.0, pytest.approx(15.0), 1, 20),
    ]


def test_a_cohort_of_many_kinds_is_compared_kind_by_kind():
    rates = {unit.code: 60.0 for unit in UNITS if unit.kind == "department"}

    found = cohort_report(published(rates), cohort("S0", "S1", "C00"), ON_TIME)

    assert found.since.cohort == pytest.approx((60 + 60 + 80) / 300)
    assert found.since.value == pytest.approx(0.0)
    assert found.rest == 4 + 19


def test_a_month_that_was_not_reported_is_a_gap_not_a_zero():
    whole = cohort_report(published({"C00": 90.0}), cohort("C00"), ON_TIME)
    gaps = {("C00", MONTHS[-1]), ("C00", MONTHS[-2])}
    found = cohort_report(published({"C00": 90.0}, gaps=gaps), cohort("C00"), ON_TIME)

    assert found.since.cohort == whole.since.cohort == pytest.approx(0.9)
    assert found.series["cohort"].isna().sum() == 2
    assert found.members[0].denominator == 500
    assert found.members[0].rank is None


def test_a_member_that_ended_keeps_its_months_and_the_day_is_marked():
    links = [Succession("D0", "C00", dt.date(2026, 6, 1), 1.0, "nghị quyết")]

    found = cohort_report(published(successions=links), cohort("D0", "C05"), ON_TIME)

    assert [unit.code for unit in found.breaks[dt.date(2026, 6, 1)]] == ["D0"]
    assert {each.unit.code: each.denominator for each in found.members} == {"C05": 700, "D0": 300}
    # What it went into is in some way in the cohort.
    assert found.rest == 1 + 18
    assert found.series["members"].tolist()[-4:] == [1, 1, 1, 1]


def test_a_cohort_followed_for_years_keeps_all_its_months_and_shows_the_last_three_years():
    years = [month_of(2025 + number // 12, number % 12 + 1) for number in range(60)]  # to 12/2029
    found = cohort_report(published({"C00": 90.0}, shown=years), cohort("C00"), ON_TIME)

    assert (found.months_before, found.members[0].denominator) == (12, 46 * 100)
    assert found.change.difference.value == pytest.approx(0.1)
    assert (len(found.series), found.series["month"].min()) == (36, pd.Timestamp("2027-01-01"))


def test_months_after_its_last_day_no_longer_count():
    found = cohort_report(published({"C00": 90.0}), cohort("C00", end=dt.date(2026, 5, 31)), ON_TIME)

    assert (found.last, found.members[0].denominator) == (month_of(2026, 5), 300)


def test_before_its_first_month_is_published_there_is_nothing_to_say():
    found = cohort_report(published(), cohort("C00", begin=dt.date(2026, 11, 1)), ON_TIME)

    assert found.last is None
    assert found.change is None
    (line,) = cohorts_and_commitments.cohort(found, "vi")
    assert "chưa có số liệu" in line
    nothing = Published(1, UnitLists(UNITS), published().counts.iloc[:0], published().months.iloc[:0])
    assert cohort_report(nothing, cohort("C00"), ON_TIME).last is None


@pytest.mark.parametrize(("rate", "word"), [(95.0, "tốt hơn 15,0 điểm"), (60.0, "kém hơn 20,0 điểm")])
def test_the_sentence_says_better_or_worse_only_where_it_is_sure(rate, word):
    rates = {f"C{number:02}": 78.0 + number % 5 for number in range(5, 20)}
    sure = cohort_report(published(rates | {"C00": rate}), cohort("C00"), ON_TIME)
    same = cohort_report(published(rates), cohort("C00"), ON_TIME)

    assert word in cohorts_and_commitments.cohort(sure, "vi")[0]
    assert "chưa đủ căn cứ" in cohorts_and_commitments.cohort(same, "vi")[0]


def test_lower_is_better_where_the_measure_says_so():
    item = ON_TIME.model_copy(update={"better": "lower"})

    assert (
        "worse by 10.0 points"
        in cohorts_and_commitments.cohort(cohort_report(published({"C00": 90.0}), cohort("C00"), item), "en")[0]
    )


def test_a_cohort_of_all_units_of_a_kind_has_nobody_to_be_compared_with():
    found = cohort_report(published(), cohort("D0", "D1"), ON_TIME)

    assert "Không còn đơn vị nào cùng khối" in cohorts_and_commitments.cohort(found, "vi")[0]


def test_a_unit_is_in_the_cohorts_that_have_not_ended():
    first, second = cohort("C00", "C01"), replace(cohort("C00", end=dt.date(2026, 4, 1)), code="NTD-2026-02")

    assert of_unit([first, second], "C00", dt.date(2026, 4, 1)) == [first, second]
    assert of_unit([first, second], "C00", dt.date(2026, 4, 2)) == [first]
    assert of_unit([first, second], "C02", dt.date(2026, 4, 2)) == []
