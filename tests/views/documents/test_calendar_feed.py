"""Deadlines as an iCalendar file, read back with the library and by its lines."""

import datetime as dt
from dataclasses import replace

from icalendar import Calendar

from core.tasks import Details, Event, Person, Task
from metrics.tasks.status import standing
from reports.tasks.listed import Listed
from views.documents.calendar_feed import calendar_feed

AT = dt.datetime(2026, 11, 2, 3, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 22)
DETAILS = Details(
    "Số hóa 500 hồ sơ", leaders=(Person("Trần B", "SNV"),), deadline=dt.date(2026, 12, 15), units=("SNV",)
)


def listed(*kinds: str, code: str = "NV-2026-001", **more) -> Listed:
    task = Task(code, replace(DETAILS, **more), tuple(Event(kind, AT, "x") for kind in ("drafted", *kinds)))
    return Listed(task, standing(task, today=TODAY))


def events(*found: Listed):
    return Calendar.from_ical(calendar_feed(found, {"SNV": "Sở Nội vụ"}, "vi")).walk("VEVENT")


def test_each_issued_task_with_a_deadline_is_a_whole_day():
    (event,) = events(listed("issued"), listed(), listed("cancelled"), listed("issued", deadline=None))

    assert event.decoded("dtstart") == dt.date(2026, 12, 15)
    assert event.decoded("dtend") == dt.date(2026, 12, 16)
    assert str(event["uid"]) == "NV-2026-001@namro"
    assert str(event["summary"]) == "NV-2026-001 Số hóa 500 hồ sơ"
    assert "Sở Nội vụ" in str(event["description"])
    assert "Trần B" in str(event["description"])


def test_a_deadline_that_moved_is_the_same_event_made_newer():
    before = listed("issued")
    granted = Event("extension_granted", AT, "x", deadline=dt.date(2026, 12, 30))
    moved = replace(before.task, events=(*before.task.events, granted))
    (one,), (other,) = events(before), events(Listed(moved, standing(moved, today=TODAY)))

    assert one["uid"] == other["uid"]
    assert int(other["sequence"]) > int(one["sequence"])
    assert other.decoded("dtstart") == dt.date(2026, 12, 30)


def test_a_done_task_says_so_and_a_cancelled_one_is_cancelled():
    done, cancelled = events(listed("issued", "submitted", "accepted"), listed("issued", "cancelled"))

    assert str(done["summary"]).startswith("✓")
    assert str(cancelled["status"]) == "CANCELLED"


def test_typed_text_makes_no_line_of_its_own():
    nasty = "x\r\nEND:VEVENT\r\nBEGIN:VALARM\x07;,\\ $\\LaTeX$ " + "dài " * 3000
    feed = calendar_feed([listed("issued", content=nasty, product=nasty)], {}, "vi")

    assert b"\r\nBEGIN:VALARM" not in feed
    assert all(len(line) <= 75 for line in feed.split(b"\r\n"))
    assert len(Calendar.from_ical(feed).walk("VEVENT")) == 1


def test_a_calendar_that_is_subscribed_knows_when_to_look_again():
    calendar = Calendar.from_ical(calendar_feed([], {}, "vi"))

    assert calendar.decoded("refresh-interval") == dt.timedelta(hours=6)
    assert str(calendar["x-published-ttl"]) == "PT6H"
