"""Which periods are closed or declared final: the last event holds."""

import datetime as dt
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.periods import Period
from store.tables import period_locks

Event = Literal["final", "locked", "reopened"]


def add(connection: Connection, period: Period, event: Event, *, at: dt.datetime, who: str, reason: str) -> None:
    connection.execute(
        sa.insert(period_locks).values(
            period_start=period.start, period_end=period.end, event=event, at=at, who=who, reason=reason
        )
    )


def history(connection: Connection, period: Period) -> list[sa.Row[tuple[Event, dt.datetime, str, str]]]:
    """(event, at, who, reason), oldest first."""
    query = (
        sa.select(period_locks.c.event, period_locks.c.at, period_locks.c.who, period_locks.c.reason)
        .where(period_locks.c.period_start == period.start, period_locks.c.period_end == period.end)
        .order_by(period_locks.c.id)
    )
    return list(connection.execute(query))


def state(connection: Connection, period: Period) -> Literal["provisional", "final", "locked"]:
    """A month is provisional until it is declared final; reopening makes it provisional again."""
    events = history(connection, period)
    last = events[-1].event if events else "reopened"
    return {"final": "final", "locked": "locked", "reopened": "provisional"}[last]  # type: ignore[return-value]
