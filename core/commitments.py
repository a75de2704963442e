"""A commitment: a target for a year's rate, signed by the head of a unit.

Whether it is kept is never stored: see `metrics.chance.commitment`.
"""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

EventKind = Literal["signed", "withdrawn"]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)


@dataclass(frozen=True)
class Promise:
    """The year's rate of a measure that a unit's head promised to reach, in percent."""

    unit: str
    measure: str
    year: int
    target: float
    signed_on: dt.date
    leader: str = ""
    """Who signed; blank where it is not known."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"signed_on": self.signed_on.isoformat()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Promise":
        return cls(**(stored | {"signed_on": dt.date.fromisoformat(stored["signed_on"])}))


@dataclass(frozen=True)
class Event:
    """One thing that happened, by whom and when (aware); the paper signed, where it was handed in."""

    kind: EventKind
    at: dt.datetime
    who: str
    note: str = ""
    file_sha256: str | None = None
    file_name: str = ""


@dataclass(frozen=True)
class Commitment:
    """A commitment and everything that happened to it, oldest first."""

    code: str
    """CK-2026-014, by the year it is for."""
    promise: Promise
    events: tuple[Event, ...]

    @property
    def withdrawn(self) -> Event | None:
        """The withdrawal, where there was one."""
        return self.events[-1] if self.events[-1].kind == "withdrawn" else None
