"""Status is what the events and the day make of it."""

import datetime as dt

import pytest

from core.tasks import Details, Event, Task
from metrics.tasks.status import Shares, may_become, place, shares, standing


def at(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T09:00:00+07:00").astimezone(dt.UTC)


def task(*events: tuple[str, str], deadline: str | None = "2026-11-20", **more) -> Task:
    made = tuple(Event(kind, at(day), "ai đó", **more.get(kind, {})) for kind, day in events)
    return Task("NV-2026-001", Details(deadline=dt.date.fromisoformat(deadline) if deadline else None), made)


ISSUED = (("drafted", "2026-10-01"), ("issued", "2026-10-02"))
HANDED_IN = (*ISSUED, ("submitted", "2026-11-18"))


@pytest.mark.parametrize(
    ("events", "today", "deadline", "expected"),
    [
        (ISSUED[:1], "2026-11-22", "2026-11-20", ("draft", -2)),
        (ISSUED, "2026-11-01", "2026-11-20", ("in_time", 19)),
        (ISSUED, "2026-11-13", "2026-11-20", ("due_soon", 7)),
        (ISSUED, "2026-11-20", "2026-11-20", ("due_soon", 0)),
        (ISSUED, "2026-11-21", "2026-11-20", ("overdue", -1)),
        (ISSUED, "2026-11-21", None, ("without_deadline", None)),
        (HANDED_IN, "2026-11-25", "2026-11-20", ("waiting_acceptance", -5)),
        ((*HANDED_IN, ("accepted", "2026-12-05")), "2026-12-10", "2026-11-20", ("done_on_time", 2)),
        ((*HANDED_IN, ("accepted", "2026-12-05")), "2026-12-10", "2026-11-10", ("done_late", -8)),
        ((*HANDED_IN, ("accepted", "2026-12-05")), "2026-12-10", None, ("done_without_deadline", None)),
        ((*HANDED_IN, ("returned", "2026-11-19")), "2026-11-21", "2026-11-20", ("overdue", -1)),
        ((*ISSUED, ("cancelled", "2026-11-19")), "2026-11-21", "2026-11-20", ("cancelled", -1)),
    ],
)
def test_status_on_a_day(events, today, deadline, expected):
    found = standing(task(*events, deadline=deadline), today=dt.date.fromisoformat(today))

    assert (found.status, found.days) == expected


def test_a_granted_extension_moves_the_deadline_and_the_first_one_stays_to_be_seen():
    extended = task(
        *ISSUED,
        ("extension_asked", "2026-11-15"),
        ("extension_granted", "2026-11-16"),
        extension_asked={"deadline": dt.date(2026, 12, 1)},
        extension_granted={"deadline": dt.date(2026, 11, 28)},
    )

    assert extended.deadline == dt.date(2026, 11, 28)
    assert extended.original_deadline == dt.date(2026, 11, 20)
    assert standing(extended, today=dt.date(2026, 11, 25)).status == "due_soon"


def test_a_task_of_last_year_that_is_not_done_is_carried_over():
    old = (("drafted", "2025-10-01"), ("issued", "2025-10-02"))

    assert standing(task(*old, deadline="2026-03-01"), today=dt.date(2026, 1, 1)).carried_over
    assert not standing(task(*old, deadline="2026-03-01"), today=dt.date(2025, 12, 31)).carried_over
    done = (*old, ("submitted", "2025-12-20"), ("accepted", "2026-01-10"))
    assert not standing(task(*done), today=dt.date(2026, 2, 1)).carried_over


def test_what_may_be_done_next_follows_from_where_it_is():
    assert may_become(task(*ISSUED[:1])) == {"edited", "issued", "cancelled"}
    assert "accepted" in may_become(task(*HANDED_IN)) and "accepted" not in may_become(task(*ISSUED))
    waiting = task(*ISSUED, ("extension_asked", "2026-11-15"))
    assert {"extension_granted", "extension_refused"} <= may_become(waiting)
    assert "extension_asked" not in may_become(waiting)
    assert place(task(*ISSUED, ("noted", "2026-11-15"))) == "issued"


def test_shares_have_both_denominators_in_print():
    found = Shares({"done_on_time": 50, "done_late": 10, "done_without_deadline": 29, "in_time": 6, "overdue": 5})

    assert (found.assigned, found.done, found.with_deadline, found.overdue) == (100, 89, 71, 15)
    assert found.overdue_of_all == pytest.approx(15.0)
    assert found.overdue_of_those_with_deadline == pytest.approx(100 * 15 / 71)


def test_drafts_and_cancelled_tasks_are_assigned_to_nobody():
    standings = [standing(task(*events), today=dt.date(2026, 11, 1)) for events in (ISSUED, ISSUED[:1])]

    assert shares(standings).assigned == 1
