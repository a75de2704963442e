"""Writing a note on a unit's series, and withdrawing it. It changes no number and no rank."""

import datetime as dt

from core.annotations import LONGEST, Annotation, Point, UnknownAnnotationError
from core.errors import ReasonNeededError, TooLongError, UnknownUnitError
from core.viewer import Viewer
from metrics.rates.measures import measure as measure_of
from store import annotations, audit, units
from store.database import Connection


def annotate(connection: Connection, viewer: Viewer, about: Point, text: str, *, at: dt.datetime) -> str:
    """Store a note on a unit's series of a measure at a month; its code.

    Raises:
        NotAllowedError: `viewer` may not write notes on this unit.
        UnknownUnitError, UnknownMeasureError: there is no such thing.
        ReasonNeededError: no text.
        TooLongError: more than 500 characters.
    """
    viewer.must("annotate", [about.unit])
    text = " ".join(text.split())
    if not text:
        raise ReasonNeededError
    if len(text) > LONGEST:
        raise TooLongError(length=len(text), limit=LONGEST)
    if about.unit not in {each.code for each in units.everything(connection)}:
        raise UnknownUnitError(code=about.unit)
    measure_of(about.measure)
    code = annotations.add(connection, about, text, at=at, who=viewer.who)
    said = f"{code} {about.unit} {about.month.code} {about.measure}"
    audit.append(connection, at=at, who=viewer.who, deed="annotation_written", about=said, note=text)
    return code


def withdraw(connection: Connection, viewer: Viewer, code: str, *, at: dt.datetime) -> None:
    """Take a note off the series; the journal keeps it.

    Raises:
        UnknownAnnotationError: there is none of this code in force.
        NotAllowedError: `viewer` may not write notes on its unit.
    """
    found = _of_code(connection, code)
    viewer.must("annotate", [found.about.unit])
    annotations.withdraw(connection, code, at=at, who=viewer.who)
    audit.append(connection, at=at, who=viewer.who, deed="annotation_withdrawn", about=code, note=found.text)


def _of_code(connection: Connection, code: str) -> Annotation:
    found = next((each for each in annotations.in_force(connection) if each.code == code), None)
    if found is None:
        raise UnknownAnnotationError(code=code)
    return found
