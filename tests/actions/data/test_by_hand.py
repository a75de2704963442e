"""Numbers that somebody types go the way of every file."""

import pytest

from actions.data.by_hand import NothingTypedError, enter
from core.errors import ReasonNeededError, UnknownUnitError
from core.periods import parse
from store import publications, reviews
from tests.conftest import clock

pytestmark = pytest.mark.slow

AUGUST, OCTOBER = parse("2026-08"), parse("2026-10")


def counts(engine, unit, month):
    with engine.connect() as connection:
        found = publications.counts(connection, period=month).set_index("unit_code")
    return found.loc[unit].drop("month").dropna().to_dict() if unit in found.index else {}


def test_one_number_is_corrected_and_the_others_stay(august, viewer):
    before = counts(august, "SYT", AUGUST)
    value = int(before["received_online"]) + 1
    direct = int(before["received_in_person"]) - 1
    typed = {"received_online": f"{value:,}".replace(",", "."), "received_in_person": str(direct), "pending": " "}

    done = enter(august, viewer, "SYT", AUGUST, typed, clock=clock, reason="CV 12/SYT", draft=False)

    assert [version for _, version in done.versions] == [2]
    assert counts(august, "SYT", AUGUST) == before | {"received_online": value, "received_in_person": direct}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"received_online": "9999"}, "published_sum"),
        ({"resolved": "0"}, "published_sum"),
        ({"late_apologised": "9999"}, "published_limit"),
        ({"pending": "38", "resolved": "1000", "resolved_early": "971", "resolved_on_due": "0"}, "stock_flow_gap"),
    ],
)
def test_a_number_that_contradicts_what_stays_published_is_not_published_unseen(august, viewer, typed, code):
    before = counts(august, "SYT", AUGUST)

    done = enter(august, viewer, "SYT", AUGUST, typed, clock=clock, reason="CV 12/SYT", draft=False)

    assert [issue.code for issue in done.loaded.issues if issue.code != "column_missing_for"] == [code]
    assert done.unanswered == 1 and done.versions == ()
    assert counts(august, "SYT", AUGUST) == before


def test_what_a_number_contradicts_can_be_answered_for(august, viewer):
    done = enter(
        august,
        viewer,
        "SYT",
        AUGUST,
        {"received_online": "9999"},
        clock=clock,
        reason="CV 12/SYT",
        draft=False,
        answer=lambda issue: "sửa tổng số sau",
    )
    assert [version for _, version in done.versions] == [2]


def test_what_is_contradicted_already_is_not_said_of_another_number(august, viewer):
    typed = {"received_online": "9999"}
    enter(august, viewer, "SYT", AUGUST, typed, clock=clock, reason="1", draft=False, answer=lambda issue: "1")

    done = enter(august, viewer, "SYT", AUGUST, {"procedures": "5"}, clock=clock, reason="2", draft=False)

    assert done.unanswered == 0 and [version for _, version in done.versions] == [3]


def test_a_small_units_month_is_a_draft_with_the_same_checks(lam_giang, viewer):
    typed = {"received": "10", "resolved": "6", "pending": "3"}
    done = enter(lam_giang, viewer, "31000", OCTOBER, typed, clock=clock, reason="báo cáo giấy")
    ((month, number),) = done.drafts
    with lam_giang.connect() as connection:
        warnings = [(issue.code, why) for _, issue, _, why in reviews.issues(connection, number)]
    assert month == OCTOBER
    assert ("stock_flow_gap", None) in warnings, "the reason for typing answers no other question"
    assert all(why == "báo cáo giấy" for code, why in warnings if code == "column_missing_for")


@pytest.mark.parametrize("text", ["-1", "abc", "12,5"])
def test_what_is_no_number_is_refused(lam_giang, viewer, text):
    done = enter(lam_giang, viewer, "SYT", AUGUST, {"received": text}, clock=clock, reason="thử")
    assert not done.loaded.fit_to_store and done.drafts == ()


def test_what_is_needed(lam_giang, viewer):
    with pytest.raises(ReasonNeededError):
        enter(lam_giang, viewer, "SYT", AUGUST, {"received": "1"}, clock=clock, reason="")
    with pytest.raises(NothingTypedError):
        enter(lam_giang, viewer, "SYT", AUGUST, {"received": ""}, clock=clock, reason="thử")
    with pytest.raises(UnknownUnitError):
        enter(lam_giang, viewer, "none", AUGUST, {"received": "1"}, clock=clock, reason="thử")
