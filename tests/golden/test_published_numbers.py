"""Numbers somebody published, reproduced by the whole way from the file to the answer.

Sources: dichvucong.gov.vn reporting API, August 2026 (captured 2026-09-26); a printed report of April 2023.
The expected values are the publishers', read from the files' own columns or typed from print; none was
computed by this project.
"""

import csv
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy.engine import Engine

from actions.data.import_file import import_file
from core.periods import parse
from metrics.rates.measures import measure
from metrics.rates.rates import values
from reports.results.overview import overview
from reports.results.ranking import ranking
from tests.conftest import VIEWER, accepted, clock
from tests.drawn import table

HERE = Path(__file__).parent
PROGRESS = HERE / "phutho_2026-08_progress_by_unit.csv"
DIGITISATION = HERE / "phutho_2026-08_digitization_sample.csv"
AUGUST = parse("2026-08")


def published(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["unit_code"]: row for row in csv.DictReader(file)}


def fill(engine: Engine) -> None:
    for path in (PROGRESS, DIGITISATION):
        done = import_file(
            engine, VIEWER, path.read_bytes(), path.name, month=AUGUST, clock=clock, reason_for=accepted, note="+"
        )
        assert done.loaded.fit_to_store, done.loaded.issues


@pytest.fixture
def month(copy_of) -> Engine:
    return copy_of("phu-tho", fill)


def ranks(engine: Engine, viewer, measure_id: str):
    with engine.connect() as connection:
        return {
            row.unit_code: row
            for kind in ("department", "commune")
            for row in ranking(connection, viewer, measure_id, AUGUST, kind=kind).table.itertuples()
        }


def test_the_provinces_total_is_what_the_portal_printed(month, viewer):
    with month.connect() as connection:
        province = overview(connection, viewer, AUGUST).groups[0]

    assert (province.units, province.reported) == (163, 163)
    assert [figure.now for figure in province.figures] == [184_513, 144_625, 39_888]
    assert 144_625 + 39_888 == 184_513


def test_the_pooled_rate_is_7838_and_not_the_mean_of_the_units(month, viewer):
    with month.connect() as connection:
        rate = overview(connection, viewer, AUGUST).groups[0].rates[0]
    each = [row.value for row in ranks(month, viewer, "on_time_portal").values() if row.status == "ranked"]

    assert rate.now == pytest.approx(78.38, abs=0.005)
    assert sum(each) / len(each) == pytest.approx(84.12, abs=0.005)  # what a mean of units would have said


def test_all_161_units_with_dossiers_have_the_published_ratio(month, viewer):
    found = ranks(month, viewer, "on_time_portal")
    printed = {code: row for code, row in published(PROGRESS).items() if code != "H44"}

    ranked = {code: row for code, row in found.items() if row.status == "ranked"}
    assert len(ranked) == 161
    for code, row in ranked.items():
        assert row.value == pytest.approx(float(printed[code]["on_time_ratio_pct"]), abs=0.01), code


def test_units_without_dossiers_are_unranked_and_not_nought_percent(month, viewer):
    found = ranks(month, viewer, "on_time_portal")

    for code in ("H44.01", "H44.23"):
        assert found[code].status == "no_dossiers"
        assert pd.isna(found[code].rank)
        assert pd.isna(found[code].value)


def test_one_department_holds_35_percent_of_the_overdue(month, viewer):
    with month.connect() as connection:
        holder = overview(connection, viewer, AUGUST).late_places[0]

    assert holder.unit.code == "H44.45"
    assert holder.share == pytest.approx(35, abs=0.5)


# Published scores of group MDSH are points; these are the counts of the ten rows, divided by hand from print:
# dossiers digitised, with e-result and reusing data, each of all received.
@pytest.mark.parametrize(
    ("measure_id", "column"),
    [("digitised", "digitised_dossiers"), ("e_result", "with_e_result"), ("data_reuse", "reused_data")],
)
def test_the_ten_rows_of_the_digitisation_table(month, viewer, measure_id, column):
    found = ranks(month, viewer, measure_id)
    printed = published(DIGITISATION)
    assert len(printed) == 10

    for code, row in printed.items():
        if code == "H44":
            continue  # the province's own row is no unit of a ranking
        assert found[code].numerator == int(row[column])
        assert found[code].denominator == int(row["total_received"])


# The portal's scores of the same rows (group MDSH), to the points each of the three rates is worth there:
# 6 for e-results and 4 for digitised, proportional; 2 for reuse, full from 80 % (qd766_indicators.csv). The rest of
# the score is that of the other four columns.
def test_the_three_rates_reproduce_the_published_digitisation_scores(month, viewer):
    rates = {name: ranks(month, viewer, name) for name in ("digitised", "e_result", "data_reuse")}

    for code, row in published(DIGITISATION).items():
        total, procedures = int(row["total_received"]), int(row["procedures_total"])
        if code == "H44" or total == 0:
            continue
        others = (
            4 * int(row["synced_personal_storage"]) / total
            + 2 * int(row["citizen_data_dossiers"]) / total
            + 2 * int(row["citizen_data_procedures"]) / procedures
            + float(row["e_certified_copy_score"])
        )
        ours = (
            4 * rates["digitised"][code].value / 100
            + 6 * rates["e_result"][code].value / 100
            + min(2, 2 * rates["data_reuse"][code].value / 80)
        )
        assert ours + others == pytest.approx(float(row["score"]), abs=0.01), code


def test_a_printed_report_of_april_2023():
    """6,583 received, 6,434 resolved, 6,420 on time (early and on the due date together), 14 late."""
    report = table("""
        unit_code | resolved | resolved_early | resolved_on_due | resolved_late
        PROVINCE  | 6434     | 0              | 6420            | 14
    """)

    assert values(report, measure("on_time_resolved"))["value"].iloc[0] == pytest.approx(99.78, abs=0.005)


def test_the_portals_nought_days_of_units_without_dossiers_are_not_the_best_rank(month, viewer):
    found = ranks(month, viewer, "mean_days")

    assert {found[code].status for code in ("H44.01", "H44.23")} == {"no_dossiers"}
    assert found["H44.13"].rank == 1


def test_the_province_shows_its_published_row_where_only_some_units_are_known(month, viewer):
    with month.connect() as connection:
        digitised = next(
            rate for rate in overview(connection, viewer, AUGUST).groups[0].rates if rate.measure.id == "digitised"
        )

    assert (digitised.numerator, digitised.denominator, digitised.own_row) == (21_233, 184_513, True)


def test_mean_days_are_the_portals_own(month, viewer):
    found = ranks(month, viewer, "mean_days")
    for code, row in published(PROGRESS).items():
        if code != "H44" and int(row["total_received"]):
            assert found[code].value == pytest.approx(float(row["avg_processing_days"]), abs=0.005)
