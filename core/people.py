"""The staff list (which person works in which unit); names in tasks are checked against it."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Post:
    """Somebody in a unit, from a day to a day; None: not known when it began, or still there."""

    name: str
    unit: str
    """Its code."""
    position: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    def held_on(self, day: dt.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
