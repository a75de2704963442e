"""The event journal of everything that has a code, such as tasks, cohorts, commitments, notes, meetings, replies.

Only the modules of these entities use it; they define the format of the details.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core import typed
from store.tables.journal import journal
from store.then import of_then

Entity = Literal["task", "cohort", "commitment", "flag", "criterion", "annotation", "meeting", "reply"]


@dataclass(frozen=True)
class Entry:
    """One event of one thing."""

    code: str
    event: Any
    at: dt.datetime
    who: str
    note: str
    details: Any
    """JSON, as it was given; None where the event has none."""
    file_sha256: str | None
    file_name: str


def next_code(connection: Connection, entity: Entity, prefix: str, digits: int) -> str:
    """The next code, as NV-2026-014: `prefix` and the greatest existing number plus one. Deeds are serialised, so the
    code stays free until this deed is committed."""
    query = sa.select(journal.c.code).where(
        journal.c.entity == entity, journal.c.number == 1, journal.c.code.startswith(prefix, autoescape=True)
    )
    taken = [code.removeprefix(prefix) for code in connection.scalars(query)]
    return f"{prefix}{max((int(text) for text in taken if text.isdigit()), default=0) + 1:0{digits}}"


def append(
    connection: Connection,
    entity: Entity,
    code: str,
    event: str,
    *,
    at: dt.datetime,
    who: str,
    note: str = "",
    details: Any = None,
    file: tuple[str | None, str] = (None, ""),
) -> None:
    """Add an event; the first one begins the thing. `file` is the SHA-256 of bytes kept already, and a name."""
    mine = (journal.c.entity == entity) & (journal.c.code == code)
    last: int = connection.scalar(sa.select(sa.func.max(journal.c.number)).where(mine)) or 0
    connection.execute(
        sa.insert(journal).values(
            entity=entity,
            code=code,
            number=last + 1,
            event=event,
            at=at,
            who=who,
            note=note,
            details=details,
            file_sha256=file[0],
            file_name=typed.name_of(file[1]),
        )
    )


def entries(
    connection: Connection, entity: Entity, *, code: str | None = None, prefix: str = "", after: int = 0
) -> Iterator[Entry]:
    """The events, oldest first: of a whole entity or of some of its codes; optionally only those after an id."""
    query = sa.select(journal).where(journal.c.entity == entity, of_then(connection, journal))
    if code is not None:
        query = query.where(journal.c.code == code)
    if prefix:
        query = query.where(journal.c.code.startswith(prefix, autoescape=True))
    if after:
        query = query.where(journal.c.id > after)
    for row in connection.execute(query.order_by(journal.c.id)):
        yield Entry(row.code, row.event, row.at, row.who, row.note, row.details, row.file_sha256, row.file_name)


@dataclass(frozen=True)
class Position:
    """The position of an entity's journal: equal positions have the same events."""

    last: int = 0
    """The id of the newest event; 0 before the first."""
    at: dt.datetime | None = None
    many: int = 0


def position(connection: Connection, entity: Entity, upto: int | None = None) -> Position:
    """The position after all events of an entity, or after those up to an id."""
    mine = (journal.c.entity == entity) & of_then(connection, journal)
    if upto is not None:
        mine &= journal.c.id <= upto
    last = sa.select(journal.c.id, journal.c.at).where(mine).order_by(journal.c.id.desc()).limit(1)
    many = connection.scalar(sa.select(sa.func.count()).where(mine)) or 0
    row = connection.execute(last).one_or_none()
    return Position(row.id, row.at, many) if row else Position()


def by_code(found: Sequence[Entry] | Iterator[Entry]) -> dict[str, list[Entry]]:
    """The events of each thing, the oldest first; things in the order of their codes."""
    gathered: dict[str, list[Entry]] = {}
    for entry in found:
        gathered.setdefault(entry.code, []).append(entry)
    return dict(sorted(gathered.items()))
