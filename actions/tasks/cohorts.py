"""Defines, changes and ends cohorts; each deed is one event and one line in the audit trail."""

import datetime as dt
from dataclasses import replace

from actions.tasks.editing import must_be_as_opened
from core.cohorts import Cohort, Definition, Event
from core.errors import CohortError, ReasonNeededError, UnknownCohortError, UnknownUnitError
from core.units import RANKED_KINDS
from core.viewer import Viewer
from store import audit, cohorts, units
from store.database import Connection

LONGEST_NAME, LONGEST_NOTE = 200, 2000


def define(connection: Connection, viewer: Viewer, definition: Definition, *, at: dt.datetime, note: str = "") -> str:
    """Begin to follow some units; the cohort's code.

    Raises:
        NotAllowedError: `viewer` may not assign tasks.
        CohortError: no name, one that is taken or too long, no units, an end before the beginning, too long a note.
        UnknownUnitError: there is no such unit to be followed.
    """
    viewer.must("assign_task")
    known = cohorts.everything(connection)
    fitting = _fitting(connection, definition, note, known)
    code = cohorts.next_code(connection, definition.begin.year)
    cohort = Cohort(code, fitting, ())
    _append(connection, cohort, Event("defined", at, viewer.who, note.strip()))
    return code


def change(
    connection: Connection,
    viewer: Viewer,
    code: str,
    definition: Definition,
    *,
    at: dt.datetime,
    note: str,
    base: int | None = None,
) -> None:
    """Change the name, units or days, with the reason; the earlier definitions are kept as events.

    Args:
        base: how many events the cohort had when it was opened.

    Raises:
        As `define`; UnknownCohortError; ReasonNeededError.
        CohortError: it has ended.
        EditedMeanwhileError: somebody else has changed it since.
    """
    cohort, others = _open(connection, viewer, code, note, base)
    fitting = _fitting(connection, definition, note, others)
    _append(connection, replace(cohort, definition=fitting), Event("changed", at, viewer.who, note.strip()))


def end(
    connection: Connection,
    viewer: Viewer,
    code: str,
    *,
    on: dt.date,
    at: dt.datetime,
    note: str,
    base: int | None = None,
) -> None:
    """End the cohort after the day `on`, with the reason.

    Raises:
        NotAllowedError, UnknownCohortError, ReasonNeededError.
        CohortError: it has ended already, or the day is before its first.
        EditedMeanwhileError: somebody else has changed it since.
    """
    cohort, _ = _open(connection, viewer, code, note, base)
    definition = replace(cohort.definition, end=on)
    if on < definition.begin:
        raise CohortError("end_before_begin", begin=definition.begin, end=on)
    _append(connection, replace(cohort, definition=definition), Event("ended", at, viewer.who, note.strip()))


def _open(
    connection: Connection, viewer: Viewer, code: str, note: str, base: int | None
) -> tuple[Cohort, list[Cohort]]:
    """The cohort, which has not ended, and all the others."""
    viewer.must("assign_task")
    known = {each.code: each for each in cohorts.everything(connection)}
    cohort = known.pop(code, None)
    if cohort is None:
        raise UnknownCohortError(code=code)
    if cohort.ended:
        raise CohortError("ended", name=cohort.definition.name)
    must_be_as_opened(code, cohort.events, base)
    if not note.strip():
        raise ReasonNeededError
    _not_too_long(note)
    return cohort, list(known.values())


def _fitting(connection: Connection, definition: Definition, note: str, others: list[Cohort]) -> Definition:
    """With its name trimmed and each unit once."""
    name, asked = " ".join(definition.name.split()), tuple(dict.fromkeys(definition.units))
    if not name:
        raise CohortError("no_name")
    if len(name) > LONGEST_NAME:
        raise CohortError("long_name", limit=LONGEST_NAME)
    if any(each.definition.name.casefold() == name.casefold() for each in others):
        raise CohortError("name_taken", name=name)
    if not asked:
        raise CohortError("no_units")
    known = {unit.code for unit in units.everything(connection) if unit.kind in RANKED_KINDS}
    unknown = [code for code in asked if code not in known]
    if unknown:
        raise UnknownUnitError(code=unknown[0])
    if definition.end is not None and definition.end < definition.begin:
        raise CohortError("end_before_begin", begin=definition.begin, end=definition.end)
    _not_too_long(note)
    return replace(definition, name=name, units=asked)


def _not_too_long(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise CohortError("long_note", limit=LONGEST_NOTE)


def _append(connection: Connection, cohort: Cohort, event: Event) -> None:
    cohorts.append(connection, cohort.code, event, cohort.definition)
    audit.append(
        connection,
        at=event.at,
        who=event.who,
        deed=f"cohort_{event.kind}",
        about=cohort.code,
        definition=cohort.definition.to_json(),
    )
