"""Commitments, read and added to."""

from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.commitments import Commitment, Event, Promise
from store.numbering import next_number
from store.tables.following import commitment_events, commitments


def add(connection: Connection, year: int) -> tuple[int, str]:
    """A commitment for a year, with nothing to it yet; its id and code, CK-2026-014."""
    prefix = f"CK-{year}-"
    code = f"{prefix}{next_number(connection, commitments.c.code, prefix):03}"
    number: int = connection.execute(sa.insert(commitments).values(code=code).returning(commitments.c.id)).scalar_one()
    return number, code


def append(connection: Connection, commitment_id: int, event: Event, promise: Promise | None = None) -> None:
    connection.execute(
        sa.insert(commitment_events).values(
            commitment_id=commitment_id,
            event=event.kind,
            at=event.at,
            who=event.who,
            note=event.note,
            details=promise.to_json() if promise else None,
            file_sha256=event.file_sha256,
            file_name=event.file_name,
        )
    )


def everything(connection: Connection) -> list[Commitment]:
    """Every commitment with all its events, by code."""
    codes = {row.id: row.code for row in connection.execute(sa.select(commitments).order_by(commitments.c.code))}
    events: dict[int, list[Event]] = defaultdict(list)
    promises: dict[int, Promise] = {}
    for row in connection.execute(sa.select(commitment_events).order_by(commitment_events.c.id)):
        found = Event(row.event, row.at, row.who, row.note, row.file_sha256, row.file_name)
        events[row.commitment_id].append(found)
        if row.details is not None:
            promises[row.commitment_id] = Promise.from_json(row.details)
    return [Commitment(number, code, promises[number], tuple(events[number])) for number, code in codes.items()]
