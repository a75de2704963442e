"""The ladder of reminders: on which day who is reminded of what."""

import datetime as dt
from dataclasses import replace

import pytest
from pydantic import ValidationError

from core.tasks import Details, Event, Person, Task
from metrics.tasks.ladder import EARLIEST, LATEST, Reminding, ladder_of
from metrics.tasks.reminders import DIGEST, due

STAFF, LEADER = Person("Nguyễn Văn A", "SNV"), Person("Trần Thị B", "SNV")
DEADLINE = dt.date(2026, 12, 15)  # a Tuesday
EARLIER = dt.datetime(2026, 11, 1, 3, 0, tzinfo=dt.UTC)
ISSUED = dt.datetime(2026, 11, 2, 3, 0, tzinfo=dt.UTC)


def task(*kinds: str, deadline: dt.date | None = DEADLINE, at: dt.datetime = ISSUED, **more) -> Task:
    details = Details(staff=(STAFF,), leaders=(LEADER,), deadline=deadline, units=("SNV", "STP"))
    events = tuple(Event(kind, at, "x") for kind in ("drafted", "issued", *kinds))
    return Task("NV-2026-001", replace(details, **more), events)


def reminded(tasks, day: dt.date, *own) -> list[tuple[str, str]]:
    by = ladder_of(tuple((*rule[:3], "Kế hoạch 5", rule[3] if rule[3:] else EARLIER) for rule in own))
    return [(each.kind, each.to.key) for each in due(tasks, today=day, by=by) if each.kind != DIGEST]


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
    day = {many: due([task()], today=days_from_deadline(many), by=ladder_of())[0].day for many in (-7, -3, -2)}

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

    (first,) = (each for each in due([longer], today=days_from_deadline(3), by=ladder_of()) if each.kind != DIGEST)
    assert (first.kind, first.day) == ("week_before", days_from_deadline(3))


def test_who_is_staff_and_leader_at_once_gets_one_letter():
    assert reminded([task(staff=(LEADER,))], days_from_deadline(-1)) == [("day_before", "SNV:Trần Thị B")]


def test_the_digest_lists_open_tasks_by_unit_and_leader_once_a_week():
    tasks = [task(), task("submitted"), task(deadline=None), task("cancelled"), task("submitted", "accepted")]
    by_day = {
        number: [each for each in due(tasks, today=dt.date(2026, 11, number), by=ladder_of()) if each.kind == DIGEST]
        for number in (23, 25, 29, 30)
    }

    assert [(each.to.key, len(each.tasks)) for each in by_day[23]] == [("SNV", 3), ("SNV:Trần Thị B", 3)]
    assert {number: found[0].day.day for number, found in by_day.items()} == {23: 23, 25: 23, 29: 23, 30: 30}


def test_the_provinces_rule_replaces_the_example_for_tasks_due_from_its_month_on():
    moved = (("d-5", "2026-12", ("leader", "staff")), ("d-7", "2026-12", ()))
    assert {many: reminded([task()], days_from_deadline(many), *moved) for many in (-7, -5, -1)} == {
        -7: [],
        -5: [("d-5", "SNV:Nguyễn Văn A"), ("d-5", "SNV:Trần Thị B")],
        -1: reminded([task()], days_from_deadline(-1)),
    }
    later = (("d-5", "2027-01", ("staff",)), ("d-7", "2027-01", ()))
    assert reminded([task()], days_from_deadline(-5), *later) == [("week_before", "SNV:Nguyễn Văn A")]
    taken_back = (*moved, ("d-7", "2026-12", None))
    assert reminded([task()], days_from_deadline(-7), *taken_back) == [("week_before", "SNV:Nguyễn Văn A")]
    assert reminded([task()], DEADLINE, ("d+0", "2026-12", ("unit",))) == [("d+0", "SNV")]


def test_a_rule_reminds_of_no_day_before_it_was_entered():
    """Otherwise a rule of this month would send again what went out, to others and of days long gone."""
    entered = dt.datetime(2026, 12, 12, 3, 0, tzinfo=dt.UTC)
    own = (("d-7", "2026-12", ("unit",), entered), ("d-5", "2026-12", ("unit",), entered))
    assert reminded([task()], days_from_deadline(-2), *own) == []
    assert reminded([task()], days_from_deadline(-2), own[1]) == [("week_before", "SNV:Nguyễn Văn A")]
    assert reminded([task()], days_from_deadline(-3), ("d-3", "2026-12", ("unit",), entered)) == [("d-3", "SNV")]


def test_the_weekly_letter_moves_to_another_weekday_without_a_second_one_in_the_week_before():
    """2026-12-01 is a Tuesday: until then Monday's holds, from then on Friday's."""
    own = ladder_of(
        tuple((key, "2026-12", to, "Kế hoạch 5", EARLIER) for key, to in (("w1", ()), ("w5", ("committee",))))
    )
    days = {
        day: {(each.day, each.to.key) for each in due([task()], today=day, by=own) if each.kind == DIGEST}
        for day in (dt.date(2026, 12, 1), dt.date(2026, 12, 3), dt.date(2026, 12, 4), dt.date(2026, 12, 9))
    }
    monday, friday = dt.date(2026, 11, 30), dt.date(2026, 12, 4)
    assert list(days.values()) == [
        {(monday, "SNV"), (monday, "SNV:Trần Thị B")},
        {(monday, "SNV"), (monday, "SNV:Trần Thị B")},
        {(friday, "committee")},
        {(friday, "committee")},
    ]


@pytest.mark.parametrize(
    "when", [{}, {"days": 1, "weekday": 1}, {"days": EARLIEST - 1}, {"days": LATEST + 1}, {"weekday": 8}]
)
def test_what_is_no_occasion_is_refused(when):
    with pytest.raises(ValidationError):
        Reminding.model_validate(
            {"id": "a", "from": "2026-01", "to": ["staff"], "source": {"vi": "a", "en": "a"}} | when
        )
