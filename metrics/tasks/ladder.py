"""When whom is reminded of tasks: dated rules, of `definitions/tasks/reminders.yaml` and then of the province."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import Field, model_validator

from core.caching import cached
from core.tasks import REMINDED, Reminded
from metrics.dated import Decided, Text, Words, decided, newest_of_each
from metrics.definition_files import read_all
from metrics.tasks.clarity_rules import PARAMETERS

EARLIEST, LATEST = -60, 90
"""Days from the deadline of a reminder."""
WEEKDAYS = range(1, 8)
"""1 is Monday."""


@dataclass(frozen=True, order=True)
class Occasion:
    """When a reminder is sent: so many days from a task's deadline, or on a weekday for all tasks together."""

    weekday: int = 0
    """0 for one that goes by the deadline."""
    days: int = 0
    """Before the deadline below 0."""

    @property
    def key(self) -> str:
        """The same for one occasion, as `w1`, `d-7`."""
        return f"w{self.weekday}" if self.weekday else f"d{self.days:+d}"


EVERY: dict[str, Occasion] = {
    each.key: each
    for each in (
        *(Occasion(days=days) for days in range(EARLIEST, LATEST + 1)),
        *(Occasion(weekday=day) for day in WEEKDAYS),
    )
}
"""Every occasion there can be, by its key, in the order of the lists."""


class Reminding(Decided):
    """Who is reminded on an occasion, until a later entry for it: of tasks due in `from` or later, or weekly."""

    id: Text
    """The name under which what was sent is kept; see `store.reminders`."""
    days: int | None = Field(default=None, ge=EARLIEST, le=LATEST)
    weekday: int | None = Field(default=None, ge=1, le=7)
    to: tuple[Reminded, ...]
    """Nobody where it is empty."""
    illustrative: bool = False
    source: Words

    @model_validator(mode="after")
    def _one_occasion(self) -> "Reminding":
        if (self.days is None) == (self.weekday is None):
            raise ValueError("either days or weekday")
        return self

    @property
    def occasion(self) -> Occasion:
        return Occasion(self.weekday or 0, self.days or 0)

    @property
    def key(self) -> str:
        return self.occasion.key


@dataclass(frozen=True)
class Ladder:
    """The rules that hold, examples too, in the order of `EVERY`."""

    held: tuple[Reminding, ...]

    def steps(self, deadline: dt.date) -> list[Reminding]:
        """Those for a task with this deadline that anybody gets, the earliest first."""
        return sorted((each for each in self._in(deadline) if each.days is not None), key=lambda each: each.days or 0)

    def digest(self, day: dt.date) -> Reminding | None:
        """The one for all tasks together that goes out on this very day; None where there is none."""
        return next((each for each in self._in(day) if each.weekday == day.isoweekday() and each.known_on(day)), None)

    def _in(self, day: dt.date) -> list[Reminding]:
        in_force = newest_of_each(self.held, f"{day:%Y-%m}", lambda each: each.key)
        return [each for each in in_force.values() if each.to]


Own = tuple[str, str, tuple[Reminded, ...] | None, str, dt.datetime]
"""(key of the occasion, from month, to whom, source, when), as `store.settings.reminders` has them."""


@cache
def in_files() -> tuple[Reminding, ...]:
    """
    Raises:
        DefinitionError: the file is wrong.
    """
    return tuple(read_all(PARAMETERS / "reminders.yaml", Reminding))


@cached(16)
def ladder_of(own: tuple[Own, ...] = ()) -> Ladder:
    """The examples, and what the province has entered.

    Args:
        own: in the order in which it was entered; “to whom” of None takes the entry of that month back.
    """
    names = {each.key: each.id for each in in_files()}
    entered = [_entered(each, names.get(each[0], each[0])) for each in own if each[0] in EVERY]
    order = list(EVERY)
    held = decided([*in_files(), *entered])
    return Ladder(tuple(sorted(held, key=lambda each: (order.index(each.key), each.from_month))))


def _entered(own: Own, name: str) -> Reminding:
    key, begin, to, source, at = own
    occasion = EVERY[key]
    return Reminding.model_validate(
        {
            "id": name,
            "from": begin,
            "days": None if occasion.weekday else occasion.days,
            "weekday": occasion.weekday or None,
            "to": in_order(to or ()),
            "source": {"vi": source, "en": source},
            "entered_at": at,
            "removed": to is None,
        }
    )


def in_order(to: Sequence[Reminded]) -> tuple[Reminded, ...]:
    """Each once, the one with the least to say first."""
    return tuple(each for each in REMINDED if each in to)
