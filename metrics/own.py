"""What a province has entered, as the definitions of the program's own files are: targets and days of delivery."""

import datetime as dt
from collections.abc import Sequence

from core.units import UnitKind
from metrics.dated import Words, newest
from metrics.rates.deliveries import Delivery
from metrics.rates.targets import Target

OwnTarget = tuple[str, UnitKind | None, str, str, float | None, bool, str, dt.datetime]
"""(measure, kind of unit, code of the one unit, from month, value, ended, source, when); see
`metrics.in_force.settings_of`."""
OwnDay = tuple[str, str, int | None, str, dt.datetime]
"""(delivery, from month, day of the month after, source, when); see there."""


def own_target(entered: OwnTarget) -> Target:
    measure, kind, unit, begin, value, ended, source, at = entered
    return Target.model_validate(
        {
            "measure": measure,
            "kind": kind,
            "unit": unit,
            "from": begin,
            "value": value or 0.0,
            "source": {"vi": source, "en": source},
            "entered_at": at,
            "ended": ended,
            "removed": value is None and not ended,
        }
    )


def own_day(entered: OwnDay, files: Sequence[Delivery]) -> Delivery | None:
    """What the files say is delivered, by the province's day; None of what they no longer know."""
    name, begin, day, source, at = entered
    known = [each for each in files if each.id == name]
    found = newest(known, begin) or next(iter(known), None)
    own = {"from_month": begin, "due_day": day or 1, "source": Words(vi=source, en=source), "illustrative": False}
    return found and found.model_copy(update=own | {"entered_at": at, "removed": day is None})
