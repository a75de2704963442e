"""brief, report, workbook, meeting: documents from the command line, by the same code as the buttons.

The one thing that `python -m reports` takes from above its floor: a document is a view.
"""

import argparse
from pathlib import Path

from core.clock import now
from core.meeting_errors import UnknownMeetingError
from core.periods import Period, parse_month
from reports.brief import brief
from reports.commands import Questions, asked_by
from reports.meetings.agenda import known
from reports.month_report import MonthReport, month_report
from reports.published import Published
from reports.versions import as_published, published
from store import meetings
from store.database import Connection
from views.documents.brief import brief_document
from views.documents.conclusions import conclusions_document
from views.documents.month_report import month_document
from views.documents.month_workbook import month_workbook_document
from views.documents.slides import slides_document
from views.documents.writers.docx import word
from views.documents.writers.html import slides_page
from views.documents.writers.pdf import pdf
from views.documents.writers.pptx import slides
from views.documents.writers.xlsx import workbook


def add(questions: Questions) -> None:
    for name, what, formats, answer in (
        ("brief", "a month on one page of A4", ("pdf",), _brief),
        ("report", "a month in full: rankings, score, tasks, doubtful numbers", ("pdf", "docx"), _report),
        ("workbook", "a month as one workbook", ("xlsx",), _workbook),
    ):
        page = questions.add_parser(name, help=what)
        page.add_argument("--month", help="2026-08; the newest published one without it")
        _common(page, formats)
        page.set_defaults(answer=answer)
    meeting = questions.add_parser("meeting", help="a meeting's slides (html, pptx) or its conclusions (docx)")
    meeting.add_argument("code", help="PH-2026-003")
    _common(meeting, ("html", "pptx", "docx"))
    meeting.set_defaults(answer=_meeting)


def _common(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the document")
    parser.add_argument("--format", choices=formats, default=formats[0])
    parser.add_argument("--as", dest="as_name", metavar="NAME", help="the account that asks; else NAMRO_AS")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write it; standard output without it")


def _month(options: argparse.Namespace) -> Period | None:
    return parse_month(options.month) if options.month else None


def _brief(connection: Connection, options: argparse.Namespace) -> bytes:
    found = brief(connection, asked_by(connection, options), _month(options), now=now())
    return pdf(brief_document(found, options.lang), options.lang, one_page=True)


def _found(connection: Connection, options: argparse.Namespace) -> tuple[MonthReport, Published]:
    viewer = asked_by(connection, options)
    data = published(connection, viewer)
    return month_report(connection, data, viewer, _month(options), now=now()), data


def _report(connection: Connection, options: argparse.Namespace) -> bytes:
    document = month_document(_found(connection, options)[0], options.lang)
    return word(document, options.lang) if options.format == "docx" else pdf(document, options.lang)


def _workbook(connection: Connection, options: argparse.Namespace) -> bytes:
    return workbook(month_workbook_document(*_found(connection, options), options.lang))


def _meeting(connection: Connection, options: argparse.Namespace) -> bytes:
    meeting = meetings.of_code(connection, options.code)
    if meeting is None:
        raise UnknownMeetingError(code=options.code)
    viewer, plan = asked_by(connection, options), meeting.plan
    data = as_published(connection, viewer, plan.as_of) if plan.as_of else published(connection, viewer)
    found = known(connection, data, viewer, plan.month, now=now())
    if options.format == "docx":
        return word(conclusions_document(meeting, found, options.lang), options.lang)
    document = slides_document(meeting, found, options.lang)
    if options.format == "pptx":
        return slides(document, options.lang)
    return slides_page(document, options.lang).encode()
