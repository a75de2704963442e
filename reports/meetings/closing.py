"""Did it close? Of each meeting's decisions: owned, touched within a fortnight, judged by the next meeting."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from core.meetings import Meeting, Outcome
from core.periods import HANOI
from core.tasks import Task
from metrics.tasks.status import CLOSED, standing

TOUCHED_WITHIN = dt.timedelta(days=14)
OWNED, TOUCHED, JUDGED = 95, 90, 100
"""The shares that should be reached, in percent."""


@dataclass(frozen=True)
class Followed:
    """One decision or task of a meeting, and what came of it."""

    outcome: Outcome
    owned: bool
    """A unit or a leader answers for it."""
    touched: bool | None
    """Something was reported of its task, or it was judged, within 14 days; None while they last."""
    judged: bool | None
    """Its task is closed, or the next meeting recorded something about it; None before that meeting."""


@dataclass(frozen=True)
class Closed:
    """One meeting's decisions and tasks."""

    meeting: Meeting
    followed: tuple[Followed, ...]

    def share(self, name: str) -> tuple[int, int]:
        """(how many are so, of how many it can be said)."""
        known = [getattr(each, name) for each in self.followed if getattr(each, name) is not None]
        return sum(known), len(known)

    @property
    def untouched(self) -> tuple[Followed, ...]:
        """What nobody has touched in time: whose owners are named."""
        return tuple(each for each in self.followed if each.touched is False)


def closed(meetings: Sequence[Meeting], tasks: Sequence[Task], *, today: dt.date) -> tuple[Closed, ...]:
    """Every meeting that decided anything, the newest first.

    Args:
        meetings: the newest first.
    """
    by_code = {task.code: task for task in tasks}
    found = []
    for place, meeting in enumerate(meetings):
        following = next((each for each in reversed(meetings[:place]) if each.plan.on <= today), None)
        decided = [each for each in meeting.standing if each.kind != "information"]
        if decided:
            followed = (_followed(each, meeting, following, by_code.get(each.task), today) for each in decided)
            found.append(Closed(meeting, tuple(followed)))
    return tuple(found)


def _followed(
    outcome: Outcome, meeting: Meeting, following: Meeting | None, task: Task | None, today: dt.date
) -> Followed:
    since = _day(outcome.at) if outcome.at else meeting.plan.on
    said = bool(following and following.of(f"promise:{meeting.code}/{outcome.number}"))
    done = task is not None and standing(task, today=today).status in CLOSED
    # What was written down at the meeting itself touches nothing yet.
    later = (
        [_day(event.at) for event in task.events if event.kind not in ("drafted", "edited", "issued")] if task else []
    )
    if said and following:
        later.append(following.plan.on)
    in_time = any(day <= since + TOUCHED_WITHIN for day in later)
    return Followed(
        outcome=outcome,
        owned=bool(outcome.unit or outcome.leader),
        touched=True if in_time else None if today <= since + TOUCHED_WITHIN else False,
        judged=True if done or said else None if following is None else False,
    )


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(HANOI).date()
