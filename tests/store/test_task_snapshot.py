"""Tasks read once and kept: only what is new is read, and the answer is always what reading anew gives."""

import datetime as dt
from dataclasses import replace

import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as some

from core.tasks import Details, Event
from store import tasks
from store.database import writing
from store.tables import core as tables
from store.tasks import Snapshot, snapshot
from tests.conftest import NOW
from tests.tiers import examples


def happen(engine, number: int, kind: str, details: Details | None = None):
    with writing(engine) as connection:
        code = f"NV-2026-{number:03}"
        found = tasks.of_code(connection, code)
        # Whatever comes first begins the task.
        event = Event(kind if found else "drafted", NOW + dt.timedelta(hours=number), "test")
        tasks.append(connection, code, event, details if found else details or Details(content=code))


def now(engine, known=None):
    with engine.connect() as connection:
        return snapshot(connection, known) if known else snapshot(connection)


@examples(15)
@given(some.lists(some.lists(some.tuples(some.integers(1, 6), some.booleans()), max_size=5), max_size=5))
def test_what_is_kept_and_added_to_is_what_is_read_anew(nghe_an, batches):
    known = now(nghe_an)
    for batch in batches:
        for number, edits in batch:
            details = Details(content=f"sửa {number}") if edits else None
            happen(nghe_an, number, "edited" if edits else "noted", details)
        known = now(nghe_an, known)

    assert dict(known.tasks) == dict(now(nghe_an).tasks)
    assert list(known.tasks) == sorted(known.tasks)


def test_where_nothing_happened_it_is_the_same_snapshot(nghe_an):
    happen(nghe_an, 1, "noted")
    known = now(nghe_an)

    assert now(nghe_an, known) is known


def test_events_that_are_gone_are_gone_from_it_too(nghe_an):
    """A database put back from a backup while the program runs."""
    for number in (1, 2):
        happen(nghe_an, number, "noted")
    known = now(nghe_an)
    with writing(nghe_an) as connection:
        newest = connection.scalar(sa.select(sa.func.max(tables.journal.c.id)))
        connection.execute(sa.delete(tables.journal).where(tables.journal.c.id == newest))
    happen(nghe_an, 3, "noted")

    assert list(now(nghe_an, known).tasks) == ["NV-2026-001", "NV-2026-003"]


def test_a_snapshot_of_nothing_is_empty(nghe_an):
    assert now(nghe_an).tasks == replace(Snapshot()).tasks == {}
