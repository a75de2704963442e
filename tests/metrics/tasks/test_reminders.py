"""The ladder of reminders: on which day who is reminded of what."""

import datetime as dt
from dataclasses import replace

import pytest
from pydantic import ValidationError

from core.tasks import Details, Event, Person, Task
from metrics.tasks.reminders import DIGEST, Ladder, due, ladder

STAFF, LEADER = Person("Nguyễn Văn A", "SNV"), Person("Trần Thị B", "SNV")
DEADLINE = dt.date(2026, 12, 15)  # a Tuesday
ISSUED = dt.datetime(2026, 11, 2, 3, 0, tzinfo=dt.UTC)


def task(*kinds: str, deadline: dt.date | None = DEADLINE, at: dt.datetime = ISSUED, **more) -> Task:
    details = Details(staff=(STAFF,), leaders=(LEADER,), deadline=deadline, units=("SNV", "STP"))
    events = tuple(Event(kind, at, "x") for kind in ("drafted", "issued", *kinds))
    return Task("NV-2026-001", replace(details, **more), events)


def reminded(tasks, day: dt.date) -> list[tuple[str, str]]:
    return [(each.kind, each.to.key) for each in due(tasks, today=day, by=ladder()) if each.kind != DIGEST]


def days_from_deadline(many: int) -> dt.date:
    return DEADLINE + dt.timedelta(days=many)


def test_the_ladder_climbs_from_staff_to_the_committee():
    found = {many: reminded([task()], days_from_deadline(many)) for many in (-8, -7, -1, 1, 7, 30)}

    assert found == {
        -8: [],
        -7: [("week_before", "SNV:Nguyễn Văn A")],
        -1: [("day_before", "SNV:Nguyễn Văn A"), ("day_before", "SNV:Trần Thị B")],
        1: [("day_after", "SNV:Nguyễn Văn A"), ("day_after", "SNV:Trần Thị B"), ("day_after", "SNV")],
        7: [("week_after", "SNV:Trần Thị B"), ("week_after", "SNV"), ("week_after", "committee")],
        30: [("month_after", "committee")],
    }


def test_a_run_that_was_missed_is_made_up_for_until_the_next_step():
    day = {many: due([task()], today=days_from_deadline(many), by=ladder())[0].day for many in (-7, -3, -2)}

    assert set(day.values()) == {days_from_deadline(-7)}


def test_a_task_issued_after_a_step_is_not_reminded_of_it():
    late = task(at=dt.datetime(2026, 12, 12, 3, 0, tzinfo=dt.UTC))

    assert reminded([late], days_from_deadline(-3)) == []
    assert reminded([late], days_from_deadline(-1)) != []


@pytest.mark.parametrize("kinds", [("submitted",), ("submitted", "accepted"), ("cancelled",)])
def test_nobody_is_hurried_once_the_product_is_in(kinds):
    assert reminded([task(*kinds)], days_from_deadline(1)) == []


def test_an_extension_begins_the_ladder_anew():
    longer = task()
    granted = Event("extension_granted", ISSUED, "x", deadline=days_from_deadline(10))
    longer = replace(longer, events=(*longer.events, granted))

    (first,) = (each for each in due([longer], today=days_from_deadline(3), by=ladder()) if each.kind != DIGEST)
    assert (first.kind, first.day) == ("week_before", days_from_deadline(3))


def test_who_is_staff_and_leader_at_once_gets_one_letter():
    assert reminded([task(staff=(LEADER,))], days_from_deadline(-1)) == [("day_before", "SNV:Trần Thị B")]


def test_the_digest_lists_open_tasks_by_unit_and_leader_once_a_week():
    tasks = [task(), task("submitted"), task(deadline=None), task("cancelled"), task("submitted", "accepted")]
    by_day = {
        number: [each for each in due(tasks, today=dt.date(2026, 11, number), by=ladder()) if each.kind == DIGEST]
        for number in (23, 25, 29, 30)
    }

    assert [(each.to.key, len(each.tasks)) for each in by_day[23]] == [("SNV", 3), ("SNV:Trần Thị B", 3)]
    assert {number: found[0].day.day for number, found in by_day.items()} == {23: 23, 25: 23, 29: 23, 30: 30}


def test_steps_out_of_order_are_refused():
    steps = [{"id": "b", "days": 1, "to": ["staff"]}, {"id": "a", "days": -1, "to": ["staff"]}]

    with pytest.raises(ValidationError):
        Ladder.model_validate({"steps": steps, "digest": {"weekday": 1, "to": ["unit"]}})
