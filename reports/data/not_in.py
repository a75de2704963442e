"""Which units are past the day on which they had to report a month, and what they owe."""

import datetime as dt
from dataclasses import dataclass

from core.paper_errors import NobodyLateError
from core.periods import Period
from core.units import Unit
from core.viewer import Viewer
from metrics.rates.deliveries import Delivery
from reports.data.calendar import calendar
from store import units
from store.database import Connection


@dataclass(frozen=True)
class Owed:
    """What one unit has not reported by one day."""

    unit: Unit
    due_on: dt.date
    deliveries: tuple[Delivery, ...]
    days: int
    """How many days ago that was."""


@dataclass(frozen=True)
class NotIn:
    """The late units of a month."""

    month: Period
    today: dt.date
    owed: tuple[Owed, ...]
    """In the order of the province's list; a unit that owes by two days is in it twice."""
    units: int
    province: Unit | None


def not_in(connection: Connection, viewer: Viewer, month: Period, *, now: dt.datetime) -> NotIn:
    """
    Raises:
        NotAllowedError: the viewer may not remind, or not see what every unit has handed in.
        NobodyLateError: no unit is past its day.
    """
    viewer.must("remind")
    viewer.must("see_drafts")
    found = calendar(connection, viewer, month, now=now)
    late = [due for due in found.due if due.missing and found.today > due.due_on]
    everyone = units.everything(connection)
    owed = tuple(
        Owed(unit, day, what, (found.today - day).days)
        for unit in everyone
        for day in sorted({due.due_on for due in late})
        if (what := tuple(due.delivery for due in late if due.due_on == day and unit in due.missing))
    )
    if not owed:
        raise NobodyLateError(period=month)
    return NotIn(
        month=month,
        today=found.today,
        owed=owed,
        units=len({each.unit.code for each in owed}),
        province=next((unit for unit in everyone if unit.kind == "province"), None),
    )
