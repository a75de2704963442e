"""Notes on series, read and added to."""

import datetime as dt

from core.annotations import Annotation, Point
from core.periods import parse_month
from store import journal
from store.database import Connection

_WRITTEN, _WITHDRAWN = "written", "withdrawn"


def add(connection: Connection, about: Point, text: str, *, at: dt.datetime, who: str) -> str:
    """Store a note; its code."""
    code = journal.next_code(connection, "annotation", f"GC-{at.year}-", 3)
    details = {"unit": about.unit, "measure": about.measure, "month": about.month.code}
    journal.append(connection, "annotation", code, _WRITTEN, at=at, who=who, note=text, details=details)
    return code


def withdraw(connection: Connection, code: str, *, at: dt.datetime, who: str) -> None:
    journal.append(connection, "annotation", code, _WITHDRAWN, at=at, who=who)


def in_force(connection: Connection) -> list[Annotation]:
    """Every note that was not withdrawn, by code."""
    found = []
    for code, entries in journal.by_code(journal.entries(connection, "annotation")).items():
        first = entries[0]
        if entries[-1].event == _WRITTEN:
            details = first.details
            about = Point(details["unit"], details["measure"], parse_month(details["month"]))
            found.append(Annotation(code, about, first.note, first.at, first.who))
    return found
