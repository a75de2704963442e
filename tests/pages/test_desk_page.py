"""The desk of a unit says what became of every button."""

import os

import pytest

from actions.desk import submitting
from core.clock import now
from core.viewer import everyone
from store.database import open_engine
from tests.pages.conftest import html, page

OWN = b"unit_code,month,received,received_online,received_in_person,carried_over\nSYT,2026-10,99,7,3,5\n"


@pytest.fixture
def desk(own_app):
    """With a file that has something to be explained."""
    engine = open_engine(os.environ["NAMRO_DATABASE_URL"])
    handed_in = submitting.submit_file(engine, everyone("SYT"), OWN, "của sở.csv", month=None, clock=now)
    assert any(each.severity == "warning" for each in handed_in.loaded.issues)
    engine.dispose()
    own_app.query_params["unit"], own_app.query_params["period"] = "SYT", "2026-10"
    return page(own_app, "desk/desk.py")


def pressed(app, beginning: str) -> str:
    next(each for each in app.button if each.key and each.key.startswith(beginning)).click().run()
    assert not app.exception
    return html(app)


def test_an_explanation_that_is_sent_is_confirmed_and_one_that_is_blank_is_not(desk):
    assert "Chưa ghi lý do nào" in pressed(desk, "desk_explain_")
    for field in [each for each in desk.text_input if each.key.startswith("desk_why_")]:
        field.set_value("Sổ tay của sở")
    said = pressed(desk, "desk_explain_")
    assert "Đã ghi giải thích cho" in said and "Chưa ghi lý do nào" not in said
    assert "Đã ghi giải thích cho" not in html(desk.run()), "said once"


def test_what_is_taken_back_is_said_so(desk):
    assert "Đã rút lại “của sở.csv”" in pressed(desk, "desk_take_back_")
