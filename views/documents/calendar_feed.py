"""Deadlines of tasks as an iCalendar file (RFC 5545), to be opened in any calendar."""

import datetime as dt
from collections.abc import Iterable, Mapping

from icalendar import Calendar, Event

from core.spreadsheets import printable
from core.words import Language, t
from metrics.tasks.status import DONE
from reports.tasks.listed import Listed

ASK_AGAIN_HOURS = 6
"""Refresh interval of a subscribed calendar, in hours."""


def calendar_feed(listed: Iterable[Listed], names: Mapping[str, str], language: Language) -> bytes:
    """A whole day for each task that was issued and has a deadline; one whose deadline moves keeps its UID.

    Args:
        names: of units by code.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Năm Rõ//namro//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", t(language, "tasks.title"))
    calendar.add("refresh-interval", dt.timedelta(hours=ASK_AGAIN_HOURS), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{ASK_AGAIN_HOURS}H")  # the same, where Outlook looks for it
    for each in listed:
        # A draft that was cancelled never reached anybody either.
        if each.task.deadline is not None and each.task.last("issued"):
            calendar.add_component(_event(each, each.task.deadline, names, language))
    feed: bytes = calendar.to_ical()
    return feed


def _event(each: Listed, deadline: dt.date, names: Mapping[str, str], language: Language) -> Event:
    task, event = each.task, Event()
    event.add("uid", f"{task.code}@namro")
    event.add("dtstamp", task.events[-1].at)
    event.add("sequence", len(task.events))
    event.add("dtstart", deadline)
    event.add("dtend", deadline + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    mark = "✓ " if each.standing.status in DONE else ""
    event.add("summary", printable(f"{mark}{task.code} {' '.join(task.details.content.split())[:200]}"))
    lines = [
        (t(language, "tasks.status"), t(language, f"tasks.status_{each.standing.status}")),
        (t(language, "tasks.unit"), names.get(each.unit, each.unit)),
        (t(language, "tasks.leader"), "; ".join(person.name for person in task.details.leaders)),
        (t(language, "tasks.product"), task.details.product),
    ]
    event.add("description", printable("\n".join(f"{label}: {value}" for label, value in lines if value)))
    if each.standing.status == "cancelled":
        event.add("status", "CANCELLED")
    return event
