"""Prepare a meeting, arrange its agenda, close it; each deed is one event and one line in the audit trail."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from core.meeting_errors import MeetingError, UnknownMeetingError
from core.meetings import Item, Meeting, Plan, in_order
from core.viewer import Viewer
from store import audit, meetings
from store.database import Connection

LONGEST = 2000
"""Letters of one text."""
LONGEST_NAME = 300
MOST_ITEMS, MOST_MINUTES = 60, 240


def prepare(connection: Connection, viewer: Viewer, plan: Plan, items: Sequence[Item], *, at: dt.datetime) -> str:
    """Store a meeting with its agenda (`reports.meetings.agenda.proposed`), in the fixed order; its code.

    Raises:
        NotAllowedError: `viewer` may not decide.
        MeetingError: there is one on that day already, or too long a text.
    """
    viewer.must("assign_task")
    _fitting(plan, items)
    same = next((each for each in meetings.everything(connection) if each.plan.on == plan.on), None)
    if same:
        raise MeetingError("twice", code=same.code, day=plan.on)
    code = meetings.next_code(connection, plan.on.year)
    details = _details(plan, in_order(items))
    meetings.append(connection, code, "prepared", details, at=at, who=viewer.who)
    audit.append(connection, at=at, who=viewer.who, deed="meeting_prepared", about=code, **details)
    return code


def arrange(
    connection: Connection,
    viewer: Viewer,
    code: str,
    plan: Plan,
    items: Sequence[Item],
    *,
    seen: int,
    at: dt.datetime,
) -> None:
    """Write the agenda anew: another order within each kind, items dropped or added, other words or minutes.

    Args:
        seen: `Meeting.arranged` of the agenda that was changed.

    Raises:
        NotAllowedError, UnknownMeetingError.
        MeetingError: somebody arranged it in between, it is closed, an item with an outcome was dropped, or too long
            a text.
    """
    found = open_meeting(connection, viewer, code)
    if found.arranged != seen:
        raise MeetingError("changed", code=code)
    _fitting(plan, items)
    kept = {each.key for each in items}
    decided = next((each for each in found.items if found.of(each.key) and each.key not in kept), None)
    if decided:
        raise MeetingError("decided", code=code)
    was = [each.key for each in found.items]
    dropped = sorted((set(found.dropped) | set(was)) - kept)
    details = _details(plan, in_order(items)) | {"dropped": dropped}
    meetings.append(connection, code, "arranged", details, at=at, who=viewer.who)
    audit.append(connection, at=at, who=viewer.who, deed="meeting_arranged", about=code, **details)


def close(connection: Connection, viewer: Viewer, code: str, *, at: dt.datetime) -> None:
    """End it: what has no outcome is carried over; nothing is recorded any more.

    Raises:
        NotAllowedError, UnknownMeetingError.
        MeetingError: it is closed already.
    """
    open_meeting(connection, viewer, code)
    meetings.append(connection, code, "closed", at=at, who=viewer.who)
    audit.append(connection, at=at, who=viewer.who, deed="meeting_closed", about=code)


def open_meeting(connection: Connection, viewer: Viewer, code: str) -> Meeting:
    """The meeting, to be changed.

    Raises:
        NotAllowedError, UnknownMeetingError.
        MeetingError: it is closed.
    """
    viewer.must("assign_task")
    found = meetings.of_code(connection, code)
    if found is None:
        raise UnknownMeetingError(code=code)
    if found.closed:
        raise MeetingError("closed", code=code)
    return found


def _details(plan: Plan, items: Sequence[Item]) -> dict[str, Any]:
    return {"plan": replace(plan, chair=plan.chair.strip()).to_json(), "items": [asdict(each) for each in items]}


def _fitting(plan: Plan, items: Sequence[Item]) -> None:
    if len(plan.chair) > LONGEST_NAME or any(len(each.text) > LONGEST for each in items):
        raise MeetingError("long", limit=LONGEST)
    if not 2000 <= plan.on.year <= 2100:
        raise MeetingError("year")
    if len(items) > MOST_ITEMS or any(not 0 <= each.minutes <= MOST_MINUTES for each in items):
        raise MeetingError("many", limit=MOST_ITEMS, minutes=MOST_MINUTES)
    if len({each.key for each in items}) < len(items):
        raise MeetingError("same_item")
