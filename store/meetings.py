"""Meetings, read and added to."""

import datetime as dt
from dataclasses import replace
from typing import Any

from core.meetings import EventKind, Item, Meeting, Outcome, Plan
from store import journal
from store.database import Connection
from store.journal import Entry


def next_code(connection: Connection, year: int) -> str:
    """PH-2026-014."""
    return journal.next_code(connection, "meeting", f"PH-{year}-", 3)


def append(
    connection: Connection,
    code: str,
    kind: EventKind,
    details: dict[str, Any] | None = None,
    *,
    at: dt.datetime,
    who: str,
    note: str = "",
) -> None:
    """Add an event; the first one is `prepared`, with the plan and the agenda."""
    journal.append(connection, "meeting", code, kind, at=at, who=who, note=note, details=details)


def everything(connection: Connection) -> list[Meeting]:
    """Every meeting, the newest day first."""
    found = [_meeting(code, list(each)) for code, each in journal.by_code(_entries(connection)).items()]
    return sorted(found, key=lambda each: (each.plan.on, each.code), reverse=True)


def of_code(connection: Connection, code: str) -> Meeting | None:
    entries = list(journal.entries(connection, "meeting", code=code))
    return _meeting(code, entries) if entries else None


def _entries(connection: Connection) -> Any:
    return journal.entries(connection, "meeting")


def _meeting(code: str, entries: list[Entry]) -> Meeting:
    found = Meeting(code, Plan.from_json(entries[0].details["plan"]), _items(entries[0].details))
    for entry in entries[1:]:
        found = _after(found, entry)
    return found


def _after(found: Meeting, entry: Entry) -> Meeting:
    match entry.event:
        case "arranged":
            plan, dropped = Plan.from_json(entry.details["plan"]), tuple(entry.details["dropped"])
            return replace(found, plan=plan, items=_items(entry.details), dropped=dropped, arranged=found.arranged + 1)
        case "recorded":
            outcome = Outcome.from_json(entry.details, at=entry.at, who=entry.who)
            return replace(found, outcomes=(*found.outcomes, outcome))
        case "struck":
            number = entry.details["number"]
            struck = [replace(each, struck=entry.note) if each.number == number else each for each in found.outcomes]
            return replace(found, outcomes=tuple(struck))
        case "closed":
            return replace(found, closed=entry.at)
        case _:
            return found


def _items(details: dict[str, Any]) -> tuple[Item, ...]:
    return tuple(Item(**each) for each in details["items"])
