"""What a meeting speaks of, read once for every version of the numbers and of the tasks."""

import datetime as dt

from core.caching import cached
from core.clock import now
from core.meeting_errors import UnknownMeetingError
from core.meetings import Meeting
from core.periods import HANOI, Period
from core.settings import Settings
from core.viewer import Viewer
from reports.meetings import agenda
from reports.meetings.agenda import Known
from reports.published import Published
from store import meetings
from store.database import reading
from store.state import state
from views.screen import session


def of(viewer: Viewer, meeting: Meeting) -> Known:
    """In the version of the data that the meeting was prepared from."""
    return about(viewer, data_of(meeting), meeting.plan.month)


def data_of(meeting: Meeting) -> Published:
    """The version that the meeting was prepared from: what is published now, where nothing was published since."""
    now_published, then = session.newest(), meeting.plan.as_of
    return now_published if then in (None, now_published.newest_publication) else session.as_of(then)


def about(viewer: Viewer, data: Published, month: Period) -> Known:
    """In any version. Asked outside a rerun too, where slides are shown."""
    with reading(session.engine()) as connection:
        version = state(connection)
    day = now().astimezone(HANOI).date()
    seen = viewer.limited("see_people", "see_results")
    return _known(session.settings(), seen, data, month, day, (version.database, version.tasks))


def meeting(viewer: Viewer, code: str) -> Meeting:
    """As it stands now; nothing about the numbers is read.

    Raises:
        NotAllowedError: the viewer may not see the people and tasks of every unit.
        UnknownMeetingError: there is none of this code.
    """
    viewer.must("see_people")
    with reading(session.engine()) as connection:
        found = meetings.of_code(connection, code)
    if found is None:
        raise UnknownMeetingError(code=code)
    return found


# What a viewer may see and the day are parts of the key: who asks, and what is overdue.
@cached(8)
def _known(
    settings: Settings, viewer: Viewer, data: Published, month: Period, _day: dt.date, _version: tuple[str, int]
) -> Known:
    with reading(session.engine()) as connection:
        return agenda.known(connection, data, viewer, month, now=now())
