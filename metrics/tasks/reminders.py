"""Who is to be reminded of which task on a day: the ladder is `definitions/tasks/reminders.yaml`."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.periods import HANOI
from core.tasks import Person, Task
from metrics.dated import Text
from metrics.definition_files import read_all
from metrics.tasks.clarity_rules import PARAMETERS
from metrics.tasks.status import OPEN, standing

Role = Literal["staff", "leader", "unit", "committee"]
DIGEST = "digest"


class Step(BaseModel):
    """One rung of the ladder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Text
    days: int
    to: tuple[Role, ...] = Field(min_length=1)


class Digest(BaseModel):
    """All open tasks of a unit or a leader, once a week."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weekday: int = Field(ge=1, le=7)
    to: tuple[Literal["unit", "leader"], ...]


class Ladder(BaseModel):
    """When a reminder is sent, and to whom."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: tuple[Step, ...] = Field(min_length=1)
    digest: Digest

    @model_validator(mode="after")
    def _upwards(self) -> "Ladder":
        if any(one.days >= other.days for one, other in pairwise(self.steps)):
            raise ValueError("the steps stand in the order of their days")
        return self


@dataclass(frozen=True)
class Recipient:
    """A person of a unit, a unit, or the Committee's secretariat."""

    role: Role
    unit: str = ""
    """Its code; of a person the one they work in, where it is known."""
    name: str = ""

    @property
    def key(self) -> str:
        """The same for one person in whatever role; at most 300 characters, as the database keeps it."""
        return ":".join(part for part in (self.unit, self.name) if part)[:300] or self.role


@dataclass(frozen=True)
class Reminder:
    """One letter to send: about one task, or about all of a recipient's tasks (kind `digest`)."""

    kind: str
    day: dt.date
    """The day by the ladder, not the day of sending."""
    to: Recipient
    tasks: tuple[Task, ...]

    @property
    def about(self) -> str:
        """The task's code; blank for a digest."""
        return "" if self.kind == DIGEST else self.tasks[0].code


@cache
def ladder() -> Ladder:
    """
    Raises:
        DefinitionError: the parameter file is wrong.
    """
    return read_all(PARAMETERS / "reminders.yaml", Ladder)[0]


def due(tasks: Iterable[Task], *, today: dt.date, by: Ladder) -> list[Reminder]:
    """Every reminder that holds on the day, sent or not; nobody twice for one task and step.

    A task whose product is handed in gets no reminder, because it no longer waits for its doers; a digest lists it.
    """
    still_open = [(task, standing(task, today=today).status) for task in tasks]
    still_open = [each for each in still_open if each[1] in OPEN]
    late = [
        each for task, status in still_open if status != "waiting_acceptance" for each in _of(task, today, by.steps)
    ]
    return late + _digests([task for task, _ in still_open], today, by.digest)


def _of(task: Task, today: dt.date, steps: Sequence[Step]) -> list[Reminder]:
    issued = task.last("issued")
    if task.deadline is None or issued is None:
        return []
    reached = [step for step in steps if task.deadline + dt.timedelta(days=step.days) <= today]
    if not reached:
        return []
    step = reached[-1]
    day = task.deadline + dt.timedelta(days=step.days)
    if day < issued.at.astimezone(HANOI).date():
        return []
    # If somebody has several roles, the last one is the higher.
    once = {each.key: each for role in step.to for each in _who(task, role)}
    return [Reminder(step.id, day, to, (task,)) for to in once.values()]


def _who(task: Task, role: Role) -> list[Recipient]:
    details = task.details
    if role == "committee":
        return [Recipient("committee")]
    if role == "unit":
        return [Recipient("unit", details.units[0])] if details.units else []
    people: tuple[Person, ...] = details.staff if role == "staff" else details.leaders
    return [Recipient(role, person.unit, person.name) for person in people if person.name.strip()]


def _digests(tasks: Sequence[Task], today: dt.date, digest: Digest) -> list[Reminder]:
    back = (today.isoweekday() - digest.weekday) % 7
    day = today - dt.timedelta(days=back)
    found: dict[Recipient, list[Task]] = defaultdict(list)
    for task in sorted(tasks, key=lambda task: (task.deadline or dt.date.max, task.code)):
        for recipient in dict.fromkeys(each for role in digest.to for each in _who(task, role)):
            found[recipient].append(task)
    return [Reminder(DIGEST, day, to, tuple(theirs)) for to, theirs in found.items()]
