"""Which units have reported what is due, and on time: pure rules over the moments when the numbers came in."""

import datetime as dt
from functools import cache
from typing import Literal

import pandas as pd
from pydantic import Field

from core.counts import CountName
from core.periods import HANOI, Period, month_of
from core.settings import ROOT
from core.units import UnitKind
from metrics.dated import Decided, Text, Words
from metrics.definition_files import read_all

DELIVERIES = ROOT / "definitions" / "deliveries.yaml"

State = Literal["on_time", "late", "missing", "due", "backfilled", "before_use"]
"""`missing` is past its day; `due` is not. The day of the last two had passed before the system was in use:
`backfilled` came all the same, of the month of `before_use` or an earlier one nobody has handed in anything."""


class Delivery(Decided):
    """Something every unit of some kinds reports for each month, until a later entry with the same id."""

    id: Text
    title: Words
    counts: tuple[CountName, ...] = Field(min_length=1)
    """The delivery has come in when any of these counts is reported."""
    kinds: tuple[UnitKind, ...] = Field(min_length=1)
    due_day: int = Field(ge=1, le=28)
    """Day of the month after."""
    illustrative: bool = False
    source: Words

    @property
    def key(self) -> str:
        return self.id

    def due_on(self, month: Period) -> dt.date:
        after = month.end + dt.timedelta(days=1)
        return month_of(after.year, after.month).start.replace(day=self.due_day)


@cache
def all_deliveries() -> tuple[Delivery, ...]:
    return tuple(read_all(DELIVERIES, Delivery))


def state(
    came: dt.datetime | None, due: dt.date, *, today: dt.date, in_use_since: dt.date | None, begun: bool = True
) -> State:
    """The state of one delivery of one unit.

    Args:
        came: when its numbers first came in (aware); None where they have not.
        due: the last day.
        today: the day it is in Vietnam.
        in_use_since: the day of the first import of all; None before any.
        begun: whether any unit has handed in this delivery for this month or an earlier one.
    """
    if came is None:
        if today <= due:
            return "due"
        return "missing" if begun or (in_use_since is not None and due >= in_use_since) else "before_use"
    if came.astimezone(HANOI).date() <= due:
        return "on_time"
    # An archive loaded when the system is set up says nothing about who was late at the time.
    return "backfilled" if in_use_since is not None and due < in_use_since else "late"


def punctuality(states: pd.DataFrame) -> pd.DataFrame:
    """The share of deliveries made in time.

    Args:
        states: (unit_code, state), one row a delivery.

    Returns:
        (unit_code, on_time, counted, value) by unit; `value` in percent, NaN where nothing counts yet. What is
        not due, or was backfilled, does not count; what is missing past its day does.
    """
    counted = states[states["state"].isin(["on_time", "late", "missing"])]
    grouped = counted["state"].eq("on_time").groupby(counted["unit_code"])
    table = pd.DataFrame({"on_time": grouped.sum(), "counted": grouped.size()})
    table = table.reindex(pd.Index(states["unit_code"].unique(), name="unit_code"), fill_value=0)
    table["value"] = 100 * table["on_time"] / table["counted"].where(table["counted"] > 0)
    return table.reset_index()
