"""A task the Steering Committee assigns, and its events.

Its status is never stored: see `metrics.tasks.status`.
"""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

EventKind = Literal[
    "drafted",
    "edited",
    "issued",
    "started",
    "submitted",
    "accepted",
    "returned",
    "extension_asked",
    "extension_granted",
    "extension_refused",
    "cancelled",
    "noted",
]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)
Priority = Literal["normal", "high", "urgent"]
Reminded = Literal["staff", "leader", "unit", "committee"]
"""Who is reminded of a task."""
REMINDED: tuple[Reminded, ...] = get_args(Reminded)
PRODUCT_KINDS = ("report", "decision", "plan", "numbers", "software", "training", "other")
PRIORITIES: tuple[Priority, ...] = get_args(Priority)


@dataclass(frozen=True)
class Person:
    """Somebody by name, and the code of the unit they work in (blank where it is not known)."""

    name: str
    unit: str = ""


@dataclass(frozen=True)
class Link:
    """The number a task is to move: a measure of a unit, what it was and what it should become, in its own unit."""

    measure: str
    unit: str
    baseline: float | None = None
    target: float | None = None
    effect_from: str = ""
    """The month from which an effect may be expected, such as 2026-11."""


@dataclass(frozen=True)
class Details:
    """The contents of a task. A draft may lack any field; `metrics.tasks.clarity` checks whether it is clear."""

    content: str = ""
    staff: tuple[Person, ...] = ()
    leaders: tuple[Person, ...] = ()
    """Exactly one when it is clear who is responsible."""
    deadline: dt.date | None = None
    product: str = ""
    product_kind: str = ""
    """One of `PRODUCT_KINDS`, or blank."""
    proof: str = ""
    """The evidence that the product exists."""
    document: str = ""
    meeting: str = ""
    units: tuple[str, ...] = ()
    """Codes of the units concerned, the one in charge first."""
    links: tuple[Link, ...] = ()
    priority: Priority = "normal"
    parent: str = ""
    """The code of the task it is a part of."""
    authority: str = ""
    contact: str = ""
    criterion: str = ""
    """The key of the index criterion it is the remedy of, such as PAR INDEX/2025/2.1; see `core.indices`."""

    @property
    def people(self) -> tuple[Person, ...]:
        """The leader and the people who do it."""
        return (*self.leaders, *self.staff)

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"deadline": self.deadline.isoformat() if self.deadline else None}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Details":
        people = {name: tuple(Person(**each) for each in stored.get(name, ())) for name in ("staff", "leaders")}
        deadline = stored.get("deadline")
        more = {
            **people,
            "links": tuple(Link(**each) for each in stored.get("links", ())),
            "units": tuple(stored.get("units", ())),
            "deadline": dt.date.fromisoformat(deadline) if deadline else None,
        }
        return cls(**{**stored, **more})


@dataclass(frozen=True)
class Event:
    """One thing that happened, by whom and when (aware)."""

    kind: EventKind
    at: dt.datetime
    who: str
    note: str = ""
    deadline: dt.date | None = None
    """The deadline requested or granted by an extension."""
    file_sha256: str | None = None
    file_name: str = ""


@dataclass(frozen=True)
class Task:
    """The current state of a task: its newest details and all its events, oldest first."""

    code: str
    """NV-2026-014."""
    details: Details
    events: tuple[Event, ...]

    @property
    def original_deadline(self) -> dt.date | None:
        return self.details.deadline

    @property
    def deadline(self) -> dt.date | None:
        """The deadline, including the last extension that was granted."""
        granted = [event.deadline for event in self.events if event.kind == "extension_granted"]
        return granted[-1] if granted else self.details.deadline

    def public(self) -> "Task":
        """What everybody may know: what is asked for, of which units, by when, and how far it is. No person, no paper,
        no note."""
        asked = self.details
        return Task(
            self.code,
            Details(content=asked.content, deadline=asked.deadline, units=asked.units),
            tuple(Event(each.kind, each.at, "", deadline=each.deadline) for each in self.events),
        )

    def last(self, *kinds: EventKind) -> Event | None:
        """The newest event of these kinds."""
        return next((event for event in reversed(self.events) if event.kind in kinds), None)
