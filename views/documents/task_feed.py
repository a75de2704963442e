"""The deadlines of tasks at an address of their own, for calendars that look again by themselves."""

import datetime as dt
from collections.abc import Iterable

from core.errors import UnknownUnitError
from core.tasks import Task
from core.viewer import Viewer
from core.words import Language
from reports.tasks.listed import task_list
from store import units
from store.database import Connection
from views.documents.calendar_feed import calendar_feed

ADDRESS = "/lich-nhiem-vu.ics"
BY_KEY = "/lich-rieng.ics"
"""The same for programs that cannot sign in, by a person's secret key."""
UNIT, PERSON, KEY = "don_vi", "nguoi", "khoa"
"""The addresses' parameters. The key is one of them: logs keep no queries."""


def task_feed(
    connection: Connection,
    everything: Iterable[Task],
    viewer: Viewer,
    *,
    unit: str,
    person: str,
    language: Language,
    now: dt.datetime,
) -> bytes:
    """The calendar of what was issued, of one unit or of one person where they are named.

    Args:
        everything: of `store.tasks`.
        unit: its code; blank for all.
        person: a name, of who leads a task or is to do it; blank for all.

    Raises:
        UnknownUnitError: no unit has the code.
    """
    known = units.everything(connection)
    names = {each.code: each.name if language == "vi" else each.name_en for each in known}
    if unit and unit not in names:
        raise UnknownUnitError(code=unit)
    return calendar_feed(task_list(everything, viewer, now=now, unit=unit, person=person).listed, names, language)
