"""A meeting is prepared, arranged, decided on and closed; each deed leaves a line, and no number moves."""

import datetime as dt
from dataclasses import replace

import pytest

from actions.meetings import preparing, recording
from core.errors import NotAllowedError, ReasonNeededError, UnknownUnitError
from core.meeting_errors import MeetingError, UnknownMeetingError
from core.meetings import Item, Outcome, Plan
from core.periods import parse_month
from core.tasks import Details, Link, Person
from core.viewer import ALL_UNITS, Viewer
from store import meetings, tasks
from store.database import writing
from store.state import state
from tests.conftest import NOW

PLAN = Plan(dt.date(2026, 12, 3), parse_month("2026-10"), "Nguyễn Văn A")
ITEMS = (Item("other", "1", 5, "Việc khác"), Item("question", "SNV", 8), Item("numbers"), Item("promise", "overdue", 3))
DECISION = Outcome(0, "question:SNV", "decision", "Làm xong trước 31/12", unit="SNV", leader="Trần B")
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def connection(nghe_an):
    with writing(nghe_an) as found:
        yield found


@pytest.fixture
def code(connection, viewer):
    return preparing.prepare(connection, viewer, PLAN, ITEMS, at=NOW)


def trail(connection) -> list[str]:
    return [row[0] for row in connection.exec_driver_sql("SELECT deed FROM audit_events ORDER BY id")]


def clear() -> Details:
    return Details(
        content="Giảm một nửa số hồ sơ đất đai quá hạn đang tồn",
        staff=(Person("Lê C", "SNV"),),
        leaders=(Person("Trần B", "SNV"),),
        deadline=dt.date(2026, 12, 31),
        product="Báo cáo số hồ sơ còn tồn",
        product_kind="report",
        proof="Số liệu tháng 12",
        units=("SNV",),
        links=(Link("on_time_resolved", "SNV", 90.0, 95.0),),
    )


def test_the_agenda_goes_in_the_fixed_order(connection, code):
    found = meetings.of_code(connection, code)
    assert code == "PH-2026-001"
    assert [each.kind for each in found.items] == ["promise", "numbers", "question", "other"]
    assert found.plan == PLAN and trail(connection)[-1] == "meeting_prepared"


def test_one_meeting_a_day(connection, viewer, code):
    with pytest.raises(MeetingError) as told:
        preparing.prepare(connection, viewer, PLAN, ITEMS, at=NOW)
    assert told.value.reason == "twice" and told.value.values["code"] == code


def test_items_are_dropped_added_and_moved_within_their_kind(connection, viewer, code):
    items = [Item("other", "2", 5, "Trước"), *[each for each in ITEMS if each.kind != "promise"]]
    preparing.arrange(connection, viewer, code, replace(PLAN, chair=" B "), items, seen=0, at=LATER)

    found = meetings.of_code(connection, code)
    assert [each.key for each in found.items] == ["numbers:", "question:SNV", "other:2", "other:1"]
    assert found.dropped == ("promise:overdue",) and found.plan.chair == "B" and found.arranged == 1


def test_two_who_arrange_at_once_do_not_overwrite_each_other(connection, viewer, code):
    preparing.arrange(connection, viewer, code, PLAN, ITEMS[:2], seen=0, at=LATER)
    with pytest.raises(MeetingError) as told:
        preparing.arrange(connection, viewer, code, PLAN, ITEMS, seen=0, at=LATER)
    assert told.value.reason == "changed"
    assert len(meetings.of_code(connection, code).items) == 2


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ([Item("other", "1", 5, "x" * 2001)], "long"),
        ([Item("other", "1"), Item("other", "1")], "same_item"),
        ([Item("other", str(number)) for number in range(61)], "many"),
        ([Item("other", "1", 1000)], "many"),
    ],
)
def test_what_no_agenda_may_be(connection, viewer, items, reason):
    with pytest.raises(MeetingError) as told:
        preparing.prepare(connection, viewer, replace(PLAN, on=dt.date(2026, 12, 9)), items, at=NOW)
    assert told.value.reason == reason


def test_a_decision_is_recorded_with_its_owner_and_changes_no_number(connection, viewer, code):
    before = state(connection)
    kept = recording.record(connection, viewer, code, DECISION, None, at=LATER)

    found = meetings.of_code(connection, code)
    assert kept.number == 1 and found.of("question:SNV")[0].text == "Làm xong trước 31/12"
    assert found.outcomes[0].at == LATER and found.outcomes[0].who == viewer.who
    assert state(connection).numbers == before.numbers and state(connection).tasks > before.tasks
    assert [each.key for each in found.open_items] == ["promise:overdue", "numbers:", "other:1"]


def test_a_clear_task_is_issued_and_knows_its_meeting(connection, viewer, code):
    kept = recording.record(connection, viewer, code, replace(DECISION, kind="task"), clear(), at=LATER)

    task = tasks.of_code(connection, kept.task)
    assert task.last("issued") is not None and task.details.meeting == code
    assert meetings.of_code(connection, code).outcomes[0].task == task.code


def test_what_is_asked_for_again_because_the_answer_was_lost_is_recorded_once(connection, viewer, code):
    asked = replace(DECISION, kind="task")
    kept = recording.record(connection, viewer, code, asked, clear(), at=LATER)
    with pytest.raises(MeetingError) as told:
        recording.record(connection, viewer, code, replace(asked, text=f"{asked.text} "), clear(), at=LATER)
    assert told.value.reason == "recorded"
    assert len(tasks.everything(connection)) == len(meetings.of_code(connection, code).outcomes) == 1

    recording.strike(connection, viewer, code, kept.number, at=LATER, reason="ghi nhầm")
    assert recording.record(connection, viewer, code, asked, clear(), at=LATER).number == 2


def test_an_unclear_task_says_what_is_missing_and_stays_a_draft(connection, viewer, code):
    vague = replace(clear(), leaders=(), deadline=None)
    asked = replace(DECISION, kind="task")
    said = recording.read_back(connection, viewer, code, asked, vague, at=LATER)
    assert {each.id for each in said.unclear} >= {"leader", "deadline"}
    assert not meetings.of_code(connection, code).outcomes, "reading back records nothing"

    kept = recording.record(connection, viewer, code, asked, vague, at=LATER)
    assert tasks.of_code(connection, kept.task).last("issued") is None


def test_an_outcome_is_struck_out_with_its_reason_and_stays_to_be_seen(connection, viewer, code):
    recording.record(connection, viewer, code, DECISION, None, at=LATER)
    with pytest.raises(ReasonNeededError):
        recording.strike(connection, viewer, code, 1, at=LATER, reason=" ")
    recording.strike(connection, viewer, code, 1, at=LATER, reason="Ghi nhầm")

    found = meetings.of_code(connection, code)
    assert (found.outcomes[0].struck, found.standing) == ("Ghi nhầm", ())
    with pytest.raises(MeetingError):
        recording.strike(connection, viewer, code, 1, at=LATER, reason="Lần nữa")
    recording.record(connection, viewer, code, DECISION, None, at=LATER)
    assert [each.number for each in meetings.of_code(connection, code).outcomes] == [1, 2]


def test_an_item_with_an_outcome_stays_on_the_agenda(connection, viewer, code):
    recording.record(connection, viewer, code, DECISION, None, at=LATER)
    with pytest.raises(MeetingError) as told:
        preparing.arrange(connection, viewer, code, PLAN, [Item("numbers")], seen=0, at=LATER)
    assert told.value.reason == "decided"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"item": "question:SYT"}, "no_item"),
        ({"text": " "}, "blank"),
        ({"kind": "task"}, "task"),
        ({"text": "x" * 2001}, "long"),
    ],
)
def test_what_cannot_be_recorded(connection, viewer, code, change, reason):
    with pytest.raises(MeetingError) as told:
        recording.record(connection, viewer, code, replace(DECISION, **change), None, at=LATER)
    assert told.value.reason == reason and not meetings.of_code(connection, code).outcomes


def test_an_unknown_unit_is_named(connection, viewer, code):
    with pytest.raises(UnknownUnitError):
        recording.record(connection, viewer, code, replace(DECISION, unit="KHONG-CO"), None, at=LATER)


def test_nothing_is_recorded_after_the_end(connection, viewer, code):
    preparing.close(connection, viewer, code, at=LATER)
    for deed in (
        lambda: recording.record(connection, viewer, code, DECISION, None, at=LATER),
        lambda: preparing.arrange(connection, viewer, code, PLAN, ITEMS, seen=0, at=LATER),
        lambda: preparing.close(connection, viewer, code, at=LATER),
    ):
        with pytest.raises(MeetingError) as told:
            deed()
        assert told.value.reason == "closed"
    assert meetings.of_code(connection, code).closed == LATER


def test_who_may_not_decide_records_nothing(connection, code):
    reader = Viewer.holding("đọc", ["see_results"], ALL_UNITS)
    with pytest.raises(NotAllowedError):
        recording.record(connection, reader, code, DECISION, None, at=LATER)
    with pytest.raises(NotAllowedError):
        preparing.prepare(connection, reader, replace(PLAN, on=dt.date(2026, 12, 9)), ITEMS, at=NOW)
    with pytest.raises(UnknownMeetingError):
        preparing.close(connection, Viewer.holding("x", ["assign_task"], ALL_UNITS), "PH-2026-999", at=NOW)
    assert not meetings.of_code(connection, code).outcomes
