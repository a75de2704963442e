"""Reports on a real database: who is ranked, what a longer period is, what the overview says."""

from math import isnan
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy.engine import Engine

from actions.data.import_file import import_file
from core.errors import MonthlyOnlyError, NoDataError, NoMeasureDataError, NotAllowedError, UnknownUnitError
from core.periods import parse
from core.viewer import Viewer, of_roles
from reports.__main__ import parser
from reports.results.overview import overview
from reports.results.ranking import ranking
from reports.results.score_formula import NoScoreError
from reports.results.unit import unit_report
from reports.versions import published
from tests.conftest import VIEWER, accepted, clock

pytestmark = pytest.mark.slow

HEAD = "unit_code,month,received_online,received_in_person,pending,pending_overdue\n"
JUNE_TO_AUGUST = HEAD + "".join(
    f"{line}\n"
    for line in (
        "SNV,2025-06,80,20,10,1",
        "SNV,2025-07,70,30,20,2",
        "SNV,2025-08,60,40,30,3",
        "STP,2025-07,10,90,5,0",
        "412,2025-06,50,50,40,4",
        "16681,2025-07,90,10,11,0",
        "16681,2025-08,90,10,12,6",
    )
)


def fill(engine: Engine) -> None:
    content = JUNE_TO_AUGUST.encode()
    done = import_file(engine, VIEWER, content, "three.csv", month=None, clock=clock, reason_for=accepted, note="+")
    assert done.loaded.fit_to_store, done.loaded.issues


@pytest.fixture
def three_months(copy_of) -> Engine:
    return copy_of("nghe-an", fill)


def ask(engine: Engine, question, *arguments, **named):
    with engine.connect() as connection:
        return question(connection, *arguments, **named)


def row(report, code: str):
    return report.table.set_index("unit_code").loc[code]


def test_a_quarter_adds_flows_and_takes_the_last_months_stock(three_months, viewer):
    online = ask(three_months, ranking, viewer, "online", parse("2025-Q3"), kind="department")
    overdue = ask(three_months, ranking, viewer, "overdue_pending", parse("2025-Q3"), kind="department")

    assert (row(online, "SNV")["numerator"], row(online, "SNV")["denominator"]) == (130, 200)
    assert (row(overdue, "SNV")["numerator"], row(overdue, "SNV")["denominator"]) == (3, 30)


def test_a_running_quarter_says_which_months_it_has(three_months, viewer):
    report = ask(three_months, ranking, viewer, "online", parse("2025-Q3"), kind="department")

    assert [month.code for month in report.months] == ["2025-07", "2025-08"]


def test_a_unit_that_missed_a_month_of_the_quarter_is_not_ranked_for_it(three_months, viewer):
    report = ask(three_months, ranking, viewer, "online", parse("2025-Q3"), kind="department")

    assert row(report, "STP")["status"] == "not_reported"
    assert row(report, "SNV")["rank"] == 1


def test_districts_are_ranked_until_the_reform_and_communes_from_then_on(three_months, viewer):
    data = ask(three_months, published, viewer)

    assert data.kinds([parse("2025-06")]) == ["department", "district"]
    assert data.kinds([parse("2025-07")]) == ["department", "commune"]
    before = ask(three_months, ranking, viewer, "online", parse("2025-06"), kind="district")
    after = ask(three_months, ranking, viewer, "online", parse("2025-07"), kind="commune")
    assert (len(before.table), len(after.table)) == (20, 130)


def test_a_new_commune_has_no_change_of_rank_and_no_value_before(three_months, viewer):
    first = row(ask(three_months, ranking, viewer, "online", parse("2025-07"), kind="commune"), "16681")
    second = row(ask(three_months, ranking, viewer, "online", parse("2025-08"), kind="commune"), "16681")

    assert pd.isna(first["change_of_rank"]) and pd.isna(first["before"])
    assert (second["change_of_rank"], second["before"]) == (0, 90.0)


def test_the_series_has_twelve_months_and_gaps_where_nothing_was_reported(three_months, viewer):
    series = row(ask(three_months, ranking, viewer, "online", parse("2025-08"), kind="department"), "STP")["series"]

    assert len(series) == 12
    assert [month for month, value in enumerate(series) if not isnan(value)] == [10]


def test_the_province_pools_districts_before_and_communes_after(three_months, viewer):
    report = ask(three_months, overview, viewer, parse("2025-08"))

    online = next(rate for rate in report.groups[0].rates if rate.measure.id == "online")
    assert online.series[-3:] == pytest.approx(((80 + 50) / 2, (70 + 10 + 90) / 3, (60 + 90) / 2))
    assert [group.kind for group in report.groups] == ["province", "department", "commune"]


def test_the_overview_lists_who_has_not_reported(three_months, viewer):
    report = ask(three_months, overview, viewer, parse("2025-08"))

    silent = {unit.code for unit in report.not_reported}
    assert "STP" in silent and "SNV" not in silent and "412" not in silent
    assert len(silent) == 15 - 1 + 130 - 1
    assert report.groups[0].reported == 2


def test_without_months_to_compare_nobody_is_said_not_to_have_changed(three_months, viewer):
    answer = ask(three_months, overview, viewer, parse("2025-06"))

    assert answer.better is None and answer.really_worse is None


def test_what_got_worse_is_ordered_by_dossiers(three_months, viewer):
    worse = ask(three_months, overview, viewer, parse("2025-08")).worse

    assert worse[["unit_code", "measure", "dossiers"]].to_numpy().tolist() == [["SNV", "online", 10.0]]


def test_the_newest_month_is_the_default(three_months, viewer):
    assert ask(three_months, overview, viewer).month == parse("2025-08")


def test_one_unit_stands_among_its_peers(three_months, viewer):
    report = ask(three_months, unit_report, viewer, "SNV", parse("2025-07"))

    place = next(place for place in report.places if place.measure.id == "online")
    assert (place.rank, place.of, place.value, place.before, place.peers_median) == (1, 2, 70.0, 80.0, 40.0)
    assert report.counts["received_online"].tolist() == [70, 80]


def test_an_ended_unit_is_shown_in_its_last_month(three_months, viewer):
    report = ask(three_months, unit_report, viewer, "412")

    assert report.month == parse("2025-06")


def test_no_numbers_is_an_answer_not_a_crash(nghe_an, three_months, viewer):
    with pytest.raises(NoDataError):
        ask(three_months, ranking, viewer, "online", parse("2026-01"), kind="department")
    with pytest.raises(NoMeasureDataError):
        ask(three_months, ranking, viewer, "digitised", parse("2025-08"), kind="department")
    with pytest.raises(UnknownUnitError):
        ask(three_months, unit_report, viewer, "nobody")


def test_an_empty_database_has_no_numbers(nghe_an, viewer):
    with pytest.raises(NoDataError):
        ask(nghe_an, overview, viewer)


def test_a_score_that_lacks_its_numbers_is_not_a_unit_that_does_not_exist(three_months):
    def explained(unit):
        options = parser().parse_args(["score", "--month", "2025-08", "--explain", unit])
        with three_months.connect() as connection:
            return options.answer(connection, options)

    with pytest.raises(NoScoreError, match="Sở Nội vụ"):
        explained("SNV")
    with pytest.raises(UnknownUnitError):
        explained("none")


def test_a_unit_sees_the_ranking_of_all_and_its_own_details_alone(three_months):
    member = of_roles("snv", ["unit_member"], ["SNV"])
    ranked = ask(three_months, ranking, member, "online", parse("2025-07"), kind="department").table

    assert {"SNV", "STP"} <= set(ranked["unit_code"])
    assert ask(three_months, unit_report, member, "SNV").unit.code == "SNV"
    with pytest.raises(NotAllowedError):
        ask(three_months, unit_report, member, "STP")
    for nobody in (Viewer("?"), of_roles("?", ["unit_member"], []), of_roles("?", [], ["SNV"])):
        with pytest.raises(NotAllowedError):
            ask(three_months, unit_report, nobody, "SNV")
    with pytest.raises(NotAllowedError):
        ask(three_months, published, Viewer("?"))


def test_what_is_published_is_seen_at_once(three_months, viewer):
    before = ask(three_months, published, viewer)
    again = HEAD + "SNV,2025-08,99,1,30,3\n"
    import_file(
        three_months, viewer, again.encode(), "again.csv", month=None, clock=clock, reason_for=accepted, note="+"
    )

    after = ask(three_months, published, viewer)

    assert after.version > before.version
    assert (
        row(ask(three_months, ranking, viewer, "online", parse("2025-08"), kind="department"), "SNV")["value"] == 99.0
    )


def test_numbers_on_the_overview_equal_a_plain_recount_of_the_sample(nghe_an, viewer):
    import csv

    from core.settings import PROVINCES

    path: Path = PROVINCES / "nghe-an" / "dossiers.csv"
    import_file(nghe_an, viewer, path.read_bytes(), path.name, month=None, clock=clock, reason_for=accepted, note="+")
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["month"] == "2026-10"]

    report = ask(nghe_an, overview, viewer, parse("2026-10"))

    total = {name: sum(int(line[name]) for line in lines) for name in lines[0] if name not in {"unit_code", "month"}}
    received, resolved, late = (figure.now for figure in report.groups[0].figures)
    assert received == total["received_online"] + total["received_in_person"]
    assert (resolved, late) == (total["resolved"], total["resolved_late"])
    on_time = 100 * (total["resolved_early"] + total["resolved_on_due"]) / total["resolved"]
    assert report.groups[0].rates[0].now == pytest.approx(on_time, abs=1e-9)
    by_hand = sorted(
        -(int(line["resolved_early"]) + int(line["resolved_on_due"])) / int(line["resolved"])
        for line in lines
        if len(line["unit_code"]) == 5 and line["unit_code"].isdigit() and int(line["resolved"])
    )
    ranks = ask(nghe_an, ranking, viewer, "on_time_resolved", parse("2026-10"), kind="commune").table
    ours = ranks.dropna(subset=["rank"])
    assert [-value / 100 for value in ours["value"]] == pytest.approx(by_hand)
    assert ours["rank"].tolist() == [1 + by_hand.index(value) for value in by_hand]


def test_a_measure_whose_months_do_not_add_up_is_neither_offered_nor_made_up_for_a_quarter(nghe_an, viewer):
    text = b"unit_code,month,resolved_late,pending_overdue,late_apologised\nSNV,2026-07,3,1,2\nSNV,2026-08,4,2,3\n"
    import_file(nghe_an, viewer, text, "x.csv", month=None, clock=clock, reason_for=accepted, note="+")
    data = ask(nghe_an, published, viewer)

    assert "apologised" in {item.id for item in data.measures_for(parse("2026-08"))}
    assert "apologised" not in {item.id for item in data.measures_for(parse("2026-Q3"))}
    with pytest.raises(MonthlyOnlyError):
        ask(nghe_an, ranking, viewer, "apologised", parse("2026-Q3"), kind="department")
