"""The slides of a meeting at their own address, and what the room records on them; both outside any session."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from unicodedata import normalize

from actions.meetings import recording
from core.clock import now
from core.errors import DashboardError
from core.meetings import OUTCOME_KINDS, Meeting, Outcome, OutcomeKind
from core.tasks import Details, Link, Person
from core.viewer import Viewer
from core.words import Language, t
from reports.access.asking import visitor
from reports.meetings.agenda import Known
from reports.meetings.questions import short_of
from reports.published import Published
from store.database import reading, writing
from views.documents.deck import Beside, Room
from views.documents.slides import slides_document
from views.documents.workshop import made
from views.screen import session
from views.screen.meetings import known
from views.wording import meetings as said

ADDRESS = "/phien-hop/trinh-chieu"
Given = Mapping[str, str]


class BadRequestError(DashboardError):
    """What the slides' own script never sends."""

    key = "slides.bad_request"


class UnknownNameError(DashboardError):
    """A unit was typed that there is not."""

    key = "slides.unknown_unit"


class BadDayError(DashboardError):
    """A deadline was typed that is no day."""

    key = "slides.bad_day"


def page(headers: Mapping[str, str], code: str, language: Language) -> str:
    """The slides for whoever asks; with a form to record outcomes for who may.

    Raises:
        SessionEndedError, NotAllowedError, UnknownMeetingError, NoDataError.
    """
    viewer = _viewer(headers)
    return slides(viewer, code, language, to_record=viewer.may("assign_task"))


def slides(viewer: Viewer, code: str, language: Language, *, to_record: bool = False) -> str:
    """The slides as one HTML file; without `to_record` they only show, and open without the server.

    Raises:
        UnknownMeetingError, NoDataError, NotAllowedError.
    """
    meeting = known.meeting(viewer, code)
    found = known.of(viewer, meeting)
    beside = [_beside(meeting, item.key, found, language) for item in meeting.items]
    room = _room(meeting, found, language) if to_record and not meeting.closed else None
    text: str = made("html", slides_document(meeting, found, language), language, beside, room)
    return text


def _beside(meeting: Meeting, key: str, found: Known, language: Language) -> Beside:
    item = meeting.item(key)
    question = found.question(item.about) if item and item.kind == "question" else None
    notes = [t(language, "meeting.minutes") + f": {item.minutes}"] if item else []
    if question:
        notes += [said.question(question, language), said.arithmetic(question, language)]
    outcomes = tuple(said.outcome_line(each, found.data, language) for each in meeting.of(key))
    return Beside(tuple(notes), outcomes)


def _room(meeting: Meeting, found: Known, language: Language) -> Room:
    units = found.data.named_apart(language)
    names = {code: name for name, code in units.items()}
    items = [
        {"key": item.key}
        if item.kind != "question"
        else {"key": item.key, "unit": names.get(item.about, ""), "leader": found.leaders.get(item.about, "")}
        for item in meeting.items
    ]
    return Room(f"{ADDRESS}/{meeting.code}", tuple(items), tuple(sorted(units)))


def _viewer(headers: Mapping[str, str]) -> Viewer:
    with reading(session.engine()) as connection:
        return visitor(connection, headers, session.settings(), at=now())


def read_back(headers: Mapping[str, str], code: str, given: Given, language: Language) -> dict[str, object]:
    """What would be recorded, in sentences.

    Raises:
        DashboardError: what is wrong with it.
    """
    viewer = _viewer(headers)
    meeting, outcome, details = _meant(viewer, code, given, language)
    with reading(session.engine()) as connection:
        ready = recording.read_back(connection, viewer, code, outcome, details, at=now())
    lines = [said.outcome_line(ready.outcome, known.data_of(meeting), language)]
    if details is not None:
        names = ", ".join(each.title[language] for each in ready.unclear)
        lines.append(t(language, "slides.unclear", clarities=names) if names else t(language, "slides.clear"))
    return {"lines": lines, "unclear": bool(ready.unclear)}


def record(headers: Mapping[str, str], code: str, given: Given, language: Language) -> dict[str, object]:
    """Record it; the line that the slide shows from now on.

    Raises:
        DashboardError: why it was not.
    """
    viewer = _viewer(headers)
    meeting, outcome, details = _meant(viewer, code, given, language)
    with writing(session.engine()) as connection:
        kept = recording.record(connection, viewer, code, outcome, details, at=now())
    line = said.outcome_line(kept, known.data_of(meeting), language)
    return {"number": kept.number, "line": line}


def _meant(viewer: Viewer, code: str, given: Given, language: Language) -> tuple[Meeting, Outcome, Details | None]:
    """What the form of a slide says."""
    meeting = known.meeting(viewer, code)
    kind: OutcomeKind | None = next((each for each in OUTCOME_KINDS if each == given.get("kind")), None)
    if kind is None:
        raise BadRequestError
    data = known.data_of(meeting)
    units = data.named_apart(language)
    # A name is typed by hand too, and then its letters may be put together otherwise.
    name, day = normalize("NFC", given.get("unit", "").strip()), given.get("deadline", "").strip()
    if name and name not in units:
        raise UnknownNameError(name=name)
    try:
        deadline = dt.date.fromisoformat(day) if day else None
    except ValueError as error:
        raise BadDayError(day=day) from error
    if deadline and not 2000 <= deadline.year <= 2100:
        raise BadDayError(day=day)
    text, leader = given.get("text", "").strip(), given.get("leader", "").strip()
    unit = units.get(name, "")
    outcome = Outcome(0, given.get("item", ""), kind, text, unit=unit, leader=leader, deadline=deadline)
    if kind != "task":
        return meeting, outcome, None
    about = asdict(Details()) | {
        "content": text,
        "leaders": (Person(leader, unit),) if leader else (),
        "staff": tuple(Person(each.strip(), unit) for each in given.get("staff", "").split(";") if each.strip()),
        "deadline": deadline,
        "product": given.get("product", "").strip(),
        "units": (unit,) if unit else (),
        "links": _links(meeting, outcome.item, unit, data),
    }
    return meeting, outcome, Details(**about)


def _links(meeting: Meeting, key: str, unit: str, data: Published) -> tuple[Link, ...]:
    """A task about a question is about its number: what it is now, and the target."""
    item = meeting.item(key)
    if item is None or item.kind != "question" or item.about != unit:
        return ()
    found = short_of(data, meeting.plan.month, unit)
    return (Link(found.measure.id, unit, found.value, found.target.value),) if found else ()
