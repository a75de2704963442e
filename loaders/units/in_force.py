"""Whether a unit existed in the month that a file gives numbers of it for."""

from core.periods import Period
from core.units import Unit
from loaders.text.months import shown
from loaders.units.matching import NoMatch


def out_of_force(unit: Unit, month: Period) -> NoMatch | None:
    """The finding when the unit did not exist in the month."""
    values = {"unit": unit.name, "month": shown(month)}
    if unit.valid_from > month.end:
        return NoMatch("unit_not_yet", values | {"first_day": f"{unit.valid_from:%d/%m/%Y}"})
    if unit.valid_to is not None and unit.valid_to < month.start:
        return NoMatch("unit_ended", values | {"last_day": f"{unit.valid_to:%d/%m/%Y}"})
    return None
