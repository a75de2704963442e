"""A cohort: units followed apart from the rest, such as the Committee's focus units of a year."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

EventKind = Literal["defined", "changed", "ended"]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)


@dataclass(frozen=True)
class Definition:
    """The definition of a cohort: its units, first day and last day."""

    name: str
    units: tuple[str, ...]
    """Codes of its units."""
    begin: dt.date
    end: dt.date | None = None
    """The last day; None while it is open-ended."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"begin": self.begin.isoformat(), "end": self.end.isoformat() if self.end else None}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Definition":
        end = stored["end"]
        return cls(
            stored["name"],
            tuple(stored["units"]),
            dt.date.fromisoformat(stored["begin"]),
            dt.date.fromisoformat(end) if end else None,
        )


@dataclass(frozen=True)
class Event:
    """One thing that happened, by whom and when (aware), with its reason."""

    kind: EventKind
    at: dt.datetime
    who: str
    note: str = ""


@dataclass(frozen=True)
class Cohort:
    """The current state of a cohort: its newest definition and all its events, oldest first."""

    code: str
    """NTD-2026-01."""
    definition: Definition
    events: tuple[Event, ...]

    @property
    def ended(self) -> bool:
        return self.events[-1].kind == "ended"
