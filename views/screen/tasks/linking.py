"""A number a task is to move, as it is proposed: what it is now, and what it should become."""

from math import isnan

from core.clock import now
from core.periods import Period, month_with, today
from core.tasks import Link
from core.units import Unit
from metrics.rates.measures import Measure
from views.screen import session
from views.screen.results.unit import answer as unit_answer


def link_of(unit: Unit, measure: Measure, month: Period | None = None, target: float | None = None) -> Link:
    """The unit's number in a month (without one the newest), and target value (default: the official target)."""
    months = session.everything().all_months()
    month = month or (months[0] if months else month_with(today(now())))
    found = (
        unit_answer(unit.code, month, "then").places if month in session.everything().months_of_unit(unit.code) else ()
    )
    value = next((place.value for place in found if place.measure.id == measure.id), float("nan"))
    decreed = session.everything().target(measure, month, unit.kind, unit.code)
    return Link(
        measure.id,
        unit.code,
        None if isnan(value) else float(value),
        target if target is not None else decreed.value if decreed else None,
        month_with(today(now())).code,
    )
