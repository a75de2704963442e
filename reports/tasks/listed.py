"""Which tasks there are on a day: filtered, with their standing; and how each unit and leader keeps its deadlines."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import scipy

from core.errors import UnknownTaskError
from core.periods import HANOI
from core.tasks import Task
from core.viewer import Viewer
from metrics.tasks.status import CLOSED, Shares, Standing, Status, shares, standing
from store import tasks
from store.database import Connection

FEWEST_TO_RANK = 8


@dataclass(frozen=True)
class Listed:
    """One task as a list shows it."""

    task: Task
    standing: Standing
    whole: bool = True
    """Whether the viewer may see its people and papers; else it is `Task.public`."""

    @property
    def unit(self) -> str:
        """The code of the unit in charge; blank where none is named."""
        return self.task.details.units[0] if self.task.details.units else ""


@dataclass(frozen=True, eq=False)
class TaskList:
    """Which tasks there are: those asked for, the nearest deadline first, and the counts of all of them."""

    listed: tuple[Listed, ...]
    shares: Shares
    today: dt.date


@dataclass(frozen=True)
class Kept:
    """How one unit or leader keeps deadlines, by the tasks done and those overdue."""

    name: str
    on_time: int
    of: int
    low: float
    high: float
    """The Wilson interval of the on-time share, 90 %, in percent."""

    @property
    def share(self) -> float:
        return 100.0 * self.on_time / self.of if self.of else float("nan")

    @property
    def may_be_ranked(self) -> bool:
        return self.of >= FEWEST_TO_RANK


def task_list(
    everything: Iterable[Task],
    viewer: Viewer,
    *,
    now: dt.datetime,
    unit: str = "",
    leader: str = "",
    staff: str = "",
    person: str = "",
    status: Sequence[Status] = (),
    measure: str = "",
    meeting: str = "",
    public: bool = False,
) -> TaskList:
    """The tasks that match every filter (a blank filter matches all), only of units whose people `viewer` may see.

    Args:
        everything: all tasks, from `store.tasks`.
        leader, staff, person: names; `person` leads the task or is to do it.
        public: those of other units too, without people: a filter by somebody's name finds nothing there.
    """
    today = now.astimezone(HANOI).date()
    seen = (as_seen(task, viewer, today=today) for task in everything)
    found = [each for each in seen if each is not None and (public or each.whole)]
    tests: list[Callable[[Listed], bool]] = [
        lambda each: not unit or unit in each.task.details.units,
        lambda each: not leader or any(person.name == leader for person in each.task.details.leaders),
        lambda each: not staff or any(person.name == staff for person in each.task.details.staff),
        lambda each: not person or person in {one.name for one in each.task.details.people},
        lambda each: not measure or any(link.measure == measure for link in each.task.details.links),
        lambda each: not meeting or each.task.details.meeting == meeting,
    ]
    fitting = [each for each in found if all(test(each) for test in tests)]
    chosen = [each for each in fitting if not status or each.standing.status in status]
    return TaskList(
        listed=tuple(sorted(chosen, key=_order)),
        shares=shares([each.standing for each in fitting]),
        today=today,
    )


def as_seen(task: Task, viewer: Viewer, *, today: dt.date) -> Listed | None:
    """The task as far as this viewer may see it: whole; without people, once it is issued; or not at all."""
    if viewer.may("see_people", task.details.units):
        return Listed(task, standing(task, today=today))
    if viewer.may("see_results") and task.last("issued") is not None:
        return Listed(task.public(), standing(task, today=today), whole=False)
    return None


def _order(each: Listed) -> tuple[bool, dt.date, str]:
    return each.standing.status in CLOSED, each.task.deadline or dt.date.max, each.task.code


def task_of(connection: Connection, viewer: Viewer, code: str, *, now: dt.datetime) -> Listed:
    """One task with its standing, without people where the viewer may not see them.

    Raises:
        UnknownTaskError: no such task, or none the viewer may see.
    """
    task = tasks.of_code(connection, code)
    found = as_seen(task, viewer, today=now.astimezone(HANOI).date()) if task else None
    if found is None:
        raise UnknownTaskError(code=code)
    return found


def kept(listed: Sequence[Listed], by: Callable[[Listed], str]) -> list[Kept]:
    """Share of deadlines kept by unit or leader, the best first; those with too few tasks to rank come last.

    What counts is done, on time or late, and what is overdue: an open task still in time is neither.
    """
    counted: dict[str, list[bool]] = defaultdict(list)
    for each in listed:
        if each.standing.status in ("done_on_time", "done_late", "overdue") and by(each):
            counted[by(each)].append(each.standing.status == "done_on_time")
    found = []
    for name, outcomes in counted.items():
        interval = scipy.stats.binomtest(sum(outcomes), len(outcomes)).proportion_ci(0.90, method="wilson")
        found.append(Kept(name, sum(outcomes), len(outcomes), 100 * interval.low, 100 * interval.high))
    return sorted(found, key=lambda each: (not each.may_be_ranked, -each.share, each.name))
