"""The tasks page: filters by code in the address, a month of deadlines, how clear tasks are, and many of them."""

import datetime as dt
import os
from dataclasses import replace

import pytest

from actions import tasks as deeds
from core.viewer import everyone
from store.database import open_engine, writing
from tests.actions.test_tasks import CLEAR
from tests.conftest import NOW
from tests.pages.conftest import html, page

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
    app.query_params["month"] = "không phải tháng"
    assert not page(app, PAGE).exception


def test_clarity_is_told_by_unit_and_by_writer(two):
    app, *_ = two
    app.query_params["view"] = "clarity"
    text = html(page(app, PAGE))

    assert "Người soạn" in text and "test" in text and "100\u00a0%" in text
