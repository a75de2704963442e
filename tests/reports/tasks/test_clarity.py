"""The share of clear tasks, as of the day each was issued, and what is missing most."""

import datetime as dt
from dataclasses import replace

import pytest

from actions.tasks import steps as deeds
from reports.tasks.clarity import clear_shares
from reports.tasks.listed import task_list
from store import tasks
from store.database import writing
from tests.actions.tasks.test_steps import CLEAR
from tests.conftest import NOW


def shares(engine, viewer, by, days=0):
    now = NOW + dt.timedelta(days=days)
    with engine.connect() as connection:
        listed = task_list(tasks.everything(connection), viewer, now=now).listed
        return clear_shares(listed, deeds.context(connection, now), by)


@pytest.fixture
def three(nghe_an, viewer):
    with writing(nghe_an) as connection:
        code = deeds.draft(connection, viewer, CLEAR, at=NOW)
        deeds.issue(connection, viewer, code, at=NOW)
        deeds.draft(connection, viewer, replace(CLEAR, product="", proof="", leaders=()), at=NOW)
        deeds.draft(connection, viewer, replace(CLEAR, product="", proof="", units=("STP",)), at=NOW)
    return nghe_an


def test_units_are_told_with_what_is_missing_most(three, viewer):
    own, other = shares(three, viewer, lambda each: each.unit)

    assert (own.name, own.clear, own.of) == ("SNV", 1, 2)
    assert own.low < own.share == 50.0 < own.high
    assert {clarity.id: many for clarity, many in own.missing} == {"leader": 1, "product": 1}
    assert (other.name, other.clear, other.of) == ("STP", 0, 1)


def test_a_deadline_that_has_passed_since_was_clear_when_it_was_issued(three, viewer):
    (everybody,) = shares(three, viewer, lambda each: each.task.events[0].who, days=300)

    assert (everybody.name, everybody.clear, everybody.of) == ("test", 1, 3)
    # Of the drafts the deadline is now past too.
    assert {clarity.id: many for clarity, many in everybody.missing}["deadline"] == 2


def test_a_cancelled_task_is_left_out(three, viewer):
    with writing(three) as connection:
        deeds.move(connection, viewer, "NV-2026-003", "cancelled", at=NOW, note="trùng")

    assert [each.name for each in shares(three, viewer, lambda each: each.unit)] == ["SNV"]
