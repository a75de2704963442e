"""Who is to be reminded of which task on a day: the rules are `metrics.tasks.ladder`."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.periods import HANOI
from core.tasks import Person, Reminded, Task
from metrics.tasks.ladder import Ladder
from metrics.tasks.status import OPEN, standing

DIGEST = "digest"


@dataclass(frozen=True)
class Recipient:
    """A person of a unit, a unit, or the Committee's secretariat."""

    role: Reminded
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


def due(tasks: Iterable[Task], *, today: dt.date, by: Ladder) -> list[Reminder]:
    """Every reminder that holds on the day, sent or not; nobody twice for one task and step.

    A task whose product is handed in gets no reminder, because it no longer waits for its doers; a digest lists it.
    """
    still_open = [(task, standing(task, today=today).status) for task in tasks]
    still_open = [each for each in still_open if each[1] in OPEN]
    late = [each for task, status in still_open if status != "waiting_acceptance" for each in _of(task, today, by)]
    return late + _digests([task for task, _ in still_open], today, by)


def _of(task: Task, today: dt.date, by: Ladder) -> list[Reminder]:
    issued = task.last("issued")
    if task.deadline is None or issued is None:
        return []
    days = [(step, task.deadline + dt.timedelta(days=step.days or 0)) for step in by.steps(task.deadline)]
    reached = [(step, day) for step, day in days if day <= today and step.known_on(day)]
    if not reached:
        return []
    step, day = reached[-1]
    if day < issued.at.astimezone(HANOI).date():
        return []
    # If somebody has several roles, the last one is the higher.
    once = {each.key: each for role in step.to for each in _who(task, role)}
    return [Reminder(step.id, day, to, (task,)) for to in once.values()]


def _who(task: Task, role: Reminded) -> list[Recipient]:
    details = task.details
    if role == "committee":
        return [Recipient("committee")]
    if role == "unit":
        return [Recipient("unit", details.units[0])] if details.units else []
    people: tuple[Person, ...] = details.staff if role == "staff" else details.leaders
    return [Recipient(role, person.unit, person.name) for person in people if person.name.strip()]


def _digests(tasks: Sequence[Task], today: dt.date, by: Ladder) -> list[Reminder]:
    week = (today - dt.timedelta(days=back) for back in range(7))
    day, digest = next(((day, rule) for day in week if (rule := by.digest(day))), (today, None))
    found: dict[Recipient, list[Task]] = defaultdict(list)
    for task in sorted(tasks, key=lambda task: (task.deadline or dt.date.max, task.code)):
        for recipient in dict.fromkeys(each for role in (digest.to if digest else ()) for each in _who(task, role)):
            found[recipient].append(task)
    return [Reminder(DIGEST, day, to, tuple(theirs)) for to, theirs in found.items()]
