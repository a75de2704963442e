"""Which periods are closed or declared final: the last event decides."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.periods import Period
from store.tables.core import period_locks

Event = Literal["final", "locked", "reopened"]
State = Literal["provisional", "final", "locked"]
_STATES: dict[Event, State] = {"final": "final", "locked": "locked", "reopened": "provisional"}


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


def state(connection: Connection, period: Period) -> State:
    """A month is provisional until it is declared final; reopening makes it provisional again."""
    events = history(connection, period)
    return _STATES[events[-1].event] if events else "provisional"


@dataclass(frozen=True)
class Closing:
    """The lock state of a period, and every reopening."""

    state: State = "provisional"
    reopened: tuple[tuple[dt.datetime, str], ...] = ()
    """(when, why), oldest first."""

    def marks(self, published_at: dt.datetime) -> tuple[tuple[dt.datetime, str], ...]:
        """The reopenings before a version published at that moment."""
        return tuple(mark for mark in self.reopened if mark[0] <= published_at)


def everything(connection: Connection) -> dict[dt.date, Closing]:
    """Every period that was ever closed, by its first day."""
    known: dict[dt.date, Closing] = {}
    query = sa.select(period_locks.c.period_start, period_locks.c.event, period_locks.c.at, period_locks.c.reason)
    for start, event, at, reason in connection.execute(query.order_by(period_locks.c.id)):
        before = known.get(start, Closing())
        again = ((at, reason),) if event == "reopened" else ()
        known[start] = Closing(_STATES[event], (*before.reopened, *again))
    return known
