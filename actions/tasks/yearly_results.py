"""Loads results of yearly indices, and stores the answers the Committee asks for each criterion."""

import datetime as dt
from dataclasses import dataclass

from core.clock import Clock
from core.indices import FIRST_YEAR, LONGEST, Answer, Answered, Criterion, Result, ReviewError
from core.issues import Issue
from core.periods import HANOI, today
from core.rows import Row
from core.spreadsheets import printable
from core.viewer import Viewer
from loaders.lists import yearly_results
from loaders.lists.yearly_results import ReadIndices
from metrics.yearly.definitions import known_indices
from metrics.yearly.series import newest
from store import audit, external_indices, imports, units
from store.database import Connection, Engine, reading, writing


@dataclass(frozen=True)
class IndexCheck:
    """The results in the file, its issues, and the results that the database does not hold yet."""

    results: tuple[tuple[Row, Result], ...]
    issues: tuple[Issue, ...]
    """Errors first."""
    new: tuple[tuple[Row, Result], ...]
    """Not there yet, or there with other numbers."""
    superseding: int
    """How many of the new results differ from a stored one with the same key."""
    fit_to_load: bool


def check_results(engine: Engine, viewer: Viewer, content: bytes, name: str, *, clock: Clock) -> IndexCheck:
    """The results in the file; stores nothing.

    Raises:
        NotAllowedError: the viewer may not load results.
        UnreadableFileError: it cannot be read, or has no table of results.
    """
    viewer.must("assign_task")
    with reading(engine) as connection:
        return _judged(connection, _read(connection, content, name, clock))


def load_results(
    engine: Engine, viewer: Viewer, content: bytes, name: str, *, clock: Clock
) -> tuple[IndexCheck, int | None]:
    """Keep the file and those of its results that are new; one transaction, one audit line.

    What a result supersedes stays.

    Returns:
        What was found, and the import's id; None where the file has an error or nothing new.

    Raises:
        As `check_results`.
    """
    viewer.must("assign_task")
    with reading(engine) as connection:
        read = _read(connection, content, name, clock)
    with writing(engine) as connection:
        found = _judged(connection, read)
        if not found.fit_to_load or not found.new:
            return found, None
        at = clock()
        imports.keep_file(connection, read.sha256, content)
        rows = [(row.number or 0, result) for row, result in found.new]
        import_id = external_indices.add_import(
            connection, rows, sha256=read.sha256, file_name=name, at=at, who=viewer.who
        )
        numbers = {"results": len(rows), "superseding": found.superseding, "import": import_id}
        audit.append(
            connection, at=at, who=viewer.who, deed="load_indices", about=name[:300], sha256=read.sha256, **numbers
        )
    return found, import_id


def add_criterion(connection: Connection, viewer: Viewer, criterion: Criterion, *, at: dt.datetime) -> None:
    """Write down a criterion that no file brought.

    Raises:
        NotAllowedError.
        ReviewError: its text is blank or too long, its year is none, or it is there already.
    """
    viewer.must("assign_task")
    text = " ".join(printable(criterion.component).split())
    asked = Criterion(criterion.index, criterion.year, text)
    _fits("component", text)
    if not text or not criterion.index.strip():
        raise ReviewError("blank")
    if not FIRST_YEAR <= criterion.year <= at.astimezone(HANOI).year:
        raise ReviewError("year", year=str(criterion.year))
    if asked in _criteria(connection):
        raise ReviewError("known")
    external_indices.add_criterion(connection, asked, at=at, who=viewer.who)
    audit.append(connection, at=at, who=viewer.who, deed="criterion_added", about=asked.key[:300])


def answer(connection: Connection, viewer: Viewer, criterion: Criterion, given: Answer, *, at: dt.datetime) -> None:
    """Answer for a criterion; earlier answers stay.

    Raises:
        NotAllowedError.
        ReviewError: no such criterion or unit, a text too long, or nothing new is said.
    """
    viewer.must("assign_task")
    if criterion not in _criteria(connection):
        raise ReviewError("unknown", criterion=criterion.key[:200])
    _fits("cause", given.cause)
    _fits("leader", given.leader)
    _fits("note", given.note)
    if given.unit and given.unit not in {unit.code for unit in units.everything(connection)}:
        raise ReviewError("unit", code=given.unit[:40])
    cause, leader, note = (printable(text).strip() for text in (given.cause, given.leader, given.note))
    tidy = Answer(given.achieved, cause, given.unit, " ".join(leader.split()), note)
    before = external_indices.answers(connection).get(criterion, ())
    if tidy == (before[-1].answer if before else Answer()):
        raise ReviewError("nothing_new")
    external_indices.add_answer(connection, criterion, Answered(tidy, at, viewer.who))
    audit.append(connection, at=at, who=viewer.who, deed="criterion_answered", about=criterion.key[:300])


def _criteria(connection: Connection) -> set[Criterion]:
    """Those typed in, and the components any file brought."""
    typed = set(external_indices.criteria(connection))
    stored = (each.result for each in external_indices.everything(connection))
    return typed | {Criterion(each.index, each.year, each.component) for each in stored if each.component}


def _fits(name: str, text: str) -> None:
    if len(text) > LONGEST[name]:
        raise ReviewError("too_long", limit=LONGEST[name])


def _read(connection: Connection, content: bytes, name: str, clock: Clock) -> ReadIndices:
    return yearly_results.read(
        content,
        name,
        units=units.everything(connection),
        known=known_indices(),
        this_year=today(clock()).year,
    )


def _judged(connection: Connection, read: ReadIndices) -> IndexCheck:
    current, _ = newest(external_indices.everything(connection))
    known = {each.result.about: each.result for each in current}
    new = [(row, result) for row, result in read.results if known.get(result.about) != result]
    other = sum(result.about in known for _, result in new)
    return IndexCheck(read.results, read.issues, tuple(new), other, read.fit_to_load)
