"""Tasks, read and added to."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.tasks import Details, Event, Task
from store import journal
from store.database import Connection
from store.journal import Entry, Position


# eq=False: a snapshot is equal to itself alone, so what is made of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class Snapshot:
    """Every task as of its newest event: read once, then updated with new events only."""

    position: Position = field(default_factory=Position)
    tasks: Mapping[str, Task] = field(default_factory=dict)
    """By code, in the order of codes."""


_NOTHING = Snapshot()


def next_code(connection: Connection, year: int) -> str:
    """NV-2026-014."""
    return journal.next_code(connection, "task", f"NV-{year}-", 3)


def append(connection: Connection, code: str, event: Event, details: Details | None = None) -> None:
    """Add an event; the first one and every edit contain the complete details."""
    said: dict[str, Any] = {}
    if details:
        said["asked"] = details.to_json()
    if event.deadline:
        said["deadline"] = event.deadline.isoformat()
    journal.append(
        connection,
        "task",
        code,
        event.kind,
        at=event.at,
        who=event.who,
        note=event.note,
        details=said or None,
        file=(event.file_sha256, event.file_name),
    )


def everything(connection: Connection) -> list[Task]:
    """Every task with its newest details and all its events, by code."""
    return list(snapshot(connection).tasks.values())


def snapshot(connection: Connection, known: Snapshot = _NOTHING) -> Snapshot:
    """Updates `known` with new events; reloads everything if `known` has events the database lacks, as after a backup
    was restored."""
    now = journal.position(connection, "task")
    if now == known.position:
        return known
    if journal.position(connection, "task", known.position.last) != known.position:
        known = _NOTHING
    read = _tasks(journal.entries(connection, "task", after=known.position.last), known.tasks)
    return Snapshot(now, dict(sorted({**known.tasks, **read}.items())))


def of_code(connection: Connection, code: str) -> Task | None:
    return _tasks(journal.entries(connection, "task", code=code), {}).get(code)


def _tasks(entries: Iterable[Entry], known: Mapping[str, Task]) -> dict[str, Task]:
    """The tasks of these events: their known state with the events added."""
    found: dict[str, Task] = {}
    for code, happened in journal.by_code(iter(entries)).items():
        asked = [entry.details["asked"] for entry in happened if entry.details and "asked" in entry.details]
        # A task's first event is a draft with details, so a task without details among these events is known already.
        newest = Details.from_json(asked[-1]) if asked else known[code].details
        earlier = known[code].events if code in known else ()
        found[code] = Task(code, newest, (*earlier, *(_event(entry) for entry in happened)))
    return found


def _event(entry: Entry) -> Event:
    day = (entry.details or {}).get("deadline")
    deadline = dt.date.fromisoformat(day) if day else None
    return Event(entry.event, entry.at, entry.who, entry.note, deadline, entry.file_sha256, entry.file_name)
