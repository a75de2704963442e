"""The targets that a province has entered, each under what it is about; the deeds are in `actions.data.targets`."""

import datetime as dt
from dataclasses import dataclass

from core.periods import Period
from core.units import UnitKind
from metrics.dated import decided, newest
from metrics.in_force import settings_of
from metrics.rates.targets import Target, key_of
from store import audit, settings
from store.database import Connection

About = tuple[str, UnitKind | None, str, Period]
"""Measure, kind of unit (None for all), code of the one unit (blank for all of the kind), and the month it begins."""


@dataclass(frozen=True)
class Entered:
    """What was entered about something."""

    value: float | None
    """None: from this month on the common target holds again."""
    source: str


def entered(connection: Connection, about: About) -> Entered | None:
    """What the newest entry of this very month says; None where there is none, or it was taken back."""
    found: Entered | None = None
    *whose, month = about
    for name, kind, unit, begin, value, ended, source, _ in settings.targets(connection):
        if ([name, kind, unit], begin) == (whose, month.code):
            found = None if value is None and not ended else Entered(value, source)
    return found


def before(connection: Connection, about: About) -> Target | None:
    """The target of its own that holds for the kind or the unit until the month; None where the common one does."""
    measure, kind, unit, month = about
    held = decided(settings_of(settings.targets(connection)).targets)
    key = key_of(measure, kind, unit)
    found = newest((each for each in held if each.key == key and each.from_month < month.code), month.code)
    return None if found is None or found.ended else found


def put(connection: Connection, who: str, about: About, value: Entered | None, *, at: dt.datetime, why: str) -> None:
    """Add an entry, and one audit line; the same again adds nothing.

    Args:
        value: None takes the entry of this very month back.
        why: the document; of an entry its own.
    """
    known = entered(connection, about)
    if value is not None and known == value:
        return
    measure, kind, unit, month = about
    # As it was before kinds and units had targets of their own, where it is for all.
    whose = {name: each for name, each in (("kind", kind), ("unit", unit)) if each}
    ended = {"ended": True} if value is not None and value.value is None else {}
    entry = {"measure": measure, "from": month.code, "value": value.value if value else None} | whose | ended
    settings.put(connection, settings.TARGET, entry, source=why, at=at, who=who)
    audit.append(
        connection,
        at=at,
        who=who,
        deed="set_target",
        about=f"{key_of(measure, kind, unit)} {month.code}",
        value=value.value if value else None,
        before=known.value if known else None,
        source=why,
        **({"kind": "common"} if ended else {}),
    )
