"""Cohorts, read and added to."""

from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.cohorts import Cohort, Definition, Event
from store.numbering import next_number
from store.tables.following import cohort_events, cohorts


def next_code(connection: Connection, year: int) -> str:
    """NTD-2026-01."""
    prefix = f"NTD-{year}-"
    return f"{prefix}{next_number(connection, cohorts.c.code, prefix):02}"


def add(connection: Connection, code: str) -> int:
    """A cohort of this code, with nothing to it yet; its id."""
    number: int = connection.execute(sa.insert(cohorts).values(code=code).returning(cohorts.c.id)).scalar_one()
    return number


def append(connection: Connection, cohort_id: int, event: Event, definition: Definition) -> None:
    connection.execute(
        sa.insert(cohort_events).values(
            cohort_id=cohort_id,
            event=event.kind,
            at=event.at,
            who=event.who,
            note=event.note,
            details=definition.to_json(),
        )
    )


def everything(connection: Connection) -> list[Cohort]:
    """Every cohort with its newest definition and all its events, by code."""
    codes = {row.id: row.code for row in connection.execute(sa.select(cohorts).order_by(cohorts.c.code))}
    events: dict[int, list[Event]] = defaultdict(list)
    newest: dict[int, Definition] = {}
    for row in connection.execute(sa.select(cohort_events).order_by(cohort_events.c.id)):
        events[row.cohort_id].append(Event(row.event, row.at, row.who, row.note))
        newest[row.cohort_id] = Definition.from_json(row.details)
    return [Cohort(number, code, newest[number], tuple(events[number])) for number, code in codes.items()]
