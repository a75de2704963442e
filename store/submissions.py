"""What was handed in of some units alone: by themselves, or for them."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.periods import Period
from core.viewer import Scope
from store.reviews import is_published, state
from store.tables.core import import_events, imports, observations


@dataclass(frozen=True)
class Submission:
    """One import that is about these units and no others."""

    id: int
    month: Period
    file_name: str
    at: dt.datetime
    who: str
    state: str
    """checked, accepted, rejected or published."""
    why: str
    """The note of its last step, as the reason why it was rejected."""
    units: tuple[str, ...]


def units_of(connection: Connection, import_id: int) -> list[str]:
    """The codes of the units an import is about; none where it has no rows, or is not there."""
    query = sa.select(observations.c.unit_code).where(observations.c.import_id == import_id).distinct()
    return sorted(connection.scalars(query))


def of_month(connection: Connection, month: Period, scope: Scope) -> list[Submission]:
    """What came for a month of units in the scope alone, the newest first."""
    query = (
        sa.select(imports.c.id, imports.c.file_name, imports.c.imported_at, imports.c.imported_by)
        .where(imports.c.period_start == month.start, imports.c.period_end == month.end)
        .order_by(imports.c.id.desc())
    )
    if not scope.every:
        # Decided in SQL: a month of 130 units has as many imports, and a unit one of them.
        mine = sa.select(observations.c.import_id).where(observations.c.unit_code.in_(scope.units))
        others = sa.select(observations.c.import_id).where(observations.c.unit_code.not_in(scope.units))
        query = query.where(imports.c.id.in_(mine), imports.c.id.not_in(others))
    return [
        Submission(
            row.id,
            month,
            row.file_name,
            row.imported_at,
            row.imported_by,
            "published" if is_published(connection, row.id) else state(connection, row.id),
            _why(connection, row.id),
            tuple(units_of(connection, row.id)),
        )
        for row in connection.execute(query).all()
    ]


def _why(connection: Connection, import_id: int) -> str:
    query = sa.select(import_events.c.note).where(import_events.c.import_id == import_id)
    return connection.scalar(query.order_by(import_events.c.id.desc()).limit(1)) or ""
