"""A table with “đúng và trước hạn” in one column: ranked, explained and signed; old versions keep what they said."""

import datetime as dt
from math import isnan

import pytest

from actions.data.import_file import import_file
from core.periods import parse
from core.words import t
from reports.brief import brief_of
from reports.data.verification import verify_everything
from reports.results.late_chain import late_chain
from reports.results.ranking import ranking
from reports.versions import published
from tests.conftest import NOW, accepted
from views.documents.brief import brief_document
from views.documents.document import values_of
from views.rendering import render
from views.wording.results import formula
from views.wording.targets import verdict

AUGUST = parse("2026-08")
FILE = """unit_code,month,resolved,resolved_late,received_online,received_in_person
SNV,2026-08,120,6,80,40
STP,2026-08,50,0,20,30
"""


def publish(engine, viewer, at: dt.datetime) -> None:
    import_file(engine, viewer, FILE.encode(), "a.csv", month=AUGUST, clock=lambda: at, reason_for=accepted, note="+")


@pytest.mark.parametrize(("day", "there"), [(29, False), (30, True)])
def test_versions_from_the_day_on_know_it_and_earlier_ones_keep_what_they_said(nghe_an, viewer, day, there):
    publish(nghe_an, viewer, dt.datetime(2026, 11, day, 3, tzinfo=dt.UTC))
    with nghe_an.connect() as connection:
        data = published(connection, viewer)
        assert ("on_time_resolved" in {each.id for each in data.measures([AUGUST])}) == there
        assert all(each.identical for each in verify_everything(connection))
        if there:
            found = ranking(connection, viewer, "on_time_resolved", AUGUST, kind="department").table
            rates = found.set_index("unit_code")["value"].dropna().to_dict()
            assert rates == {"SNV": 95.0, "STP": 100.0}
            counts = data.counts_of([data.unit("SNV")], [AUGUST])
            asked = data.definitions(AUGUST).measures["on_time_resolved"]
            assert "120 − " in formula(asked, counts, AUGUST, "vi") and "95,0" in formula(asked, counts, AUGUST, "vi")


def test_where_overdue_dossiers_are_not_reported_nobody_is_said_to_have_none_late(nghe_an, viewer):
    publish(nghe_an, viewer, NOW)
    with nghe_an.connect() as connection:
        found = brief_of(connection, published(connection, viewer), viewer, AUGUST, now=NOW)
        chain = late_chain(connection, viewer, AUGUST)
    assert found.overview.late_places == () and not found.overview.late_known
    places = brief_document(found, "vi").tables[1]
    assert places.none == t("vi", "overview.places_unknown") != t("vi", "overview.places_none")
    drawn = render("vi", "results/late_chain.html", chain=chain, leaders={})
    assert t("vi", "overview.places_unknown") in drawn and t("vi", "late_chain.none") not in drawn
    silent = [unit.code for unit in chain.not_reported]
    assert "SNV" in silent and "Chưa báo cáo" not in drawn, "it reported, but not this"


def test_where_too_few_units_reported_no_verdict_is_printed_and_the_target_is_not_denied(nghe_an, viewer):
    publish(nghe_an, viewer, NOW)
    with nghe_an.connect() as connection:
        found = brief_of(connection, published(connection, viewer), viewer, AUGUST, now=NOW)
    rate = found.overview.groups[0].rates[0]
    assert rate.target and isnan(rate.to_target), "two units of many"
    printed = [str(cell) for row in brief_document(found, "vi").tables[0].rows for cell in values_of(row)]
    assert any(cell.startswith("80") for cell in printed) and t("vi", "target.none") not in printed
    assert verdict("vi", rate.target, 1.0) == t("vi", "target.met")
    assert verdict("vi", rate.target, rate.to_target) is None is verdict("vi", None, 1.0)
