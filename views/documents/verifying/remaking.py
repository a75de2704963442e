"""A paper made anew from its stamp: by the numbers, and by what had been told, when it was made."""

import datetime as dt
from dataclasses import dataclass, replace

from core.errors import DashboardError, NotAllowedError
from core.paper_errors import NotOurPaperError, PaperOfOthersError
from core.periods import HANOI, Period, parse
from core.rights import Right
from core.units import RANKED_KINDS
from core.viewer import ALL_UNITS, Scope, Viewer
from core.words import LANGUAGES, Language
from loaders.papers import PaperKind
from metrics.rates.measures import measure
from reports.data.verification import data_then
from reports.results.ranking import ranking_of
from reports.results.score import score_of
from reports.slices import Slice
from store import annotations
from store.database import Connection
from store.then import as_told, told_now
from views.documents import formats, papers
from views.documents.document import Document
from views.documents.papers import Asked, Paper
from views.documents.ranking import ranking_document
from views.documents.score import score_document
from views.documents.stamp import Stamp
from views.documents.writing import written

_ANY = dt.datetime(2000, 1, 1, tzinfo=HANOI)
"""For a file that depends on no day."""


@dataclass(frozen=True)
class Remade:
    """The paper that the file says it is."""

    document: Document
    language: Language
    month: Period
    version: int
    code: str
    """Of the month's version then."""
    content: bytes


def remade(connection: Connection, viewer: Viewer, stamp: Stamp, line: str, kind: PaperKind) -> Remade:
    """
    Args:
        line: the stamp as it stands in the file.

    Raises:
        NotOurPaperError: the stamp names nothing of this database.
        PaperOfOthersError: it was made for somebody who may see more than `viewer`.
        NotAllowedError: `viewer` may not see results.
        PaperError: it could not be made.
    """
    viewer.must("see_results")
    language = next((each for each in LANGUAGES if each == stamp.get("lang")), None)
    as_of = stamp.get("as_of", "")
    # No more digits than every database takes.
    number = int(as_of) if as_of.isascii() and as_of.isdigit() and len(as_of) < 10 else 0
    data = data_then(connection, viewer, number)
    if language is None or data is None:
        raise NotOurPaperError
    try:
        with as_told(connection, _told(connection, stamp)):
            asked = Asked(connection, data, viewer, _then(stamp))
            month, document, one_page = _document(asked, stamp, language, kind)
    except (NotAllowedError, PaperOfOthersError):
        raise
    except (DashboardError, ValueError) as error:
        raise NotOurPaperError from error
    number, code = data.version_of(month)
    # Numbers of publications are the same in many databases; the code is of the numbers themselves.
    if stamp.get("code", "") not in (code, data.code):
        raise NotOurPaperError
    document = replace(document, stamp=line)
    return Remade(document, language, month, number, code, written(document, language, kind, one_page=one_page))


def _told(connection: Connection, stamp: Stamp) -> dict[str, int]:
    """
    Raises:
        ValueError: the stamp says something else than numbers.
    """
    numbers, known = papers.numbers_of(stamp.get("told", "")), told_now(connection)
    return dict(zip(known, numbers, strict=True)) if numbers else {}


def _then(stamp: Stamp) -> dt.datetime:
    """
    Raises:
        ValueError: the stamp has no day.
    """
    return dt.datetime.combine(dt.date.fromisoformat(stamp["day"]), dt.time(12), HANOI) if "day" in stamp else _ANY


def _document(asked: Asked, stamp: Stamp, language: Language, kind: PaperKind) -> tuple[Period, Document, bool]:
    """The month it is about, the paper, and whether it has one page."""
    name = next((each for each in formats.FORMATS if each == stamp.get("report")), None)
    if name is None:
        if kind != "xlsx":
            raise NotOurPaperError
        return _table(asked, stamp, language)
    if kind not in formats.FORMATS[name]:
        raise NotOurPaperError
    data, viewer = replace(asked.data, digest=stamp.get("digest", "")), _as_then(asked.viewer, stamp)
    kind_of_unit = next((each for each in RANKED_KINDS if each == stamp.get("kind")), None)
    paper = Paper(name, stamp.get("about", ""), language, kind_of_unit, stamp.get("unit", ""))
    month, document = papers.made_of(replace(asked, data=data, viewer=viewer), paper)
    return month, document, name in formats.ON_ONE_PAGE


def _as_then(viewer: Viewer, stamp: Stamp) -> Viewer:
    """Whoever the paper was made for, as far as it matters; never more than `viewer` may see.

    Raises:
        PaperOfOthersError: it was made for somebody who may see more.
    """
    held: set[tuple[Right, Scope]] = {("see_results", ALL_UNITS)}
    for name, right in papers.RIGHTS.items():
        scope = papers.scope_of(stamp.get(name, ""))
        if not _within(scope, viewer.scope(right)):
            raise PaperOfOthersError
        held.add((right, scope))
    return Viewer("", frozenset(held))


def _within(scope: Scope, other: Scope) -> bool:
    return other.every or (not scope.every and scope.units <= other.units)


def _table(asked: Asked, stamp: Stamp, language: Language) -> tuple[Period, Document, bool]:
    """A ranking or a score, by the definitions of then where they are another program's."""
    kind, data = next((each for each in RANKED_KINDS if each == stamp.get("kind")), None), asked.data
    if kind is None:
        raise NotOurPaperError
    period = parse(stamp.get("period", ""))
    of, rules = Slice(data, kind, period), data.definitions(period)
    code, as_of = data.code, data.newest_publication
    if stamp.get("report") == "ranking":
        name = stamp.get("measure", "")
        report = ranking_of(of, rules.measures.get(name) or measure(name))
        notes = annotations.in_force(asked.connection) if stamp.get("told") else []
        return period.months[-1], ranking_document(report, language, code, as_of, notes=notes), False
    if stamp.get("report") == "score":
        name = stamp.get("index", "")
        signed = {each.code: each for each in rules.scores.values()}
        scored = score_of(of, signed.get(name) or data.settings.score_version(name))
        return period.months[-1], score_document(scored, language, code, as_of), False
    raise NotOurPaperError
