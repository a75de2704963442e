"""A unit hands in its own month, and nobody else's."""

from typing import get_args

import pytest

from actions.data import publish, review
from actions.data.by_hand import NothingTypedError
from actions.desk import submitting
from core.counts import SUMS, CountName
from core.errors import NotAllowedError, PeriodLockedError, UnknownUnitError, WrongStateError
from core.periods import parse
from core.rights import REGISTER
from core.viewer import everyone, of_roles, only
from store import proving, publications, reviews, submissions
from store.database import writing
from tests.conftest import NOW, clock

AUGUST, OCTOBER = parse("2026-08"), parse("2026-10")
MEMBER = of_roles("can.bo.snv", ["unit_member"], ["SNV"])
TYPED: dict[CountName, str] = {
    "received_online": "1.200",
    "received_in_person": "30",
    "carried_over": "5",
    "resolved_early": "1000",
    "resolved_on_due": "200",
    "resolved_late": "15",
    "pending_in_time": "18",
    "pending_overdue": "2",
}


def draft_of(engine, done):
    (_, number), *others = done.drafts
    assert not others
    with engine.connect() as connection:
        return number, publications.counts(connection, period=OCTOBER, on_top=[number]).set_index("unit_code")


def test_a_unit_types_its_parts_and_the_wholes_are_computed(nghe_an):
    done = submitting.submit(nghe_an, MEMBER, "SNV", OCTOBER, TYPED, clock=clock)

    number, counts = draft_of(nghe_an, done)
    mine = counts.loc["SNV"]
    assert (mine["received"], mine["resolved"], mine["pending"]) == (1235, 1215, 20)
    assert mine["received_online"] == 1200 and mine[["digitised", "e_results"]].isna().all()
    with nghe_an.connect() as connection:
        assert publications.import_ids(connection, OCTOBER) == [], "only a draft"
        assert reviews.unacknowledged(connection, number) == []
        (waiting,) = reviews.waiting(connection, OCTOBER)
        assert (waiting.imported_by, waiting.state) == ("can.bo.snv", "checked")
        assert proving.trail(connection)[0].deed == "submit"


@pytest.mark.parametrize("missing", ["carried_over", "received_online"])
def test_a_whole_with_a_part_that_is_not_told_is_not_told_either(missing):
    given = {name: text for name, text in TYPED.items() if name != missing}

    assert "received" not in submitting.with_wholes(given)
    assert submitting.with_wholes(given)["resolved"] == "1215"


def test_a_part_that_is_no_number_makes_no_whole_and_is_refused(nghe_an):
    typed = TYPED | {"received_online": "nhiều"}

    done = submitting.submit(nghe_an, MEMBER, "SNV", OCTOBER, typed, clock=clock)

    assert "received" not in submitting.with_wholes(typed)
    assert not done.loaded.fit_to_store and done.drafts == ()


def test_a_whole_that_is_given_is_not_overwritten():
    assert submitting.with_wholes({"resolved": "9", "resolved_early": "1"})["resolved"] == "9"
    assert {*SUMS} <= {*get_args(CountName)}


@pytest.mark.parametrize("unit", ["STP", "", "KHONG-CO"])
def test_nobody_hands_in_for_a_unit_that_is_not_theirs(nghe_an, unit):
    with pytest.raises(NotAllowedError):
        submitting.submit(nghe_an, MEMBER, unit, OCTOBER, TYPED, clock=clock)


def test_a_unit_that_there_is_not_and_nothing_at_all(nghe_an, viewer):
    with pytest.raises(UnknownUnitError):
        submitting.submit(nghe_an, viewer, "KHONG-CO", OCTOBER, TYPED, clock=clock)
    with pytest.raises(NothingTypedError):
        submitting.submit(nghe_an, MEMBER, "SNV", OCTOBER, {"received_online": " "}, clock=clock)


HEAD = "unit_code,month,received_online,received_in_person\n"


def test_a_file_with_one_row_of_another_unit_is_refused_whole(nghe_an):
    both = f"{HEAD}SNV,2026-10,7,3\nSTP,2026-10,8,3\n".encode()

    with pytest.raises(NotAllowedError):
        submitting.submit_file(nghe_an, MEMBER, both, "ca-hai.csv", month=OCTOBER, clock=clock)

    with nghe_an.connect() as connection:
        assert reviews.waiting(connection) == []
    own = f"{HEAD}SNV,2026-10,7,3\n".encode()
    done = submitting.submit_file(nghe_an, MEMBER, own, "cua-minh.csv", month=OCTOBER, clock=clock)
    assert [month for month, _ in done.drafts] == [OCTOBER]


def test_a_unit_answers_for_the_warnings_of_its_own_and_the_secretariat_accepts(nghe_an, viewer):
    own = b"unit_code,month,received,received_online,received_in_person,carried_over\nSNV,2026-10,99,7,3,5\n"
    done = submitting.submit_file(nghe_an, MEMBER, own, "cua-minh.csv", month=OCTOBER, clock=clock)
    ((_, number),) = done.drafts
    with writing(nghe_an) as connection:
        open_ones = reviews.unacknowledged(connection, number)
        assert open_ones
        submitting.explain(connection, MEMBER, number, dict.fromkeys(open_ones, "đúng như sổ"), at=NOW)
        assert reviews.unacknowledged(connection, number) == []
        assert {(who, why) for *_, who, why in reviews.issues(connection, number)} == {("can.bo.snv", "đúng như sổ")}
        review.accept(connection, viewer, number, at=NOW)
        publish.publish(connection, viewer, OCTOBER, [number], at=NOW, note="")
    with writing(nghe_an) as connection, pytest.raises(WrongStateError):
        submitting.take_back(connection, MEMBER, number, at=NOW)


def test_warnings_of_another_units_file_are_not_for_a_member_to_answer(nghe_an, viewer):
    theirs = f"{HEAD}STP,2026-10,7,3\n".encode()
    done = submitting.submit_file(nghe_an, viewer, theirs, "stp.csv", month=OCTOBER, clock=clock)
    ((_, number),) = done.drafts
    for deed in (
        lambda connection: submitting.explain(connection, MEMBER, number, {1: "x"}, at=NOW),
        lambda connection: submitting.take_back(connection, MEMBER, number, at=NOW),
        lambda connection: submitting.take_back(connection, MEMBER, 999, at=NOW),
    ):
        with writing(nghe_an) as connection, pytest.raises(NotAllowedError):
            deed(connection)


def test_what_was_handed_in_by_mistake_is_taken_back(nghe_an):
    done = submitting.submit(nghe_an, MEMBER, "SNV", OCTOBER, TYPED, clock=clock)
    ((_, number),) = done.drafts
    with writing(nghe_an) as connection:
        submitting.take_back(connection, MEMBER, number, at=NOW)
        assert reviews.waiting(connection) == []
        (kept,) = submissions.of_month(connection, OCTOBER, only("SNV"))
        assert (kept.state, kept.who, kept.units) == ("rejected", "can.bo.snv", ("SNV",))
        assert submissions.of_month(connection, OCTOBER, only("STP")) == []


def test_a_file_of_many_units_is_no_submission_of_one(nghe_an, viewer):
    both = f"{HEAD}SNV,2026-10,7,3\nSTP,2026-10,8,3\n".encode()
    submitting.submit_file(nghe_an, viewer, both, "ca-hai.csv", month=OCTOBER, clock=clock)
    with nghe_an.connect() as connection:
        assert submissions.of_month(connection, OCTOBER, only("SNV")) == []
        assert len(submissions.of_month(connection, OCTOBER, only("SNV", "STP"))) == 1


def test_a_locked_month_takes_nothing(nghe_an, viewer):
    done = submitting.submit(nghe_an, MEMBER, "SNV", OCTOBER, TYPED, clock=clock)
    ((_, number),) = done.drafts
    with writing(nghe_an) as connection:
        review.accept(connection, viewer, number, at=NOW)
        publish.publish(connection, viewer, OCTOBER, [number], at=NOW, note="")
        for event in ("final", "locked"):
            publish.close(connection, viewer, OCTOBER, event, at=NOW, reason="")

    with pytest.raises(PeriodLockedError):
        submitting.submit(nghe_an, MEMBER, "SNV", OCTOBER, TYPED | {"carried_over": "6"}, clock=clock)


def test_members_of_units_may_and_readers_may_not():
    assert REGISTER["submit"].to_own == {"unit_member", "unit_head"}
    assert not of_roles("doc", ["reader", "leader", "auditor"], ["SNV"]).may_somewhere("submit")
    assert everyone().may("submit")
