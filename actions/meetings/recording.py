"""Record what came of an item, and strike it out; a task it becomes is drafted, and issued where it is clear."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from actions.meetings.preparing import LONGEST, LONGEST_NAME, open_meeting
from actions.tasks import steps
from core.errors import ReasonNeededError, UnknownUnitError
from core.meeting_errors import MeetingError
from core.meetings import Meeting, Outcome
from core.tasks import Details
from core.viewer import Viewer
from metrics.tasks.clarity import Clarity, lamps
from store import audit, meetings, units
from store.database import Connection


@dataclass(frozen=True)
class ReadBack:
    """What would be recorded, to be read out before it is."""

    outcome: Outcome
    unclear: tuple[Clarity, ...]
    """Of a task: the lamps that do not burn; it would be kept as a draft."""


def read_back(
    connection: Connection, viewer: Viewer, code: str, outcome: Outcome, details: Details | None, *, at: dt.datetime
) -> ReadBack:
    """As `record`, without recording."""
    return _read(connection, open_meeting(connection, viewer, code), outcome, details, at)


def record(
    connection: Connection, viewer: Viewer, code: str, outcome: Outcome, details: Details | None, *, at: dt.datetime
) -> Outcome:
    """Store an outcome, with its number; of a task, the task too: issued where every lamp burns, else as a draft.

    Args:
        outcome: its number is given here; `item` is one of the agenda.
        details: the task, where `outcome.kind` is `task`.

    Raises:
        NotAllowedError, UnknownMeetingError, UnknownUnitError, TooLongError.
        MeetingError: it is closed, no such item, no text, a task without its details, too long a text, or the very
            same stands already.
    """
    found = open_meeting(connection, viewer, code)
    ready = _read(connection, found, outcome, details, at)
    # An answer that was lost on the way is asked for again: it must not become a second task.
    if any(_said(each) == _said(ready.outcome) for each in found.standing):
        raise MeetingError("recorded", code=code)
    task = ""
    if details is not None:
        task = steps.write(connection, viewer, "", _of_meeting(details, found), issue_it=not ready.unclear, at=at)
    kept = replace(ready.outcome, number=len(found.outcomes) + 1, task=task, at=at, who=viewer.who)
    meetings.append(connection, code, "recorded", kept.to_json(), at=at, who=viewer.who)
    audit.append(connection, at=at, who=viewer.who, deed="meeting_recorded", about=code, number=kept.number, task=task)
    return kept


def strike(connection: Connection, viewer: Viewer, code: str, number: int, *, at: dt.datetime, reason: str) -> None:
    """Take an outcome back, with the reason; it stays to be seen. A task it became is cancelled by its own step.

    Raises:
        NotAllowedError, UnknownMeetingError, ReasonNeededError.
        MeetingError: it is closed, or there is no such outcome that stands.
    """
    found = open_meeting(connection, viewer, code)
    if not any(each.number == number for each in found.standing):
        raise MeetingError("no_outcome", code=code)
    if not reason.strip():
        raise ReasonNeededError
    if len(reason) > LONGEST:
        raise MeetingError("long", limit=LONGEST)
    meetings.append(connection, code, "struck", {"number": number}, at=at, who=viewer.who, note=reason.strip())
    audit.append(connection, at=at, who=viewer.who, deed="meeting_struck", about=code, number=number)


def _read(
    connection: Connection, found: Meeting, outcome: Outcome, details: Details | None, at: dt.datetime
) -> ReadBack:
    ready = _fitting(connection, found, outcome, details)
    if details is None:
        return ReadBack(ready, ())
    shown = lamps(_of_meeting(details, found), steps.context(connection, at))
    return ReadBack(ready, tuple(lamp.clarity for lamp in shown if not lamp.clear))


def _said(outcome: Outcome) -> Outcome:
    """What of an outcome somebody typed."""
    return replace(outcome, number=0, task="", at=None, who="")


def _of_meeting(details: Details, found: Meeting) -> Details:
    return replace(details, meeting=found.code)


def _fitting(connection: Connection, found: Meeting, outcome: Outcome, details: Details | None) -> Outcome:
    if found.item(outcome.item) is None:
        raise MeetingError("no_item", code=found.code)
    if (outcome.kind == "task") != (details is not None):
        raise MeetingError("task")
    text = outcome.text.strip()
    if not text:
        raise MeetingError("blank")
    if len(text) > LONGEST or len(outcome.leader) > LONGEST_NAME:
        raise MeetingError("long", limit=LONGEST)
    known: Mapping[str, object] = {unit.code: unit for unit in units.everything(connection)}
    named: Sequence[str] = [outcome.unit] if outcome.unit else []
    for code in (*named, *(details.units if details else ())):
        if code not in known:
            raise UnknownUnitError(code=code)
    return replace(outcome, text=text, leader=outcome.leader.strip())
