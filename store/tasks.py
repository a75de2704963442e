"""Tasks, read and added to."""

import datetime as dt
from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.tasks import Details, Event, EventKind, Task
from store.task_tables import task_events, tasks


def next_code(connection: Connection, year: int) -> str:
    """NV-2026-014: the first number of the year nobody has. Deeds queue, so it stays free until the deed is done."""
    prefix = f"NV-{year}-"
    taken = connection.scalars(sa.select(tasks.c.code).where(tasks.c.code.startswith(prefix)))
    numbers = [int(code.removeprefix(prefix)) for code in taken if code.removeprefix(prefix).isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1:03}"


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
    return _read(connection, sa.select(tasks))


def of_code(connection: Connection, code: str) -> Task | None:
    found = _read(connection, sa.select(tasks).where(tasks.c.code == code))
    return found[0] if found else None


def _read(connection: Connection, which: sa.Select[tuple[int, str]]) -> list[Task]:
    codes = {row.id: row.code for row in connection.execute(which.order_by(tasks.c.code))}
    query = sa.select(task_events).order_by(task_events.c.id)
    if len(codes) == 1:
        query = query.where(task_events.c.task_id == next(iter(codes)))
    events: dict[int, list[Event]] = defaultdict(list)
    details: dict[int, dict[str, object]] = {}
    for row in connection.execute(query):
        if row.task_id not in codes:
            continue
        events[row.task_id].append(_event(row.event, row.at, row))
        if row.details is not None:
            details[row.task_id] = row.details
    return [
        Task(number, code, Details.from_json(details[number]), tuple(events[number])) for number, code in codes.items()
    ]


def _event(kind: EventKind, at: dt.datetime, row: sa.Row[tuple[object, ...]]) -> Event:
    return Event(kind, at, row.who, row.note, row.deadline, row.file_sha256, row.file_name)
