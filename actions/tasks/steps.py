"""The deeds on a task; each is one event and one line in the audit trail, in one transaction."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from actions.tasks.editing import must_be_as_opened, must_fit, texts
from core.errors import (
    ReasonNeededError,
    UnclearTaskError,
    UnknownTaskError,
    UnreadableFileError,
    WrongStateError,
)
from core.periods import HANOI
from core.rights import Right
from core.tasks import Details, Event, EventKind, Task
from core.viewer import ALL_UNITS, Viewer
from metrics.tasks.clarity import lamps
from metrics.tasks.clarity_rules import Context, context_of
from metrics.tasks.status import may_become, place
from store import audit, imports, people, settings, tasks, units
from store.database import Connection

LARGEST_FILE = 10 * 2**20
LONGEST_FILE_NAME = 300
# Steps that need a reason, so that somebody can answer for them afterwards.
_NEED_NOTE: frozenset[EventKind] = frozenset({"returned", "extension_asked", "extension_refused", "cancelled"})
# What the doers of a task may; the rest is for those who issue it.
_REPORTED: dict[EventKind, Right] = {
    "started": "report_task",
    "submitted": "report_task",
    "extension_asked": "report_task",
    "noted": "report_task",
}


@dataclass(frozen=True)
class Attachment:
    """A product or a paper, as it was handed in."""

    name: str
    content: bytes


def draft(connection: Connection, viewer: Viewer, details: Details, *, at: dt.datetime, note: str = "") -> str:
    """Store a new task and return its code. It may be unclear: only an issued task must be clear.

    Raises:
        NotAllowedError: `viewer` may not assign tasks.
        TooLongError: a text has more than 10,000 characters.
    """
    viewer.must("assign_task")
    must_fit(*texts(details))
    code = tasks.next_code(connection, at.astimezone(HANOI).year)
    tasks.append(connection, code, Event("drafted", at, viewer.who, note), details)
    audit.append(connection, at=at, who=viewer.who, deed="task_drafted", about=code)
    return code


def edit(
    connection: Connection, viewer: Viewer, code: str, details: Details, *, at: dt.datetime, base: int | None = None
) -> None:
    """Write a draft anew.

    Args:
        base: how many events the task had when it was opened.

    Raises:
        NotAllowedError, UnknownTaskError, TooLongError.
        WrongStateError: it is issued already; what was asked for is then no longer changed, only extended.
        EditedMeanwhileError: somebody else has changed it since.
    """
    task = _may(connection, viewer, code, "edited")
    must_be_as_opened(task.code, task.events, base)
    must_fit(*texts(details))
    tasks.append(connection, task.code, Event("edited", at, viewer.who), details)
    audit.append(connection, at=at, who=viewer.who, deed="task_edited", about=code)


def write(
    connection: Connection,
    viewer: Viewer,
    code: str,
    details: Details,
    *,
    issue_it: bool,
    at: dt.datetime,
    base: int | None = None,
) -> str:
    """Keep a draft, a new one where `code` is blank, and issue it where asked: both or neither; its code.

    Raises:
        As `draft`, `edit` and `issue`.
    """
    if code:
        edit(connection, viewer, code, details, at=at, base=base)
    else:
        code = draft(connection, viewer, details, at=at)
    if issue_it:
        issue(connection, viewer, code, at=at)
    return code


def issue(connection: Connection, viewer: Viewer, code: str, *, at: dt.datetime, note: str = "") -> None:
    """Make a draft a task somebody answers for.

    Raises:
        NotAllowedError, UnknownTaskError, WrongStateError.
        UnclearTaskError: a clarity check fails.
    """
    task = _may(connection, viewer, code, "issued")
    unclear = [lamp.clarity for lamp in lamps(task.details, context(connection, at)) if not lamp.clear]
    if unclear:
        raise UnclearTaskError(clarities=[each.title.model_dump() for each in unclear])
    _append(connection, viewer, task, Event("issued", at, viewer.who, note.strip()))


def move(
    connection: Connection,
    viewer: Viewer,
    code: str,
    kind: EventKind,
    *,
    at: dt.datetime,
    note: str = "",
    deadline: dt.date | None = None,
    attachment: Attachment | None = None,
) -> None:
    """Any later step: started, submitted, accepted, returned, extended, cancelled, noted.

    Args:
        deadline: of an extension asked for; granted is what was asked, unless another day is given.

    Raises:
        NotAllowedError, UnknownTaskError, TooLongError.
        WrongStateError: the task cannot be this next.
        ReasonNeededError: the step needs a note, or an extension its day.
        UnreadableFileError: the attachment is empty or larger than 10 MB.
    """
    task = _may(connection, viewer, code, kind)
    must_fit(note)
    if kind == "extension_granted" and deadline is None:
        asked = task.last("extension_asked")
        deadline = asked.deadline if asked else None
    needs_day = kind in ("extension_asked", "extension_granted") and deadline is None
    if needs_day or (kind in _NEED_NOTE and not note.strip()):
        raise ReasonNeededError
    sha256 = kept(connection, attachment) if attachment else None
    # Keep the end of the name, which holds the file extension.
    name = attachment.name[-LONGEST_FILE_NAME:] if attachment else ""
    _append(connection, viewer, task, Event(kind, at, viewer.who, note.strip(), deadline, sha256, name))


def context(connection: Connection, at: dt.datetime) -> Context:
    """The context of the clarity checks: the day, the units in force, and who works where."""
    staff = people.newest(connection, ALL_UNITS)
    day, posts = at.astimezone(HANOI).date(), staff.posts if staff else ()
    return context_of(day, units.everything(connection), posts, settings.clarities(connection))


def _append(connection: Connection, viewer: Viewer, task: Task, event: Event) -> None:
    tasks.append(connection, task.code, event)
    audit.append(connection, at=event.at, who=viewer.who, deed=f"task_{event.kind}", about=task.code, note=event.note)


def right_of(kind: EventKind) -> Right:
    """What a step needs, about the task's units."""
    return _REPORTED.get(kind, "assign_task")


def _may(connection: Connection, viewer: Viewer, code: str, kind: EventKind) -> Task:
    right = right_of(kind)
    viewer.must_somewhere(right)
    task = tasks.of_code(connection, code)
    if task is None or not viewer.may("see_people", task.details.units):
        raise UnknownTaskError(code=code)
    viewer.must(right, task.details.units)
    if kind not in may_become(task):
        raise WrongStateError(state=place(task))
    return task


def kept(connection: Connection, attachment: Attachment) -> str:
    """Keep an attachment's bytes; their SHA-256.

    Raises:
        UnreadableFileError: it is empty or larger than 10 MB.
    """
    if not attachment.content:
        raise UnreadableFileError("empty")
    if len(attachment.content) > LARGEST_FILE:
        raise UnreadableFileError("too_big", size_mb=len(attachment.content) // 2**20, limit_mb=LARGEST_FILE // 2**20)
    sha256 = hashlib.sha256(attachment.content).hexdigest()
    imports.keep_file(connection, sha256, attachment.content)
    return sha256
