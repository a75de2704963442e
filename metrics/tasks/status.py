"""A task's status, derived from its events and the day. The words are those printed in Vietnamese task reports."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

from core.periods import HANOI
from core.tasks import EventKind, Task

Status = Literal[
    "draft",
    "cancelled",
    "done_on_time",
    "done_late",
    "done_without_deadline",
    "waiting_acceptance",
    "in_time",
    "due_soon",
    "overdue",
    "without_deadline",
]
STATUSES: tuple[Status, ...] = get_args(Status)
DONE: frozenset[Status] = frozenset({"done_on_time", "done_late", "done_without_deadline"})
CLOSED: frozenset[Status] = DONE | {"cancelled"}
OPEN: frozenset[Status] = frozenset({"waiting_acceptance", "in_time", "due_soon", "overdue", "without_deadline"})
DUE_SOON_DAYS = 7

# State machine: from the stage to the steps allowed next; an extension and a note do not change the stage.
_NEXT: dict[str, frozenset[EventKind]] = {
    "drafted": frozenset({"edited", "issued", "cancelled"}),
    "issued": frozenset({"started", "submitted", "extension_asked", "cancelled", "noted"}),
    "started": frozenset({"submitted", "extension_asked", "cancelled", "noted"}),
    "submitted": frozenset({"accepted", "returned", "noted"}),
    "returned": frozenset({"submitted", "extension_asked", "cancelled", "noted"}),
    "accepted": frozenset({"noted"}),
    "cancelled": frozenset({"noted"}),
}
_PLACES: dict[EventKind, str] = {
    "drafted": "drafted",
    "edited": "drafted",
    "issued": "issued",
    "started": "started",
    "submitted": "submitted",
    "returned": "returned",
    "accepted": "accepted",
    "cancelled": "cancelled",
}


def place(task: Task) -> str:
    """The stage: drafted, issued, started, submitted, returned, accepted or cancelled."""
    return next(_PLACES[event.kind] for event in reversed(task.events) if event.kind in _PLACES)


def may_become(task: Task) -> frozenset[EventKind]:
    """The steps allowed now."""
    asked = task.last("extension_asked", "extension_granted", "extension_refused")
    if asked is not None and asked.kind == "extension_asked":
        answers: frozenset[EventKind] = frozenset({"extension_granted", "extension_refused"})
        return (_NEXT[place(task)] - {"extension_asked"}) | answers
    return _NEXT[place(task)]


@dataclass(frozen=True)
class Standing:
    """A task on a day."""

    status: Status
    days: int | None
    """Days left until the deadline; negative: days past it. For a done task, counted from the day of hand-in."""
    carried_over: bool
    """Issued in an earlier year and not done by its end."""
    finished: dt.date | None
    """The day the accepted product was handed in, in Vietnam."""


def standing(task: Task, *, today: dt.date) -> Standing:
    """The task's standing on the day `today`.

    An accepted product counts as done on the day it was handed in: the doer is not charged for the acceptance time.
    """
    where, deadline = place(task), task.deadline
    issued = task.last("issued")
    finished = _finished(task)
    year_end = issued and dt.date(issued.at.astimezone(HANOI).year, 12, 31)
    carried = bool(year_end and today > year_end and (finished is None or finished > year_end) and where != "cancelled")
    day = finished or today
    days = (deadline - day).days if deadline else None
    return Standing(_status(where, days), days, carried, finished)


def _finished(task: Task) -> dt.date | None:
    accepted = task.last("accepted")
    if accepted is None:
        return None
    handed_in = task.last("submitted") or accepted
    return handed_in.at.astimezone(HANOI).date()


def _status(where: str, days: int | None) -> Status:
    if where == "accepted":
        return "done_without_deadline" if days is None else "done_on_time" if days >= 0 else "done_late"
    fixed: dict[str, Status] = {"drafted": "draft", "cancelled": "cancelled", "submitted": "waiting_acceptance"}
    if where in fixed:
        return fixed[where]
    if days is None:
        return "without_deadline"
    return "overdue" if days < 0 else "due_soon" if days <= DUE_SOON_DAYS else "in_time"


@dataclass(frozen=True)
class Shares:
    """How many tasks are in which state, and the overdue share on both denominators in print."""

    by_status: dict[Status, int]
    """Number of issued tasks, without drafts and cancelled ones."""

    @property
    def assigned(self) -> int:
        return sum(self.by_status.values())

    @property
    def done(self) -> int:
        return sum(self.by_status.get(status, 0) for status in DONE)

    @property
    def with_deadline(self) -> int:
        without = sum(self.by_status.get(status, 0) for status in ("done_without_deadline", "without_deadline"))
        return self.assigned - without

    @property
    def overdue(self) -> int:
        """Done late, or not done and past the deadline."""
        return self.by_status.get("done_late", 0) + self.by_status.get("overdue", 0)

    @property
    def done_share(self) -> float:
        """Percent of all assigned; NaN where none is."""
        return 100.0 * self.done / self.assigned if self.assigned else float("nan")

    @property
    def overdue_of_all(self) -> float:
        return 100.0 * self.overdue / self.assigned if self.assigned else float("nan")

    @property
    def overdue_of_those_with_deadline(self) -> float:
        return 100.0 * self.overdue / self.with_deadline if self.with_deadline else float("nan")


def shares(standings: list[Standing]) -> Shares:
    """Counts issued tasks by status."""
    counted: dict[Status, int] = {}
    for each in standings:
        if each.status not in ("draft", "cancelled"):
            counted[each.status] = counted.get(each.status, 0) + 1
    return Shares(counted)
