"""The agenda of a meeting: what it looks at, in the same order every time, and what is to be said of each item."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.meetings import Item, ItemKind, Meeting, Outcome, in_order
from core.periods import HANOI, Period
from core.tasks import Task
from core.viewer import Viewer
from metrics.tasks.status import OPEN
from reports.meetings.questions import Question, asked, questions
from reports.published import Published
from reports.results.overview import Overview, overview_of
from reports.tasks.commitments import Judged, judge_all
from reports.tasks.heads import heads_known
from reports.tasks.listed import Listed, task_list
from store import commitments, meetings, tasks
from store.database import Connection

OVERDUE, BROKEN = "overdue", "broken"
"""What the promises are about that belong to no outcome: all overdue tasks, all broken commitments."""
MINUTES: dict[ItemKind, int] = {"promise": 3, "numbers": 10, "question": 8, "other": 5}


# eq=False: it holds answers that are equal to themselves alone.
@dataclass(frozen=True, eq=False)
class Known:
    """What a meeting may speak of: the month's numbers, everything promised, and the earlier meetings."""

    data: Published
    month: Period
    overview: Overview
    questions: tuple[Question, ...]
    overdue: tuple[Listed, ...]
    broken: tuple[Judged, ...]
    tasks: Mapping[str, Listed]
    """By code."""
    meetings: tuple[Meeting, ...]
    """The newest first."""
    leaders: Mapping[str, str]
    """The head's name by unit."""
    today: dt.date

    def before(self, day: dt.date, code: str = "") -> Meeting | None:
        """The last meeting before a day, other than this one."""
        return next((each for each in self.meetings if each.plan.on < day and each.code != code), None)

    def question(self, unit: str) -> Question | None:
        return next((each for each in self.questions if each.unit.code == unit), None)

    def promised(self, about: str) -> tuple[Meeting, Outcome] | None:
        """The outcome that a promise is about, `PH-2026-002/3`, with its meeting."""
        code, _, number = about.partition("/")
        found = next((each for each in self.meetings if each.code == code), None)
        outcome = next((each for each in found.outcomes if str(each.number) == number), None) if found else None
        return (found, outcome) if found and outcome else None


def known(connection: Connection, data: Published, viewer: Viewer, month: Period, *, now: dt.datetime) -> Known:
    """Everything a meeting about the month may need, in one reading.

    Raises:
        NotAllowedError: the viewer may not see the people and tasks of every unit.
        NoDataError: nothing is published for the month.
    """
    viewer.must("see_people")
    day = now.astimezone(HANOI).date()
    every: Sequence[Task] = tasks.everything(connection)
    signed = commitments.everything(connection)
    leaders = heads_known(connection, viewer.scope("see_people"), signed, every, today=day)
    listed = task_list(every, viewer, now=now)
    return Known(
        data=data,
        month=month,
        overview=overview_of(data, month),
        questions=questions(data, month, every, leaders, today=day),
        overdue=tuple(each for each in listed.listed if each.standing.status == "overdue"),
        broken=tuple(each for each in judge_all(data, tuple(signed)) if each.standing == "broken"),
        tasks={each.task.code: each for each in listed.listed},
        meetings=tuple(meetings.everything(connection)),
        leaders=leaders,
        today=day,
    )


def proposed(found: Known, on: dt.date) -> tuple[Item, ...]:
    """The agenda of a meeting on a day: (1) what the last meeting promised and what it did not get to, overdue tasks,
    broken commitments; (2) the standing numbers; (3) the questions, weightiest first."""
    last = found.before(on)
    due = [each for each in last.standing if _due(each, found)] if last else []
    promises = [_item("promise", f"{last.code}/{each.number}") for each in due] if last else []
    carried = [each for each in last.open_items if carries(each)] if last else []
    more = [_item("promise", name) for name, there in ((OVERDUE, found.overdue), (BROKEN, found.broken)) if there]
    new = [_item("question", each.unit.code) for each in asked(found.questions)]
    fresh = {each.key for each in new}
    numbers = _item("numbers", "")
    return in_order([*promises, *more, numbers, *new, *(each for each in carried if each.key not in fresh)])


def _due(outcome: Outcome, found: Known) -> bool:
    """Whether it is to be followed up: a decision, or a task that was not done and shown before."""
    if outcome.kind == "information":
        return False
    task = found.tasks.get(outcome.task)
    return task is None or task.standing.status in OPEN or task.standing.finished is not None


def carries(item: Item) -> bool:
    """What is on every agenda anyway is not carried over."""
    return item.kind != "numbers" and item.about not in (OVERDUE, BROKEN)


def _item(kind: ItemKind, about: str) -> Item:
    return Item(kind, about, MINUTES[kind])


def total_minutes(items: Sequence[Item]) -> int:
    return sum(each.minutes for each in items)
