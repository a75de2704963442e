"""Cohorts, read and added to."""

from core.cohorts import Cohort, Definition, Event
from store import journal
from store.database import Connection


def next_code(connection: Connection, year: int) -> str:
    """NTD-2026-01."""
    return journal.next_code(connection, "cohort", f"NTD-{year}-", 2)


def append(connection: Connection, code: str, event: Event, definition: Definition) -> None:
    """Add an event, with the definition from then on."""
    journal.append(
        connection,
        "cohort",
        code,
        event.kind,
        at=event.at,
        who=event.who,
        note=event.note,
        details=definition.to_json(),
    )


def everything(connection: Connection) -> list[Cohort]:
    """Every cohort with its newest definition and all its events, by code."""
    return [
        Cohort(
            code,
            Definition.from_json(entries[-1].details),
            tuple(Event(entry.event, entry.at, entry.who, entry.note) for entry in entries),
        )
        for code, entries in journal.by_code(journal.entries(connection, "cohort")).items()
    ]
