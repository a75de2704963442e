"""The tasks page: filters by code in the address, a month of deadlines, how clear tasks are, and many of them."""

import datetime as dt
import os
from dataclasses import replace

import pytest

from actions.tasks import steps as deeds
from core.clock import now
from core.periods import month_with, today
from core.tasks import Person
from core.viewer import everyone
from store import tasks
from store.database import open_engine, writing
from tests.actions.tasks.test_steps import CLEAR
from tests.conftest import NOW
from tests.pages.conftest import html, page
from views.screen import session

PAGE = "tasks/list.py"


@pytest.fixture
def two(own_app):
    engine = open_engine(os.environ["NAMRO_DATABASE_URL"])
    with writing(engine) as connection:
        first = deeds.draft(connection, everyone("test"), replace(CLEAR, meeting="Phiên họp tháng 11"), at=NOW)
        deeds.issue(connection, everyone("test"), first, at=NOW)
        other = replace(CLEAR, content="Trả kết quả 200 hồ sơ trễ", units=("STP",), leaders=(), links=())
        second = deeds.draft(connection, everyone("test"), replace(other, deadline=dt.date(2026, 12, 31)), at=NOW)
    engine.dispose()
    return own_app, first, second


@pytest.mark.parametrize(
    ("name", "value", "which"),
    [
        ("meeting", "Phiên họp tháng 11", 0),
        ("measure", "digitised", 0),
        ("leader", "Trần Thị B", 0),
        ("unit", "STP", 1),
        ("status", "draft", 1),
    ],
)
def test_every_filter_is_in_the_address(two, name, value, which):
    app, *codes = two
    app.query_params[name] = value
    text = html(page(app, PAGE))

    assert codes[which] in text and codes[1 - which] not in text


def test_the_tasks_of_one_person_are_those_led_and_those_to_be_done(two):
    app, first, second = two
    app.query_params["person"] = "Nguyễn Văn A"
    assert all(code in html(page(app, PAGE)) for code in (first, second))

    app.query_params["person"] = "Trần Thị B"
    text = html(page(app, PAGE))

    assert first in text and second not in text


def test_a_month_shows_its_deadlines_and_leads_to_the_next(two):
    app, first, second = two
    app.query_params.update({"view": "month", "month": "2026-12", "unit": "SNV"})
    drawn = page(app, PAGE)

    text = html(drawn)
    assert not drawn.exception
    assert "12/2026: 1 nhiệm vụ đến hạn" in text and first in text and second not in text
    assert "month=2027-01&amp;view=month&amp;unit=SNV" in text
    for no_month in ("không phải tháng", "0001-01", "9999-12"):
        app.query_params["month"] = no_month
        assert not page(app, PAGE).exception


def test_deadlines_are_drawn_from_issue_to_deadline_with_their_table(two):
    app, first, second = two
    app.query_params["view"] = "deadlines"
    drawn = page(app, PAGE)

    assert not drawn.exception
    (chart,) = drawn.get("vega_lite_chart")
    assert "từ ngày giao đến thời hạn" in chart.proto.alt
    assert first in html(drawn) and second in html(drawn)


def test_clarity_is_told_by_unit_and_by_writer(two):
    app, *_ = two
    app.query_params["view"] = "clarity"
    text = html(page(app, PAGE))

    assert "Người soạn" in text and "test" in text and "100\u00a0%" in text


def test_a_task_written_from_nothing_may_name_its_number_priority_parent_and_whose_people_they_are(two):
    app, first, _ = two
    drawn = page(app, "tasks/draft.py")
    drawn.text_area(key="content_new").set_value("Số hóa 300 hồ sơ đất đai")
    drawn.selectbox(key="unit_new@vi").set_value("STP")
    drawn.text_input(key="leader_new").set_value("Trần Thị B")
    drawn.run()
    drawn.selectbox(key="measure_new@vi").set_value("digitised")
    drawn.selectbox(key="leader_unit_new_STP@vi").set_value("SNV")
    drawn.selectbox(key="priority_new@vi").set_value("urgent")
    drawn.selectbox(key="product_kind_new@vi").set_value("report")
    drawn.selectbox(key="parent_new@vi").set_value(first)
    drawn.run()
    baseline = drawn.number_input(key="baseline_new_digitised_STP").value
    drawn.number_input(key="target_new_digitised_STP").set_value(88.5)
    drawn = drawn.button(key="keep_task").click().run()

    assert not drawn.exception
    (found,) = [each for each in stored() if each.details.content == "Số hóa 300 hồ sơ đất đai"]
    details = found.details
    assert (details.units, details.priority, details.product_kind, details.parent) == (
        ("STP",),
        "urgent",
        "report",
        first,
    )
    assert details.leaders == (Person("Trần Thị B", "SNV"),)
    (link,) = details.links
    assert (link.measure, link.unit, link.target, link.effect_from) == (
        "digitised",
        "STP",
        88.5,
        month_with(today(now())).code,
    )
    assert baseline is not None and link.baseline == pytest.approx(baseline)


def test_nobody_is_put_in_charge_of_a_new_task_unasked(two):
    app, *_ = two
    drawn = page(app, "tasks/draft.py")
    drawn.text_area(key="content_new").set_value("Số hóa 300 hồ sơ đất đai")
    drawn.text_input(key="leader_new").set_value("Trần Thị B")
    drawn.run()
    drawn.multiselect(key="partners_new").set_value(["STP"]).run()
    drawn = drawn.button(key="keep_task").click().run()

    assert not drawn.exception
    (found,) = [each for each in stored() if each.details.content == "Số hóa 300 hồ sơ đất đai"]
    assert found.details.units == ()
    assert found.details.leaders == (Person("Trần Thị B", ""),)


def test_a_unit_that_has_ended_keeps_its_draft_and_the_lamps_say_so(two):
    app, *_ = two
    engine = open_engine(os.environ["NAMRO_DATABASE_URL"])
    people = {"leaders": (Person("Trần Thị B", "412"),), "staff": (Person("Nguyễn Văn A", "412"),), "links": ()}
    with writing(engine) as connection:
        code = deeds.draft(connection, everyone("test"), replace(CLEAR, units=("412",), **people), at=NOW)
    engine.dispose()
    app.query_params["task"] = code
    drawn = page(app, "tasks/draft.py")

    assert drawn.button(key="issue_task").disabled
    assert "đơn vị Thành phố Vinh không còn hoạt động" in html(drawn)
    assert drawn.selectbox(key=f"unit_{code}@vi").value == "412"
    drawn.button(key="keep_task").click().run()
    (after,) = [each for each in stored() if each.code == code]
    assert after.details.units == ("412",) and after.details.leaders == people["leaders"]


def test_editing_a_draft_changes_only_what_is_typed(two):
    app, *_ = two
    (draft,) = [each for each in stored() if each.details.units == ("STP",)]
    app.query_params["task"] = draft.code
    drawn = page(app, "tasks/draft.py")
    drawn.text_input(key=f"product_{draft.code}").set_value("Danh sách").run()
    drawn.button(key="keep_task").click().run()

    (after,) = [each for each in stored() if each.code == draft.code]
    assert after.details == replace(draft.details, product="Danh sách")


def test_who_edits_a_draft_that_somebody_else_changed_meanwhile_is_told_and_overwrites_nothing(two):
    app, *_ = two
    (draft,) = [each for each in stored() if each.details.units == ("STP",)]
    app.query_params["task"] = draft.code
    drawn = page(app, "tasks/draft.py")
    drawn = drawn.text_input(key=f"product_{draft.code}").set_value("Danh sách").run()
    with writing(session.engine()) as connection:
        deeds.edit(
            connection, everyone("khác"), draft.code, replace(draft.details, product="Bảng kê", proof="12"), at=NOW
        )

    drawn = drawn.button(key="keep_task").click().run()

    assert not drawn.exception
    assert f"vừa sửa {draft.code}" in html(drawn)
    assert drawn.text_input(key=f"product_{draft.code}").value == "Danh sách", "what was typed is still there"
    (after,) = [each for each in stored() if each.code == draft.code]
    assert (after.details.product, after.details.proof) == ("Bảng kê", "12")


def stored():
    engine = open_engine(os.environ["NAMRO_DATABASE_URL"])
    with engine.connect() as connection:
        found = tasks.everything(connection)
    engine.dispose()
    return found


@pytest.mark.parametrize("may", [True, False])
def test_who_may_not_write_tasks_is_not_told_to(empty_app, monkeypatch, may):
    viewer = everyone() if may else everyone().limited("see_results")
    monkeypatch.setattr(session, "viewer", lambda: viewer)
    drawn = html(page(empty_app, "tasks/list.py"))
    assert "Chưa giao nhiệm vụ nào." in drawn and ("Bấm “Soạn nhiệm vụ mới”" in drawn) == may
