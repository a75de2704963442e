"""One unit by the units of the time and by today's, on the province's real list."""

import datetime as dt

import pandas as pd
import pytest

from actions.data.import_file import import_file
from core.periods import parse
from reports.data.structure import structure_report
from reports.results.continuity import breaks_of
from reports.results.overview import overview_of
from reports.results.unit import unit_report
from reports.versions import published
from tests.conftest import VIEWER, accepted, clock

HEAD = "unit_code,month,received_online,received_in_person\n"
MONTHS = HEAD + "".join(
    f"{line}\n"
    for line in (
        "STC,2025-02,60,40",
        "SKHDT,2025-02,20,30",
        "STC,2025-03,90,60",
        "SNV,2025-02,10,10",
        "412,2025-06,100,33",
        "415,2025-06,50,50",
        *(f"{code},2025-07,10,5" for code in ("16681", "16690", "16702", "16708", "16732", "17920")),
        "16738,2025-07,7,7",
    )
)


def fill(engine) -> None:
    done = import_file(engine, VIEWER, MONTHS.encode(), "x.csv", month=None, clock=clock, reason_for=accepted, note="+")
    assert done.versions, done.loaded.issues


@pytest.fixture
def reformed(copy_of):
    return copy_of("nghe-an", fill)


def ask(engine, viewer, code, by, month=None):
    with engine.connect() as connection:
        return unit_report(connection, viewer, code, month and parse(month), by)


def values(report) -> dict[str, float]:
    rows = report.history[report.history["measure"].eq("online")]
    return {f"{month:%Y-%m}": value for month, value in zip(rows["month"], rows["value"], strict=True)}


def row(report, month):
    return report.counts.set_index("month").loc[pd.Timestamp(f"{month}-01")]


def test_before_a_merger_todays_unit_is_the_sum_and_its_rate_the_pooled_rate(reformed, viewer):
    then, today = (ask(reformed, viewer, "STC", by, "2025-03") for by in ("then", "today"))

    assert row(then, "2025-02")["received_online"] == 60
    assert row(today, "2025-02")["received_online"] == 80
    assert (values(then)["2025-02"], values(today)["2025-02"]) == (60.0, pytest.approx(100 * 80 / 150))
    assert values(then)["2025-03"] == values(today)["2025-03"] == 60.0
    assert bool(row(today, "2025-02")["summed"]) and not today.counts["estimated"].any()
    assert [each.on for each in today.breaks] == [dt.date(2025, 3, 1)]
    assert [unit.code for unit in today.breaks[0].before] == ["STC", "SKHDT"]


def test_a_month_counted_in_todays_terms_has_no_rank_and_others_keep_theirs(reformed, viewer):
    then, today = (ask(reformed, viewer, "STC", by, "2025-03").history for by in ("then", "today"))

    ranks = [each[each["measure"].eq("online")].set_index("month")["rank"] for each in (then, today)]
    assert ranks[0].notna().tolist() == [True, True]
    assert ranks[1].isna().tolist() == [True, False]
    assert ranks[0].iloc[1] == ranks[1].iloc[1]


def test_a_merger_in_which_one_did_not_report_has_no_sum(reformed, viewer):
    report = ask(reformed, viewer, "SNV", "today", "2025-03")

    assert pd.isna(values(report)["2025-02"])  # SLDTBXH is silent
    assert values(ask(reformed, viewer, "SNV", "then", "2025-03"))["2025-02"] == 50.0


def test_a_new_communes_months_before_are_an_estimate_and_add_up_to_the_districts(reformed, viewer):
    shares = {
        code: ask(reformed, viewer, code, "today") for code in ("16681", "16690", "16702", "16708", "16732", "17920")
    }

    june = {code: row(report, "2025-06") for code, report in shares.items()}
    assert sum(each["received_online"] for each in june.values()) == 100
    assert sum(each["received_in_person"] for each in june.values()) == 33
    assert all(each["estimated"] for each in june.values())
    assert june["16681"]["received_online"] == 18  # 6/33 of 100


def test_a_district_goes_on_as_the_sum_of_its_communes_until_one_is_silent(reformed, viewer):
    vinh, que_phong = (ask(reformed, viewer, code, "today") for code in ("412", "415"))

    assert (row(vinh, "2025-06")["received_online"], row(vinh, "2025-07")["received_online"]) == (100, 60)
    assert not vinh.counts["estimated"].any()
    assert len(vinh.breaks[0].after) == 6
    assert pd.isna(values(que_phong)["2025-07"])


def test_the_choice_is_offered_only_where_it_makes_a_difference(reformed, viewer):
    offered = {code: ask(reformed, viewer, code, "then").other_way for code in ("STC", "16681", "412", "SKHDT", "STP")}

    assert offered == {"STC": True, "16681": True, "412": True, "SKHDT": False, "STP": False}
    assert [unit.code for unit in ask(reformed, viewer, "SKHDT", "then").followed_by] == ["STC"]


def test_the_overview_knows_before_which_month_units_changed(reformed, viewer):
    with reformed.connect() as connection:
        data = published(connection, viewer)
    report = overview_of(data, parse("2025-07"))

    province = next(group for group in report.groups if group.kind == "province")
    assert province.breaks == {11: dt.date(2025, 7, 1), 7: dt.date(2025, 3, 1)}
    assert breaks_of(data, [], [parse("2025-06"), parse("2025-07")]) == {}


def test_the_structure_is_told_span_by_span_and_events_are_whole(reformed, viewer):
    with reformed.connect() as connection:
        structure = published(connection, viewer).lists.structure

    spans = structure_report(structure).days
    assert spans[0] == (dt.date(2025, 7, 1), None) and spans[-1] == (None, dt.date(2025, 2, 28))
    counts = [
        {kind: len(structure_report(structure, place).of_kind(kind)) for kind in ("department", "district", "commune")}
        for place in range(len(spans))
    ]
    assert counts == [
        {"department": 15, "district": 0, "commune": 130},
        {"department": 15, "district": 20, "commune": 0},
        {"department": 21, "district": 20, "commune": 0},
    ]
    events = structure_report(structure).events
    merger = next(event for event in events if [unit.code for unit in event.news] == ["STC"])
    assert {unit.code for unit in merger.olds} == {"STC", "SKHDT"}
    assert sum(len(event.links) for event in events) == len(structure.successions)
