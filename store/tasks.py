"""Tasks, read and added to."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.tasks import Details, Event, EventKind, Task
from store.numbering import next_number
from store.tables.tasks import task_events, tasks


# eq=False: a snapshot is equal to itself alone, so what is made of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class Snapshot:
    """Every task as of its newest event: read once, then only what is new."""

    newest: tuple[int, dt.datetime | None] = (0, None)
    """The id of the newest event, and when it was."""
    events: int = 0
    tasks: Mapping[str, Task] = field(default_factory=dict)
    """By code, in the order of codes."""


_NOTHING = Snapshot()


def next_code(connection: Connection, year: int) -> str:
    """NV-2026-014."""
    prefix = f"NV-{year}-"
    return f"{prefix}{next_number(connection, tasks.c.code, prefix):03}"


def add(connection: Connection, code: str) -> int:
    """A task of this code, with nothing to it yet; its id."""
    number: int = connection.execute(sa.insert(tasks).values(code=code).returning(tasks.c.id)).scalar_one()
    return number


def append(connection: Connection, task_id: int, event: Event, details: Details | None = None) -> None:
    connection.execute(
        sa.insert(task_events).values(
            task_id=task_id,
            event=event.kind,
            at=event.at,
            who=event.who,
            note=event.note,
            details=details.to_json() if details else None,
            deadline=event.deadline,
            file_sha256=event.file_sha256,
            file_name=event.file_name,
        )
    )


def everything(connection: Connection) -> list[Task]:
    """Every task with its newest details and all its events, by code."""
    return list(snapshot(connection).tasks.values())


def snapshot(connection: Connection, known: Snapshot = _NOTHING) -> Snapshot:
    """`known` with what has happened since; read anew where it knows of events that are not there (a database put back
    from a backup)."""
    which = sa.select(task_events.c.id, task_events.c.at)
    last = connection.execute(which.order_by(task_events.c.id.desc()).limit(1)).one_or_none()
    newest, events = (last.id, last.at) if last else (0, None), _events_after(connection, 0)
    if (newest, events) == (known.newest, known.events):
        return known
    same = connection.execute(which.where(task_events.c.id == known.newest[0])).one_or_none()
    if same != known.newest or known.events + _events_after(connection, known.newest[0]) != events:
        known = _NOTHING
    read = _read(connection, task_events.c.id > known.newest[0], known.tasks)
    return Snapshot(newest, events, dict(sorted({**known.tasks, **read}.items())))


def _events_after(connection: Connection, number: int) -> int:
    return connection.scalar(sa.select(sa.func.count()).where(task_events.c.id > number)) or 0


def of_code(connection: Connection, code: str) -> Task | None:
    return _read(connection, tasks.c.code == code, {}).get(code)


def _read(connection: Connection, which: sa.ColumnElement[bool], known: Mapping[str, Task]) -> dict[str, Task]:
    """The tasks of these events: what is known of them, and the events added."""
    query = sa.select(tasks.c.code, task_events).join_from(task_events, tasks).where(which)
    found: dict[str, Task] = {}
    events: dict[str, list[Event]] = defaultdict(list)
    details: dict[str, dict[str, Any]] = {}
    numbers: dict[str, int] = {}
    for row in connection.execute(query.order_by(task_events.c.id)):
        numbers[row.code] = row.task_id
        events[row.code].append(_event(row.event, row.at, row))
        if row.details is not None:
            details[row.code] = row.details
    for code, happened in events.items():
        # A task begins by being drafted: what has no details among these events has them already.
        newest = Details.from_json(details[code]) if code in details else known[code].details
        earlier = known[code].events if code in known else ()
        found[code] = Task(numbers[code], code, newest, (*earlier, *happened))
    return found


def _event(kind: EventKind, at: dt.datetime, row: sa.Row[tuple[object, ...]]) -> Event:
    return Event(kind, at, row.who, row.note, row.deadline, row.file_sha256, row.file_name)
