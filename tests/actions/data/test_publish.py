"""The life of a month: draft, acknowledged, accepted, published, amended, locked, reopened, verified."""

import datetime as dt

import pytest
import sqlalchemy as sa

from actions.data.import_file import import_file, save_draft
from actions.data.publish import close, publish
from actions.data.review import accept, acknowledge, reject
from core.errors import NotAllowedError, PeriodLockedError, ReasonNeededError, UnresolvedIssuesError, WrongStateError
from core.periods import months_back, parse
from core.version_errors import UnknownCodeError
from core.viewer import ALL_UNITS, Viewer
from reports.data.consequences import between_versions, consequences
from reports.data.verification import verify, verify_everything
from reports.results.ranking import ranking
from reports.versions import published, with_drafts
from store import locks, reviews, signatures
from store.database import writing
from store.tables import core as tables
from tests.conftest import NOW, accepted, clock

pytestmark = pytest.mark.slow

AUGUST = parse("2026-08")
HEAD = "unit_code,month,received_online,received_in_person\n"
GOOD = HEAD + "SNV,2026-08,80,20\nSTP,2026-08,90,10\n"
GAP = "unit_code,month,received,resolved,pending\nSNV,2026-08,100,60,30\n"  # (3) = (7) + (11) broken: a warning


def draft(engine, viewer, text: str, name="tháng 8.csv") -> int:
    ((_, import_id),) = save_draft(engine, viewer, text.encode(), name, month=AUGUST, clock=clock).drafts
    return import_id


def do(engine, deed, *arguments, **named):
    with writing(engine) as connection:
        return deed(connection, *arguments, at=NOW, **named)


def ask(engine, question, *arguments):
    with engine.connect() as connection:
        return question(connection, *arguments)


def online(engine, viewer):
    with engine.connect() as connection:
        table = ranking(connection, viewer, "online", AUGUST, kind="department").table
    return table.dropna(subset=["rank"]).set_index("unit_code")["value"].to_dict()


def test_a_draft_is_not_seen_until_it_is_accepted_and_published(nghe_an, viewer):
    import_id = draft(nghe_an, viewer, GOOD)
    assert ask(nghe_an, reviews.state, import_id) == "checked"
    with pytest.raises(WrongStateError):
        do(nghe_an, publish, viewer, AUGUST, [import_id], note="")

    do(nghe_an, accept, viewer, import_id)
    made = do(nghe_an, publish, viewer, AUGUST, [import_id], note="")

    assert made.version == 1
    assert online(nghe_an, viewer) == {"SNV": 80.0, "STP": 90.0}


def test_a_warning_nobody_has_answered_for_keeps_it_from_being_accepted(nghe_an, viewer):
    import_id = draft(nghe_an, viewer, GAP)
    (issue_id,) = ask(nghe_an, reviews.unacknowledged, import_id)
    with pytest.raises(UnresolvedIssuesError):
        do(nghe_an, accept, viewer, import_id)
    with pytest.raises(ReasonNeededError):
        do(nghe_an, acknowledge, viewer, issue_id, reason="  ")

    do(nghe_an, acknowledge, viewer, issue_id, reason="10 hồ sơ rút")
    do(nghe_an, acknowledge, viewer, issue_id, reason="viết lại")
    do(nghe_an, accept, viewer, import_id)

    reasons = [reason for *_, reason in ask(nghe_an, reviews.issues, import_id)]
    assert reasons == ["10 hồ sơ rút"]


def test_a_file_with_a_warning_is_published_at_once_only_with_a_reason(nghe_an, viewer):
    kept = import_file(nghe_an, viewer, GAP.encode(), "x.csv", month=AUGUST, clock=clock)
    assert (kept.versions, kept.unanswered) == ((), 1)
    assert [month for month, _ in kept.drafts] == [AUGUST]
    assert ask(nghe_an, published, viewer).all_months() == []

    # The same file again, with the reason: its draft is published, not a second one made.
    done = import_file(nghe_an, viewer, GAP.encode(), "x.csv", month=AUGUST, clock=clock, reason_for=accepted)

    assert done.versions[0][1] == 1


def test_a_rejected_draft_cannot_be_published_and_its_file_can_come_again(nghe_an, viewer):
    import_id = draft(nghe_an, viewer, GOOD)
    with pytest.raises(ReasonNeededError):
        do(nghe_an, reject, viewer, import_id, reason="")
    do(nghe_an, reject, viewer, import_id, reason="nhầm tệp")

    with pytest.raises(WrongStateError):
        do(nghe_an, accept, viewer, import_id)
    assert draft(nghe_an, viewer, GOOD) != import_id


def test_the_preview_is_what_publishing_then_does(nghe_an, viewer):
    import_file(nghe_an, viewer, GOOD.encode(), "x.csv", month=AUGUST, clock=clock)
    import_id = draft(nghe_an, viewer, HEAD + "STP,2026-08,70,30\nSYT,2026-08,95,5\n")
    do(nghe_an, accept, viewer, import_id)

    foreseen = ask(nghe_an, consequences, viewer, AUGUST, [import_id])
    before = online(nghe_an, viewer)
    do(nghe_an, publish, viewer, AUGUST, [import_id], note="sửa")
    after = online(nghe_an, viewer)

    changes = foreseen.ranks[foreseen.ranks["measure"].eq("online")].set_index("unit_code")
    assert before == {"SNV": 80.0, "STP": 90.0}
    assert after == {"SNV": 80.0, "STP": 70.0, "SYT": 95.0}
    # SNV keeps both its value and its rank: 2 of two, and 2 of three.
    assert changes["value"].to_dict() == {"STP": 70.0, "SYT": 95.0}
    assert changes["rank"].to_dict() == {"STP": 3.0, "SYT": 1.0}
    assert (foreseen.changed_ranks, foreseen.fallen_below_target, foreseen.newly_reported) == (2, 1, 1)
    assert set(map(tuple, foreseen.cells[["unit_code", "count"]].to_numpy())) == {
        (code, count) for code in ("STP", "SYT") for count in ("received_online", "received_in_person")
    }


def test_an_amendment_needs_a_reason(nghe_an, viewer):
    import_file(nghe_an, viewer, GOOD.encode(), "x.csv", month=AUGUST, clock=clock)
    import_id = draft(nghe_an, viewer, HEAD + "STP,2026-08,70,30\n")
    do(nghe_an, accept, viewer, import_id)

    with pytest.raises(ReasonNeededError):
        do(nghe_an, publish, viewer, AUGUST, [import_id], note=" ")
    assert do(nghe_an, publish, viewer, AUGUST, [import_id], note="Sở Tư pháp báo cáo lại").version == 2


def test_a_version_can_be_shown_as_it_was_and_compared(nghe_an, viewer):
    import_file(nghe_an, viewer, GOOD.encode(), "x.csv", month=AUGUST, clock=clock)
    import_file(nghe_an, viewer, (HEAD + "STP,2026-08,70,30\n").encode(), "y.csv", month=AUGUST, clock=clock, note="+")
    first, second = ask(nghe_an, signatures.signed, AUGUST)

    changed = ask(nghe_an, between_versions, viewer, AUGUST, first.id, second.id)

    assert set(changed.cells["unit_code"]) == {"STP"}
    assert changed.cells.set_index("count")["before"].to_dict() == {"received_online": 90.0, "received_in_person": 10.0}
    assert changed.cells.set_index("count")["after"].to_dict() == {"received_online": 70.0, "received_in_person": 30.0}
    assert first.data_code != second.data_code
    assert (first.rules_code, first.units_code) == (second.rules_code, second.units_code)


def test_a_locked_month_cannot_be_changed_until_it_is_reopened_with_a_reason(nghe_an, viewer):
    with pytest.raises(WrongStateError):
        do(nghe_an, close, viewer, AUGUST, "locked", reason="")  # nothing to lock
    import_file(nghe_an, viewer, GOOD.encode(), "x.csv", month=AUGUST, clock=clock)
    do(nghe_an, close, viewer, AUGUST, "locked", reason="")

    with pytest.raises(PeriodLockedError):
        import_file(nghe_an, viewer, (HEAD + "STP,2026-08,1,1\n").encode(), "y.csv", month=AUGUST, clock=clock)
    assert online(nghe_an, viewer)["STP"] == 90.0
    with pytest.raises(ReasonNeededError):
        do(nghe_an, close, viewer, AUGUST, "reopened", reason=" ")
    do(nghe_an, close, viewer, AUGUST, "reopened", reason="sai số liệu Sở Tư pháp")

    done = import_file(
        nghe_an, viewer, (HEAD + "STP,2026-08,1,1\n").encode(), "y.csv", month=AUGUST, clock=clock, note="+"
    )
    assert done.versions[0][1] == 2
    assert [event.event for event in ask(nghe_an, locks.history, AUGUST)] == ["locked", "reopened"]


def test_who_may_not_publish_or_lock_does_not(nghe_an, viewer):
    clerk = Viewer.holding("clerk", {"import"}, ALL_UNITS)
    done = import_file(nghe_an, clerk, GOOD.encode(), "x.csv", month=AUGUST, clock=clock)
    # The file is not thrown away: it waits as a draft for somebody who may.
    assert done.not_allowed and not done.versions and not ask(nghe_an, signatures.signed)
    ((_, import_id),) = done.drafts
    do(nghe_an, accept, clerk, import_id)
    with pytest.raises(NotAllowedError):
        do(nghe_an, publish, clerk, AUGUST, [import_id], note="")
    with pytest.raises(NotAllowedError):
        do(nghe_an, close, clerk, AUGUST, "locked", reason="")


def test_a_change_of_units_is_told(nghe_an, viewer):
    import_file(nghe_an, viewer, GOOD.encode(), "x.csv", month=AUGUST, clock=clock)
    (version,) = ask(nghe_an, signatures.signed)
    with nghe_an.begin() as connection:
        connection.execute(sa.update(tables.units).values(name="Sở Khác").where(tables.units.c.code == "STP"))

    found = ask(nghe_an, verify, version.code[:8].upper())
    assert {each.figure for each in found.differences} == {"units"}


@pytest.mark.parametrize("code", ["", "abc", "0" * 64, "zzzzzzzz"])
def test_a_code_of_no_version_is_told(nghe_an, viewer, code):
    with pytest.raises(UnknownCodeError):
        ask(nghe_an, verify, code)


def test_reopening_leaves_its_mark_on_every_later_version(nghe_an, viewer):
    def version(text: str, note: str):
        number = draft(nghe_an, viewer, text, f"{note}.csv")
        do(nghe_an, accept, viewer, number)
        return do(nghe_an, publish, viewer, AUGUST, [number], note=note)

    def later(minutes: int):
        return NOW + dt.timedelta(minutes=minutes)

    version(GOOD, "một")
    with writing(nghe_an) as connection:
        close(connection, viewer, AUGUST, "locked", at=later(1), reason="")
        close(connection, viewer, AUGUST, "reopened", at=later(2), reason="sai số của Sở Nội vụ")
    number = draft(nghe_an, viewer, HEAD + "SNV,2026-08,70,30\n", "hai.csv")
    with writing(nghe_an) as connection:
        accept(connection, viewer, number, at=later(3))
        publish(connection, viewer, AUGUST, [number], at=later(3), note="hai")

    closing = ask(nghe_an, locks.everything)[AUGUST.start]
    first, second = ask(nghe_an, signatures.signed, AUGUST)

    assert closing.state == "provisional"
    assert closing.marks(first.published_at) == ()
    assert [why for _, why in closing.marks(second.published_at)] == ["sai số của Sở Nội vụ"]


def test_drafts_are_seen_together_before_they_are_published(nghe_an, viewer):
    do(nghe_an, accept, viewer, draft(nghe_an, viewer, GOOD, "một.csv"))
    draft(nghe_an, viewer, HEAD + "SNV,2026-08,60,40\n", "hai.csv")

    foreseen = ask(nghe_an, with_drafts, viewer)

    assert [month.code for month in foreseen.all_months()] == ["2026-08"]
    assert foreseen.counts.set_index("unit_code")["received_online"].to_dict() == {"SNV": 60, "STP": 90}
    assert ask(nghe_an, published, viewer).all_months() == []


def test_twenty_four_versions_are_each_verified_by_their_own_code(nghe_an, viewer):
    months = months_back(AUGUST, 24)
    rows = "".join(f"SNV,{month.code},{80 + place},20\n" for place, month in enumerate(months))
    import_file(nghe_an, viewer, (HEAD + rows).encode(), "24.csv", month=None, clock=clock, reason_for=accepted)

    found = ask(nghe_an, verify_everything)

    assert len(found) == len({each.code for each in found}) == 24
    assert all(each.identical for each in found)


def test_a_measure_that_one_of_two_versions_lacks_is_compared_where_a_unit_has_no_rank(nghe_an, viewer):
    first = "unit_code,month,received_online,received_in_person\nSNV,2026-08,80,20\nSTP,2026-08,0,0\n"
    second = "unit_code,month,digitisation_base,digitised\nSNV,2026-08,10,5\nSTP,2026-08,0,0\n"
    for number, text in enumerate((first, second)):
        import_file(
            nghe_an,
            viewer,
            text.encode(),
            f"{number}.csv",
            month=AUGUST,
            clock=clock,
            reason_for=accepted,
            note="bổ sung" if number else "",
        )

    older, newer = ask(nghe_an, signatures.signed)
    found = ask(nghe_an, between_versions, viewer, AUGUST, older.id, newer.id).ranks

    assert set(found.loc[found["measure"].eq("digitised"), "unit_code"]) == {"SNV"}


def test_a_published_month_changes_only_with_a_note(nghe_an, viewer):
    import_file(nghe_an, viewer, GOOD.encode(), "x.csv", month=AUGUST, clock=clock)
    other = (HEAD + "STP,2026-08,70,30\n").encode()

    kept = import_file(nghe_an, viewer, other, "y.csv", month=AUGUST, clock=clock)
    assert (kept.versions, kept.without_note, len(kept.drafts)) == ((), (AUGUST,), 1)
    assert online(nghe_an, viewer)["STP"] == 90.0

    done = import_file(nghe_an, viewer, other, "y.csv", month=AUGUST, clock=clock, note="Sở Tư pháp đính chính")
    assert done.versions == ((AUGUST, 2),)
    assert online(nghe_an, viewer)["STP"] == 70.0
    with nghe_an.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(tables.imports)) == 2, "no second draft"
