"""The review state of an import: its events, its findings and their acknowledgements."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.issues import Issue
from core.periods import Period
from store.tables.core import import_events, import_issues, imports, issue_acknowledgements, publication_imports


def note_event(
    connection: Connection, import_id: int, event: str, *, at: dt.datetime, who: str, note: str = ""
) -> None:
    connection.execute(sa.insert(import_events).values(import_id=import_id, event=event, at=at, who=who, note=note))


def state(connection: Connection, import_id: int) -> str:
    """draft, checked, accepted or rejected: the last event; “unknown” for no import at all."""
    query = sa.select(import_events.c.event).where(import_events.c.import_id == import_id)
    return connection.scalar(query.order_by(import_events.c.id.desc()).limit(1)) or "unknown"


def is_published(connection: Connection, import_id: int) -> bool:
    query = sa.select(sa.func.count()).where(publication_imports.c.import_id == import_id)
    return bool(connection.scalar(query))


def issues(connection: Connection, import_id: int) -> list[tuple[int, Issue, str | None, str | None]]:
    """(id, finding, who answered for it, reason) in the order of the file; None where nobody has."""
    query = (
        sa.select(import_issues, issue_acknowledgements.c.who, issue_acknowledgements.c.reason)
        .outerjoin(issue_acknowledgements, issue_acknowledgements.c.issue_id == import_issues.c.id)
        .where(import_issues.c.import_id == import_id)
        .order_by(import_issues.c.id)
    )
    return [
        (
            row.id,
            Issue(row.code, row.severity, row.sheet, row.row, row.column, row._mapping[import_issues.c["values"]]),
            row.who,
            row.reason,
        )
        for row in connection.execute(query)
    ]


def unacknowledged(connection: Connection, import_id: int) -> list[int]:
    """The ids of the import's warnings nobody has answered for."""
    return [
        issue_id
        for issue_id, issue, who, _ in issues(connection, import_id)
        if issue.severity == "warning" and who is None
    ]


def acknowledge(connection: Connection, issue_id: int, *, at: dt.datetime, who: str, reason: str) -> bool:
    """Whether this was the first acknowledgement; a later one is not written."""
    known = connection.scalar(
        sa.select(issue_acknowledgements.c.id).where(issue_acknowledgements.c.issue_id == issue_id)
    )
    if known is not None:
        return False
    connection.execute(sa.insert(issue_acknowledgements).values(issue_id=issue_id, at=at, who=who, reason=reason))
    return True


@dataclass(frozen=True)
class Waiting:
    """An import that is neither published nor rejected."""

    id: int
    file_name: str
    source: str
    period: Period
    imported_at: dt.datetime
    imported_by: str
    state: str
    """checked or accepted."""


def waiting(connection: Connection, period: Period | None = None) -> list[Waiting]:
    """The drafts (of a period), in the order they came."""
    published = sa.select(publication_imports.c.import_id)
    query = sa.select(imports).where(imports.c.id.not_in(published)).order_by(imports.c.period_start, imports.c.id)
    found = [
        Waiting(
            row.id,
            row.file_name,
            row.source,
            Period(row.period_start, row.period_end),
            row.imported_at,
            row.imported_by,
            state(connection, row.id),
        )
        for row in connection.execute(query)
    ]
    return [each for each in found if each.state != "rejected" and period in (None, each.period)]


def of_period(connection: Connection, period: Period) -> list[int]:
    """The accepted imports of the period that are not published yet, in the order they came."""
    return [each.id for each in waiting(connection, period) if each.state == "accepted"]
