"""A unit's own target: every surface compares it with that one, says so, and says the same verdict and number."""

import datetime as dt
import io

import openpyxl
import pytest

from actions.data.import_file import import_file
from actions.data.targets import set_target
from core.periods import parse
from core.words import LANGUAGES
from metrics.rates.measures import measure
from reports.data.consequences import difference
from reports.digest import digest_of
from reports.meetings.questions import short_of
from reports.month_report import month_report
from reports.results.analysis import history_of
from reports.results.control import control_of
from reports.results.overview import overview_of
from reports.results.ranking import ranking_of
from reports.results.unit import unit_report_of
from reports.review import review_of
from reports.slices import Slice
from reports.versions import as_if_published, published
from store.database import writing
from tests.conftest import NOW, VIEWER, accepted
from views.charts.history import heat_data
from views.charts.ranking import bars_data
from views.documents.digest import digest_document
from views.documents.document import values_of
from views.documents.files import ranking_workbook
from views.documents.month_rankings import rankings
from views.documents.month_report import method
from views.documents.review import review_document
from views.screen.results.ranking import _html as ranking_html
from views.wording import histories, meetings
from views.wording import results as wording

AUGUST, ON_TIME = parse("2026-08"), measure("on_time_resolved")
LATER = NOW + dt.timedelta(hours=1)
# 96 of 100 in time: above the example of 95 % for all, below the 98 % that SNV alone is asked for.
FORM = (
    "unit_code,month,received,received_online,received_in_person,carried_over,resolved,resolved_early,"
    "resolved_on_due,resolved_late,pending,pending_in_time,pending_overdue\n"
    "SNV,2026-08,110,80,20,10,100,60,36,4,10,10,0\nSTP,2026-08,110,80,20,10,100,60,36,4,10,10,0\n"
)


def publish(engine, at, form=FORM, *, draft=False):
    options = {"month": None, "clock": lambda: at, "reason_for": accepted}
    return import_file(engine, VIEWER, form.encode(), f"{at:%H%M}.csv", note="" if draft else "+", **options)


@pytest.fixture
def data(nghe_an):
    with writing(nghe_an) as connection:
        set_target(connection, VIEWER, ON_TIME.id, "2026-08", 98, unit="SNV", source="Kế hoạch 5", at=NOW)
    done = publish(nghe_an, LATER)
    assert done.versions, done
    with nghe_an.connect() as connection:
        return published(connection, VIEWER)


@pytest.fixture
def of(data):
    return Slice(data, "department", AUGUST)


def test_the_ranking_its_sentence_chart_and_workbook(of):
    found = ranking_of(of, ON_TIME)
    rows = found.table.set_index("unit_code")
    assert rows.loc[["SNV", "STP"], "to_target"].tolist() == [-2, 1]
    assert (found.target.value, found.target_of("SNV").value, found.target_of("STP").value) == (95, 98, 95)
    assert "1 đơn vị đạt chỉ tiêu (≥ 95 %; 1 đơn vị theo chỉ tiêu riêng)" in wording.ranking(found, "vi")[0].replace(
        "\u00a0", " "
    )
    drawn = bars_data(found, "vi").set_index("code")
    assert drawn.loc[["SNV", "STP"], "state"].tolist() == ["Chưa đạt", "Đạt"]
    assert drawn.loc["SNV", "distance"].startswith("\N{MINUS SIGN}2,0")
    shown = ranking_html(found, "vi").replace("\u00a0", " ")
    assert "≥ 98 % (chỉ tiêu riêng)" in shown and "1 đơn vị so với chỉ tiêu riêng" in shown

    sheet = openpyxl.load_workbook(io.BytesIO(ranking_workbook(found, "vi", "", None))).active
    head = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Hạng")
    written = {row[1]: dict(zip(head, row, strict=True)) for row in sheet.iter_rows(values_only=True) if row[1]}
    assert [(written[code]["Đạt hay chưa đạt"], written[code]["Chỉ tiêu"]) for code in ("SNV", "STP")] == [
        ("Chưa đạt", 98),
        ("Đạt", 95),
    ]


def test_the_units_page_its_digest_and_its_control_chart(nghe_an, data):
    place = next(each for each in unit_report_of(data, "SNV").places if each.measure.id == ON_TIME.id)
    assert (place.target.value, place.to_target) == (98, -2)
    history = unit_report_of(data, "SNV").history
    assert history.loc[history["measure"].eq(ON_TIME.id), "target"].tolist() == [98]
    assert control_of(data, ON_TIME, "SNV").target.value == 98
    with nghe_an.connect() as connection:
        digest = digest_of(connection, data, VIEWER, AUGUST, "SNV", now=NOW)
    cells = (cell for table in digest_document(digest, "vi").tables for row in table.rows for cell in values_of(row))
    said = " ".join(map(str, cells)).replace("\u00a0", " ")
    assert "98 % (chỉ tiêu riêng)" in said and "95 %" not in said


def test_the_heat_map_the_overview_and_the_meeting(of, data):
    found = history_of(of, ON_TIME, 18)
    assert found.table.set_index("unit_code").loc[["SNV", "STP"], "middle"].tolist() == [98, 95]
    assert histories.heat(found, "vi")[1] == "1/2 đơn vị chưa đạt chỉ tiêu của tháng."
    shade = heat_data(found, "vi").set_index("name")["shade"]
    assert (shade["Sở Nội vụ"] < 0, shade["Sở Tư pháp"] > 0) == (True, True)
    ends = overview_of(data, AUGUST).tables["department", ON_TIME.id].set_index("unit_code")["target"]
    assert (ends["SNV"].value, ends["STP"].value) == (98, 95)
    asked = short_of(data, AUGUST, "SNV")
    assert (asked.target.value, asked.avoidable, short_of(data, AUGUST, "STP")) == (98, 2, None)
    assert meetings.on_day(asked, "vi")["target"].replace("\u00a0", " ") == "98 % (chỉ tiêu riêng)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_months_report_and_the_review_sheet(nghe_an, data, language):
    with nghe_an.connect() as connection:
        report = month_report(connection, data, VIEWER, AUGUST, now=NOW)
        review = review_of(connection, data, VIEWER, AUGUST, "department", now=NOW)
    rows = [values_of(row) for table in rankings(report, language) for row in table.rows]
    missed, met = ("Chưa đạt", "Đạt") if language == "vi" else ("Missed", "Met")
    by_unit = {row[1]: row[6].replace("\u00a0", " ") for row in rows if row[3] and "96" in row[3]}
    assert sorted(by_unit.values()) == sorted([f"{missed} (≥ 98{' ' if language == 'vi' else ''}%)", met])
    assert any("1" in (each or "") and "riêng" in (each or "") for *_, each, _ in method(report, "vi").rows)
    said = " ".join(review_document(review, "vi").tables[-1].sentences).replace("\u00a0", " ")
    assert "≥ 98 %" in said and "≥ 95 %" not in said


def test_a_preview_counts_who_would_fall_below_their_own_target(nghe_an):
    publish(nghe_an, NOW, FORM.replace("60,36,4", "60,39,1"))
    with writing(nghe_an) as connection:
        set_target(connection, VIEWER, ON_TIME.id, "2026-08", 98, unit="SNV", source="Kế hoạch 5", at=NOW)
    draft = publish(nghe_an, LATER, draft=True).drafts[0][1]
    with nghe_an.connect() as connection:
        before, after = published(connection, VIEWER), as_if_published(connection, VIEWER, [draft], AUGUST)
    assert difference(before, after, AUGUST).fallen_below_target == 1, "STP is above 95 % still"
