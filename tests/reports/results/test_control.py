"""The mark in a ranking and the unit's own chart say the same of a month, however a reader comes to it."""

import re
from html import unescape

import pandas as pd
import pytest

from core.errors import NoMeasureDataError
from core.viewer import everyone
from core.words import t
from metrics.rates.measures import measure
from metrics.units import lineage
from reports.published import Published
from reports.results.continuity import line_today
from reports.results.control import control_of, marks_of
from reports.results.ranking import ranking_of
from reports.slices import Slice
from reports.versions import published
from store.database import open_engine
from tests.samples import sample_of
from views.charts import control as chart
from views.screen.results import ranking as screen

pytestmark = pytest.mark.slow

KINDS = ("department", "commune")


@pytest.fixture(scope="module", params=["nghe-an", "phu-tho"])
def data(request, tmp_path_factory) -> Published:
    engine = open_engine(sample_of(request.param, tmp_path_factory.mktemp("control") / "namro.db", tmp_path_factory))
    with engine.connect() as connection:
        found = published(connection, everyone("test"))
    engine.dispose()
    return found


def on_the_chart(data: Published, asked: str, code: str, month: pd.Timestamp) -> str | None:
    """What the chart's own legend says of the point of the month."""
    try:
        points = chart.series_data(control_of(data, measure(asked), code), "vi").set_index("month")
    except NoMeasureDataError:
        return None
    return points["state"].get(month) if month in points.index and pd.notna(points.at[month, "value"]) else None


@pytest.mark.parametrize("asked", ["online", "on_time_resolved"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_mark_is_what_the_chart_of_the_unit_shows(data, asked, kind):
    told = set()
    for month in data.all_months()[:10:9]:
        of = Slice(data, kind, month)
        marks = marks_of(of, measure(asked))
        for unit in of.units:
            said = on_the_chart(data, asked, unit.code, pd.Timestamp(month.start))
            mark = marks.get(unit.code)
            assert (mark and t("vi", f"analysis.control.{mark}")) == said, (month, unit)
        told |= set(marks.values())
    # Of one month nothing is unusual.
    assert told == {"usual", "better", "worse"} or (len(data.all_months()) == 1 and told <= {"usual"})


@pytest.mark.parametrize("data", ["nghe-an"], indirect=True)
def test_the_ranking_draws_the_marks_and_leads_to_the_chart(data):
    of, asked = Slice(data, "commune", data.all_months()[0]), measure("on_time_resolved")
    marks = {code: each for code, each in marks_of(of, asked).items() if each != "usual"}
    drawn = screen._html(ranking_of(of, asked), "vi", frozenset(marks_of(of, asked).items()))
    found = re.findall(r'href="(/phan-tich[^"]*)">([△▽]) ([^<]*)</a>', drawn)

    assert len(found) == len(marks) > 0
    for address, sign, words in found:
        code = re.search(r"unit=([\w-]+)", unescape(address))[1]
        assert (sign, words) == ("△" if marks[code] == "better" else "▽", t("vi", f"analysis.control.{marks[code]}"))
        assert "view=control" in address and "measure=on_time_resolved" in address


def test_a_given_figure_has_no_chart_and_no_mark(data):
    assert marks_of(Slice(data, "department", data.all_months()[0]), measure("mean_days")) == {}


@pytest.mark.parametrize("data", ["nghe-an"], indirect=True)
def test_a_units_line_is_the_same_counted_alone_as_with_all_others(data):
    months = [(month.start, month.end) for month in data.all_months()]
    links, day = data.lists.successions, data.all_months()[0].end
    units = [unit for kind in KINDS for unit in data.of_kind([kind], data.all_months()[:1])]
    merged = [unit for unit in units if lineage.ancestors_of(links, unit.code)]
    for unit in [*merged[::7], *units[::11]]:
        known = lineage.ancestors_of(links, unit.code) | {unit.code}
        rows = lineage.with_silent(data.counts, [each for each in data.units if each.code in known], months)
        alone = lineage.in_terms_of(rows, links, day)
        alone = alone[alone["unit_code"].eq(unit.code)].drop(columns="unit_code").reset_index(drop=True)
        pd.testing.assert_frame_equal(line_today(data, unit).counts, alone)
    assert merged
