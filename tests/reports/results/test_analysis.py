"""Charts of signal and noise on a real database: phases at mergers, what is missing, who is first."""

import pandas as pd
import pytest
from sqlalchemy.engine import Engine

from actions.data.import_file import import_file
from core.errors import NoMeasureDataError, UnknownUnitError
from core.periods import months_back, parse
from core.viewer import Viewer
from metrics.rates.measures import measure
from reports.published import Published
from reports.results.analysis import funnel_of, history_of
from reports.results.control import control_of
from reports.slices import Slice
from reports.versions import published
from tests.conftest import accepted, clock
from views.charts import funnel, history, tables_beside

ONLINE = measure("online")
HEAD = "unit_code,month,received_online,received_in_person\n"
MONTH = parse("2026-08")


def loaded(engine: Engine, viewer: Viewer, text: str) -> Published:
    done = import_file(
        engine, viewer, (HEAD + text).encode(), "a.csv", month=None, clock=clock, reason_for=accepted, note="+"
    )
    assert done.loaded.fit_to_store, done.loaded.issues
    with engine.connect() as connection:
        return published(connection, viewer)


@pytest.fixture
def departments(nghe_an: Engine, viewer: Viewer) -> Published:
    return loaded(
        nghe_an,
        viewer,
        "SNV,2026-07,90,10\nSTP,2026-07,80,20\nSNV,2026-08,900,100\nSTP,2026-08,895,105\n"
        "SCT,2026-08,200,800\nSXD,2026-08,0,0\nSYT,2026-08,905,95\nSTC,2026-08,898,102\n",
    )


def test_the_one_far_from_units_of_its_size_comes_first_and_who_has_no_rate_is_left_out(departments):
    report = funnel_of(Slice(departments, "department", MONTH), ONLINE)

    assert report.table["unit_code"].iloc[0] == "SCT"
    assert list(report.table["outside"]) == sorted(report.table["outside"], key=abs, reverse=True)
    assert "SXD" not in set(report.table["unit_code"])
    assert report.left_out == 15 - 5
    assert report.pooled == pytest.approx(100 * (900 + 895 + 200 + 905 + 898) / 5000)


def test_where_less_is_better_beyond_the_upper_limit_is_worse(nghe_an, viewer):
    with nghe_an.connect() as connection:
        codes = [unit.code for unit in published(connection, viewer).of_kind(["department"], [MONTH])][:12]
    late = [600 if code == "SCT" else 50 for code in codes]
    lines = "".join(f"{code},2026-08,{each},1000\n" for code, each in zip(codes, late, strict=True))
    text = "unit_code,month,pending_overdue,pending\n" + lines
    import_file(nghe_an, viewer, text.encode(), "b.csv", month=None, clock=clock, reason_for=accepted, note="+")
    with nghe_an.connect() as connection:
        report = funnel_of(Slice(published(connection, viewer), "department", MONTH), measure("overdue_pending"))

    assert report.table.set_index("unit_code")["outside"]["SCT"] == -2


def test_a_merger_begins_a_phase_and_what_came_before_is_the_sum_of_those_that_went_in(nghe_an, viewer):
    months = [month.code for month in months_back(parse("2025-04"), 4)]
    before = "".join(
        f"{code},{month},{met},100\n" for month in months[:2] for code, met in (("STNMT", 50), ("SNNPTNT", 150))
    )
    after = "".join(f"SNNMT,{month},300,100\n" for month in months[2:])
    data = loaded(nghe_an, viewer, before + after)

    report = control_of(data, ONLINE, "SNNMT")

    assert report.table["numerator"].tolist() == [200, 200, 300, 300]
    assert report.table["phase"].tolist() == [0, 0, 1, 1]
    assert report.table["middle"].tolist() == [50, 50, 75, 75]
    assert report.table["trial"].all()
    assert [str(each.on) for each in report.breaks] == ["2025-03-01"]


def test_missing_is_not_zero_in_the_heat_map_and_the_worst_stands_on_top(departments):
    report = history_of(Slice(departments, "department", MONTH), ONLINE, 12)
    drawn = history.heat_data(report, "vi")
    twin = tables_beside.of_values(report, "vi", None)

    assert [month.code for month in report.months] == ["2026-07", "2026-08"]
    assert drawn["name"].iloc[0] == "Sở Công Thương"
    marks = drawn.set_index(["name", "label"])["mark"]
    assert marks["Sở Công Thương", "07/26"] == "–"
    assert marks["Sở Xây dựng", "08/26"] == "0"
    assert marks["Sở Nội vụ", "08/26"] == ""
    assert drawn.loc[drawn["mark"].ne(""), "shade"].isna().all()
    cells = {code: values for code, _, values in twin.rows}
    assert (cells["SCT"], cells["SXD"]) == (["–", "20,0\u00a0%"], ["–", "0"])


def test_leaders_and_the_unit_that_is_followed_stand_out(departments):
    report = history_of(Slice(departments, "department", MONTH), ONLINE, 12)
    drawn = history.bump_data(report, "en", "SCT").set_index(["code", "label"])

    assert drawn.loc[("SYT", "08/26"), "rank"] == 1
    assert drawn.loc[("SCT", "08/26"), "role"] == "The unit followed"
    assert drawn.loc[("SCT", "08/26"), "at_end"] == drawn.loc[("SCT", "08/26"), "name"]
    assert pd.isna(drawn.loc[("SXD", "08/26"), "rank"])
    assert [code for code, _, _ in tables_beside.of_ranks(report, "en").rows][:2] == ["SYT", "SNV"]


def test_every_point_of_the_funnel_is_a_row_of_its_table(departments):
    report = funnel_of(Slice(departments, "department", MONTH), ONLINE)
    points = funnel.points_data(report, "vi")

    assert points["code"].dropna().tolist() == [code for code, _, _ in tables_beside.of_funnel(report, "vi").rows]
    assert points["pooled"].notna().sum() == 1


def test_what_nobody_reported_and_who_does_not_exist_is_said(departments):
    with pytest.raises(NoMeasureDataError):
        funnel_of(Slice(departments, "department", MONTH), measure("digitised"))
    with pytest.raises(NoMeasureDataError):
        history_of(Slice(departments, "department", MONTH), measure("digitised"), 12)
    with pytest.raises(NoMeasureDataError):
        control_of(departments, measure("digitised"), "SNV")
    with pytest.raises(UnknownUnitError):
        control_of(departments, ONLINE, "NOBODY")
