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


def test_one_number_is_corrected_and_the_others_stay(life, lam_giang, viewer):
    life("01_BC_06a_thang8")
    before = counts(lam_giang, "SYT", AUGUST)
    value = int(before["received_online"]) + 1
    typed = {"received_online": f"{value:,}".replace(",", "."), "pending": " "}

    done = enter(lam_giang, viewer, "SYT", AUGUST, typed, clock=clock, reason="CV 12/SYT", draft=False)

    assert [version for _, version in done.versions] == [2]
    assert counts(lam_giang, "SYT", AUGUST) == before | {"received_online": value}


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
