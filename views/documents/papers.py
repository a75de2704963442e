"""Every paper by its name, stamped: made in one way for a button, for a command, and for whoever verifies a file."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from core.meeting_errors import UnknownMeetingError
from core.meetings import Meeting
from core.periods import Period, parse_month, today
from core.rights import Right
from core.units import UnitKind
from core.viewer import Scope, Viewer
from core.words import Language
from reports.brief import brief_of
from reports.digest import digest_of
from reports.meetings.agenda import Known, known
from reports.month_report import month_report
from reports.published import Published
from reports.review import review_of
from store import meetings
from store.database import Connection
from store.then import told_now
from views.documents.brief import brief_document
from views.documents.conclusions import conclusions_document
from views.documents.digest import digest_document
from views.documents.document import Document
from views.documents.formats import Name
from views.documents.month_report import month_document
from views.documents.month_workbook import month_workbook_document
from views.documents.review import review_document
from views.documents.slides import slides_document
from views.documents.stamp import Stamp, stamp_line

RIGHTS: Mapping[str, Right] = {"people": "see_people", "units": "see_unit"}
"""What of a paper depends on who asked for it, by the name in its stamp."""
_BETWEEN = "~"


@dataclass(frozen=True)
class Paper:
    """Which paper: of a month, or of a meeting."""

    name: Name
    about: str
    """2026-10, or PH-2026-003."""
    language: Language
    kind: UnitKind | None = None
    """Of the units, where the paper is about one kind."""
    unit: str = ""
    """The code of the unit that it is about."""


@dataclass(frozen=True)
class Asked:
    """By whom a paper is asked for, and when."""

    connection: Connection
    data: Published
    viewer: Viewer
    now: dt.datetime


def document_of(asked: Asked, paper: Paper, *, stamped: bool = True) -> Document:
    """The paper, with what it says of itself so that it can be made again.

    Args:
        stamped: drafts are not: there is nothing published to compare them with.

    Raises:
        NotAllowedError, NoDataError, UnknownMeetingError, BadPeriodError.
    """
    month, document = made_of(asked, paper)
    as_of = asked.data.newest_publication
    if not stamped or as_of is None:
        return document
    stamp: Stamp = {
        "report": paper.name,
        "about": paper.about,
        **({"kind": paper.kind} if paper.kind else {}),
        **({"unit": paper.unit} if paper.unit else {}),
        "code": asked.data.version_of(month)[1],
        "as_of": str(as_of),
        "lang": paper.language,
        "day": today(asked.now).isoformat(),
        "digest": asked.data.digest,
        "told": told_text(asked.connection),
        **{name: scope_text(asked.viewer.scope(right)) for name, right in RIGHTS.items()},
    }
    return replace(document, stamp=stamp_line(stamp))


def made_of(asked: Asked, paper: Paper) -> "Made":
    """The paper without a stamp, and the month it is about."""
    return _MAKING[paper.name](asked, paper)


def scope_text(scope: Scope) -> str:
    return "all" if scope.every else _BETWEEN.join(sorted(scope.units))


def scope_of(text: str) -> Scope:
    return Scope(every=True) if text == "all" else Scope(frozenset(filter(None, text.split(_BETWEEN))))


def told_text(connection: Connection) -> str:
    """How much had been told by now, for a stamp."""
    return _BETWEEN.join(map(str, told_now(connection).values()))


def numbers_of(text: str) -> list[int]:
    """What the stamp says had been told.

    Raises:
        ValueError: it is no such text.
    """
    return [int(each) for each in text.split(_BETWEEN)] if text else []


Made = tuple[Period, Document]


def _brief(asked: Asked, paper: Paper) -> Made:
    found = brief_of(asked.connection, asked.data, asked.viewer, parse_month(paper.about), now=asked.now)
    return found.overview.month, brief_document(found, paper.language)


def _report(asked: Asked, paper: Paper) -> Made:
    found = month_report(asked.connection, asked.data, asked.viewer, parse_month(paper.about), now=asked.now)
    return found.month, month_document(found, paper.language)


def _workbook(asked: Asked, paper: Paper) -> Made:
    found = month_report(asked.connection, asked.data, asked.viewer, parse_month(paper.about), now=asked.now)
    return found.month, month_workbook_document(found, asked.data, paper.language)


def _review(asked: Asked, paper: Paper) -> Made:
    month, kind = parse_month(paper.about), paper.kind or "department"
    found = review_of(asked.connection, asked.data, asked.viewer, month, kind, now=asked.now)
    return month, review_document(found, paper.language)


def _digest(asked: Asked, paper: Paper) -> Made:
    month = parse_month(paper.about)
    found = digest_of(asked.connection, asked.data, asked.viewer, month, paper.unit, now=asked.now)
    return month, digest_document(found, paper.language)


def _meeting(document: Callable[[Meeting, Known, Language], Document]) -> Callable[[Asked, Paper], Made]:
    def made(asked: Asked, paper: Paper) -> Made:
        meeting = meetings.of_code(asked.connection, paper.about)
        if meeting is None:
            raise UnknownMeetingError(code=paper.about)
        found = known(asked.connection, asked.data, asked.viewer, meeting.plan.month, now=asked.now)
        return meeting.plan.month, document(meeting, found, paper.language)

    return made


_MAKING: Mapping[Name, Callable[[Asked, Paper], Made]] = {
    "brief": _brief,
    "report": _report,
    "workbook": _workbook,
    "review": _review,
    "digest": _digest,
    "slides": _meeting(slides_document),
    "conclusions": _meeting(conclusions_document),
}
