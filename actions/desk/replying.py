"""The right of reply: a unit accepts, explains or contests what was published of it, and is answered."""

import datetime as dt

from actions.tasks.steps import LONGEST_FILE_NAME, Attachment, kept
from core.errors import ReasonNeededError, TooLongError, UnknownUnitError
from core.periods import Period, today
from core.replies import LONGEST, Kind, Outcome, Reply, ReplyError, last_day
from core.viewer import Viewer
from metrics.rates.measures import all_measures
from store import audit, locks, replies, signatures, units
from store.database import Connection


def reply(
    connection: Connection,
    viewer: Viewer,
    unit: str,
    month: Period,
    kind: Kind,
    *,
    at: dt.datetime,
    measure: str = "",
    text: str = "",
    evidence: Attachment | None = None,
) -> str:
    """Store what a unit says of its numbers of a month; its code.

    Args:
        measure: its code; blank for all of the month, as an agreement is.

    Raises:
        NotAllowedError: `viewer` may not speak for the unit.
        UnknownUnitError: no unit has the code.
        ReplyError: nothing is published, the month is closed or the days to reply are over, there is no such measure,
            or a number is contested without saying which.
        ReasonNeededError: no text, unless the unit agrees.
        TooLongError, UnreadableFileError: of the text; of the evidence.
    """
    viewer.must("reply", [unit])
    if unit not in {each.code for each in units.everything(connection)}:
        raise UnknownUnitError(code=unit)
    newest = _open(connection, month, at)
    if measure and measure not in all_measures():
        raise ReplyError("measure", measure=measure)
    if kind == "contest" and not measure:
        raise ReplyError("which")
    text = _fitting(text, needed=kind != "accept")
    sha256 = kept(connection, evidence) if evidence else None
    # Keep the end of the name, which holds the file extension.
    name = evidence.name[-LONGEST_FILE_NAME:] if evidence else ""
    code = replies.add(
        connection,
        unit,
        month,
        kind,
        measure=measure,
        text=text,
        version=newest,
        at=at,
        who=viewer.who,
        file=(sha256, name),
    )
    audit.append(
        connection, at=at, who=viewer.who, deed=f"reply_{kind}", about=code, unit=unit, measure=measure, text=text
    )
    return code


def take_back(connection: Connection, viewer: Viewer, code: str, *, at: dt.datetime) -> None:
    """Take a reply back that nobody has answered; it stays in the trail.

    Raises:
        NotAllowedError: `viewer` may not speak for the unit.
        ReplyError: there is no such reply, it was answered or taken back, or the month is closed.
    """
    found = _known(connection, code)
    viewer.must("reply", [found.unit])
    if found.answer is not None or found.taken_back:
        raise ReplyError("settled", code=code)
    _not_closed(connection, found.month)
    replies.take_back(connection, code, at=at, who=viewer.who)
    audit.append(connection, at=at, who=viewer.who, deed="reply_taken_back", about=code)


def answer(
    connection: Connection, viewer: Viewer, code: str, outcome: Outcome, *, at: dt.datetime, text: str = ""
) -> None:
    """Say what becomes of a reply; a later answer takes the place of the one before.

    Raises:
        NotAllowedError: `viewer` may not answer units.
        ReplyError: there is no such reply, it was taken back, it asks for nothing, or the month is closed.
        ReasonNeededError: no text, where the number stays although the unit contests it.
        TooLongError: of the text.
    """
    found = _known(connection, code)
    viewer.must("answer_reply", [found.unit])
    if found.taken_back or found.kind == "accept":
        raise ReplyError("settled", code=code)
    _not_closed(connection, found.month)
    text = _fitting(text, needed=outcome == "kept")
    replies.answer(connection, code, outcome, text, at=at, who=viewer.who)
    audit.append(connection, at=at, who=viewer.who, deed=f"reply_{outcome}", about=code, text=text)


def _known(connection: Connection, code: str) -> Reply:
    found = replies.of_code(connection, code)
    if found is None:
        raise ReplyError("unknown", code=code)
    return found


def _open(connection: Connection, month: Period, at: dt.datetime) -> int:
    """The number of the version that is replied to."""
    versions = signatures.signed(connection, month)
    if not versions:
        raise ReplyError("unpublished", period=month)
    _not_closed(connection, month)
    until = last_day(today(versions[-1].published_at))
    if today(at) > until:
        raise ReplyError("late", period=month, day=until)
    return versions[-1].version


def _not_closed(connection: Connection, month: Period) -> None:
    if locks.state(connection, month) != "provisional":
        raise ReplyError("closed", period=month)


def _fitting(text: str, *, needed: bool) -> str:
    text = text.strip()
    if needed and not text:
        raise ReasonNeededError
    if len(text) > LONGEST:
        raise TooLongError(length=len(text), limit=LONGEST)
    return text
