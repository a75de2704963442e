"""brief, report, workbook, review, digest, meeting, verify-document: by the same code as the buttons.

The one thing that `python -m reports` takes from above its floor: a document is a view.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from core.clock import now
from core.errors import NoDataError
from core.meeting_errors import UnknownMeetingError
from core.periods import parse_month
from core.units import RANKED_KINDS
from reports.commands import Questions, asked_by
from reports.published import Published
from reports.versions import as_published, published
from store import meetings
from store.database import Connection
from views.documents import verify_command
from views.documents.document import Document
from views.documents.papers import FORMATS, ON_ONE_PAGE, Asked, Name, Paper, document_of
from views.documents.writers.docx import word
from views.documents.writers.html import slides_page
from views.documents.writers.pdf import pdf
from views.documents.writers.pptx import slides
from views.documents.writers.xlsx import workbook

MONTHLY: tuple[tuple[Name, str], ...] = (
    ("brief", "a month on one page of A4"),
    ("report", "a month in full: rankings, score, tasks, doubtful numbers"),
    ("workbook", "a month as one workbook"),
)


def add(questions: Questions) -> None:
    for name, what in MONTHLY:
        page = questions.add_parser(name, help=what)
        page.add_argument("--month", help="2026-08; the newest published one without it")
        _common(page, FORMATS[name])
        page.set_defaults(answer=_of_month(name))
    sheet = questions.add_parser("review", help="the units of a kind by every measure; departments on one page of A4")
    sheet.add_argument("--month", help="2026-08; the newest published one without it")
    sheet.add_argument("--kind", choices=RANKED_KINDS, default="department")
    _common(sheet, FORMATS["review"])
    sheet.set_defaults(answer=_of_month("review"))
    unit = questions.add_parser("digest", help="what one unit should know of a month, on one page of A4")
    unit.add_argument("--month", help="2026-08; the newest published one without it")
    unit.add_argument("--unit", required=True, metavar="CODE")
    _common(unit, FORMATS["digest"])
    unit.set_defaults(answer=_of_month("digest"))
    meeting = questions.add_parser("meeting", help="a meeting's slides (html, pptx) or its conclusions (docx)")
    meeting.add_argument("code", help="PH-2026-003")
    _common(meeting, ("html", "pptx", "docx"))
    meeting.set_defaults(answer=_meeting)
    verify_command.add(questions)


def _common(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the document")
    parser.add_argument("--format", choices=formats, default=formats[0])
    parser.add_argument("--as", dest="as_name", metavar="NAME", help="the account that asks; else NAMRO_AS")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write it; standard output without it")


def _month(data: Published, options: argparse.Namespace) -> str:
    """
    Raises:
        NoDataError: nothing is published.
    """
    if options.month:
        return parse_month(options.month).code
    months = data.all_months()
    if not months:
        raise NoDataError
    return months[0].code


def _of_month(name: Name) -> Callable[[Connection, argparse.Namespace], bytes]:
    def answer(connection: Connection, options: argparse.Namespace) -> bytes:
        viewer = asked_by(connection, options)
        data = published(connection, viewer)
        kind, unit = getattr(options, "kind", None), getattr(options, "unit", "")
        paper = Paper(name, _month(data, options), options.lang, kind, unit)
        return _written(document_of(Asked(connection, data, viewer, now()), paper), name, options)

    return answer


def _written(document: Document, name: Name, options: argparse.Namespace) -> bytes:
    match options.format:
        case "pdf":
            return pdf(document, options.lang, one_page=name in ON_ONE_PAGE)
        case "docx":
            return word(document, options.lang)
        case "xlsx":
            return workbook(document)
        case "pptx":
            return slides(document, options.lang)
        case _:
            return slides_page(document, options.lang).encode()


def _meeting(connection: Connection, options: argparse.Namespace) -> bytes:
    viewer = asked_by(connection, options)
    # Before the code is looked up: whether there is such a meeting is not for everybody either.
    viewer.must("see_people")
    meeting = meetings.of_code(connection, options.code)
    if meeting is None:
        raise UnknownMeetingError(code=options.code)
    as_of = meeting.plan.as_of
    data = as_published(connection, viewer, as_of) if as_of else published(connection, viewer)
    name: Name = "conclusions" if options.format == "docx" else "slides"
    asked = Asked(connection, data, viewer, now())
    return _written(document_of(asked, Paper(name, options.code, options.lang)), name, options)
