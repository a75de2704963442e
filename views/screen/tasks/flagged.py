"""A task proposed for a number that was flagged: explain it, and correct it where it is wrong."""

import datetime as dt

from core.errors import DashboardError
from core.periods import parse_month
from core.tasks import Details
from core.units import Unit
from core.words import t
from reports.data.integrity import arithmetic
from views.screen import filters
from views.screen.data import integrity
from views.screen.language import language


def proposed(unit: Unit | None, test: str, month: str, deadline: dt.date) -> Details | None:
    """None where the unit's month holds no such flag."""
    if unit is None or not test:
        return None
    try:
        answer = integrity.report(parse_month(month))
    except DashboardError:
        return None
    flag = next((each for each in answer.of(test) if each.unit.code == unit.code), None)
    if flag is None:
        return None
    words = {"unit": filters.name_of(unit), "period": answer.month, "arithmetic": arithmetic(flag, language())}
    return Details(
        content=t(language(), "integrity.task_content", **words),
        product=t(language(), "integrity.task_product", **words),
        proof=t(language(), "integrity.task_proof"),
        deadline=deadline,
        units=(unit.code,),
    )
