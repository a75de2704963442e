"""Commitments, read and added to."""

from core.commitments import Commitment, Event, Promise
from store import journal
from store.database import Connection


def next_code(connection: Connection, year: int) -> str:
    """CK-2026-014."""
    return journal.next_code(connection, "commitment", f"CK-{year}-", 3)


def append(connection: Connection, code: str, event: Event, promise: Promise | None = None) -> None:
    """Add an event; the first one has the promise."""
    journal.append(
        connection,
        "commitment",
        code,
        event.kind,
        at=event.at,
        who=event.who,
        note=event.note,
        details=promise.to_json() if promise else None,
        file=(event.file_sha256, event.file_name),
    )


def everything(connection: Connection) -> list[Commitment]:
    """Every commitment with all its events, by code."""
    return [
        Commitment(
            code,
            Promise.from_json(next(entry.details for entry in reversed(entries) if entry.details is not None)),
            tuple(
                Event(entry.event, entry.at, entry.who, entry.note, entry.file_sha256, entry.file_name)
                for entry in entries
            ),
        )
        for code, entries in journal.by_code(journal.entries(connection, "commitment")).items()
    ]
