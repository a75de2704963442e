"""Notes of people on a series: what happened to a unit in a month that its numbers do not say."""

import datetime as dt
from dataclasses import dataclass

from core.errors import DashboardError
from core.periods import Period

LONGEST = 500


class UnknownAnnotationError(DashboardError):
    """There is no note of this code, or it was withdrawn."""

    key = "error.unknown_annotation"


@dataclass(frozen=True)
class Point:
    """What a note is about: a unit's series of one measure, at a month."""

    unit: str
    """Its code."""
    measure: str
    """Its id."""
    month: Period


@dataclass(frozen=True)
class Annotation:
    """One note."""

    code: str
    """GC-2026-014, by the year it was written in."""
    about: Point
    text: str
    at: dt.datetime
    who: str
