"""A meeting of the Steering Committee: its agenda in a fixed order, and what came of each item.

Nothing of the numbers is kept with it: the agenda names things, and `reports.meetings` looks them up in the version of
the data that the meeting was prepared from.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

from core.periods import Period, parse_month

ItemKind = Literal["promise", "numbers", "question", "other"]
ITEM_KINDS: tuple[ItemKind, ...] = get_args(ItemKind)
"""In the order of every meeting: what was promised, the standing numbers, new exceptions, what else was asked for."""
OutcomeKind = Literal["information", "decision", "task"]
OUTCOME_KINDS: tuple[OutcomeKind, ...] = get_args(OutcomeKind)
Layout = Literal["state", "party"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
EventKind = Literal["prepared", "arranged", "recorded", "struck", "closed"]


@dataclass(frozen=True)
class Item:
    """One item of the agenda. `about` is the code of what it is about: a task, a commitment, an outcome, a unit."""

    kind: ItemKind
    about: str = ""
    minutes: int = 5
    text: str = ""
    """What somebody wrote instead of the program's own words; the whole item where `kind` is `other`."""

    @property
    def key(self) -> str:
        """Stays the same when the agenda is arranged anew."""
        return f"{self.kind}:{self.about}"


@dataclass(frozen=True)
class Outcome:
    """What came of an item: information taken note of, a decision, or a task with its code."""

    number: int
    """From 1 on in the meeting."""
    item: str
    """`Item.key`."""
    kind: OutcomeKind
    text: str
    unit: str = ""
    """The unit that owns it; blank where nobody was named."""
    leader: str = ""
    deadline: dt.date | None = None
    task: str = ""
    """The code of the task it became."""
    at: dt.datetime | None = None
    who: str = ""
    struck: str = ""
    """Why it was struck out; blank where it stands."""

    def to_json(self) -> dict[str, Any]:
        kept = asdict(replace(self, at=None))
        return kept | {"deadline": self.deadline.isoformat() if self.deadline else None}

    @classmethod
    def from_json(cls, stored: dict[str, Any], *, at: dt.datetime, who: str) -> "Outcome":
        deadline = stored.get("deadline")
        day = dt.date.fromisoformat(deadline) if deadline else None
        return cls(**{**stored, "deadline": day, "at": at, "who": who})


@dataclass(frozen=True)
class Plan:
    """When a meeting is, who chairs it, which month it looks at and in which version of the data."""

    on: dt.date
    month: Period
    chair: str = ""
    as_of: int | None = None
    """The id of the newest publication when it was prepared: every figure on its slides is of that version."""
    layout: Layout = "state"
    """Of its conclusions: a paper of the State, or of the Party."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"on": self.on.isoformat(), "month": self.month.code}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Plan":
        return cls(**{**stored, "on": dt.date.fromisoformat(stored["on"]), "month": parse_month(stored["month"])})


@dataclass(frozen=True)
class Meeting:
    """A meeting with its agenda and outcomes."""

    code: str
    """PH-2026-003, by the year it is held in."""
    plan: Plan
    items: tuple[Item, ...]
    outcomes: tuple[Outcome, ...] = ()
    closed: dt.datetime | None = None
    """When its conclusions were drawn up; nothing is recorded after."""
    arranged: int = 0
    """How many times the agenda was arranged: who changes it says which one was seen."""
    dropped: tuple[str, ...] = ()
    """Keys of items that were taken off the agenda."""

    @property
    def standing(self) -> tuple[Outcome, ...]:
        """The outcomes that were not struck out."""
        return tuple(each for each in self.outcomes if not each.struck)

    def item(self, key: str) -> Item | None:
        return next((each for each in self.items if each.key == key), None)

    def of(self, key: str) -> tuple[Outcome, ...]:
        """What came of an item."""
        return tuple(each for each in self.standing if each.item == key)

    @property
    def open_items(self) -> tuple[Item, ...]:
        """Items without an outcome: carried over to the next meeting."""
        return tuple(each for each in self.items if not self.of(each.key))


def in_order(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items by kind, each kind's in the order given: every meeting goes the same way."""
    return tuple(sorted(items, key=lambda each: ITEM_KINDS.index(each.kind)))


def added(items: Sequence[Item], text: str, minutes: int = 5) -> Item:
    """Another item, in words of one's own; named by the next number, since one may be carried over from a meeting
    before."""
    numbers = [int(each.about) for each in items if each.kind == "other" and each.about.isdecimal()]
    return Item("other", str(max(numbers, default=0) + 1), minutes, text)
