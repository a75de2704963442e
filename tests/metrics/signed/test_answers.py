"""A version's answers, computed by hand for five units, and the same as the reports show."""

import math

import pytest

from actions.data.import_file import import_file
from core.periods import Period, parse, year_to_date
from metrics.in_force import definitions_of, settings_in_files
from metrics.signed.answers import answers_of
from metrics.signed.codes import canonical
from reports.results.score import score_of
from reports.slices import Slice, ranked_units
from reports.versions import published
from store import signatures
from store.versions import Versions
from tests.conftest import accepted, clock

pytestmark = pytest.mark.slow

AUGUST = parse("2026-08")
HEAD = "unit_code,month,received_online,received_in_person\n"
ROWS = (
    "SNV,2026-07,8,2\nSTP,2026-07,9,1\nSXD,2026-07,0,0\n"
    "SNV,2026-08,80,20\nSTP,2026-08,90,10\nSXD,2026-08,0,0\nSYT,2026-08,90,10\nSTC,2026-08,19,1\n"
)


@pytest.fixture
def database(nghe_an, viewer):
    import_file(
        nghe_an, viewer, (HEAD + ROWS).encode(), "x.csv", month=None, clock=clock, reason_for=accepted, note="nhập"
    )
    return nghe_an


def answers(database, month: Period):
    with database.connect() as connection:
        versions = Versions(connection)
        row = next(each for each in versions.signed.values() if each.period == month)
        return answers_of(versions.made_of(row.id), definitions_of(month, settings_in_files()))


def column(found, unit: str, span: str = "month", measure: str = "online"):
    table = found["rates"][span]["department"]
    place = table["units"].index(unit)
    return {name: figures[place] for name, figures in table["measures"][measure].items()}


def test_rates_ranks_and_verdicts_of_a_month(database):
    found = answers(database, AUGUST)

    assert column(found, "STC") == {"numerator": 19, "denominator": 20, "value": 95.0, "rank": 1, "verdict": "met"}
    assert column(found, "STP")["rank"] == column(found, "SYT")["rank"] == 2
    assert column(found, "SNV") == {"numerator": 80, "denominator": 100, "value": 80.0, "rank": 4, "verdict": "met"}
    assert column(found, "SXD") == {
        "numerator": 0, "denominator": 0, "value": None, "rank": None, "verdict": "no_dossiers",
    }  # fmt: skip
    assert column(found, "SKHCN")["verdict"] == "not_reported"


def test_longer_periods_hold_what_is_known_of_all_their_months(database):
    found = answers(database, AUGUST)

    assert column(found, "SNV", "year_to_date")["numerator"] == 88
    assert column(found, "STC", "year_to_date") == {
        "numerator": None, "denominator": None, "value": None, "rank": None, "verdict": "not_reported",
    }  # fmt: skip
    assert found["rates"]["twelve_months"] == found["rates"]["year_to_date"]
    assert set(answers(database, parse("2026-07"))["rates"]) == {"month"}, "there is no other month yet"


def test_the_versions_of_the_other_months_are_named_with_their_codes(database):
    with database.connect() as connection:
        july, august = signatures.signed(connection)
    assert answers(database, AUGUST)["used"] == {"2026-07": [1, july.code]}
    assert july.code != august.code


def test_groups_are_pooled_and_not_averaged(database):
    found = answers(database, AUGUST)["groups"]["month"]
    assert found["department"]["online"] == {
        "units": 5, "numerator": 279, "denominator": 320, "value": 100 * 279 / 320, "verdict": "met",
    }  # fmt: skip
    assert found["all"] == found["department"]


def test_they_are_what_the_reports_show(database, viewer):
    with database.connect() as connection:
        data = published(connection, viewer)
    for period, span in ((AUGUST, "month"), (year_to_date(AUGUST), "year_to_date")):
        part = Slice(data, "department", period)
        for measure in data.measures_for(period):
            for row in ranked_units(part, measure).to_dict("records"):
                signed = column(answers(database, AUGUST), row["unit_code"], span, measure.id)
                assert (signed["rank"] or 0) == (
                    0 if row["rank"] is None or row["rank"] != row["rank"] else row["rank"]
                )
                assert signed["value"] == (None if math.isnan(row["value"]) else row["value"])
    shown = score_of(Slice(data, "department", AUGUST), data.definitions(AUGUST).score("noi_bo"))
    signed = answers(database, AUGUST)["scores"]["noi_bo"]["department"]
    ranks = {
        row["unit_code"]: None if row["status"] != "ranked" else int(row["rank"])
        for row in shown.table.to_dict("records")
    }
    assert dict(zip(signed["units"], signed["rank"], strict=True)) == ranks


def test_the_same_content_has_the_same_bytes_in_whatever_order_it_came():
    assert canonical({"b": 1, "a": [1.5, None, "đ"]}) == canonical({"a": [1.5, None, "đ"], "b": 1})
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"a": float("nan")})
