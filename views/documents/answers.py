"""What the commands of `views.documents.commands` answer, which load it when one of them is asked."""

import argparse

from actions.data.settings_decisions import held
from core.clock import now
from core.errors import NoDataError
from core.meeting_errors import UnknownMeetingError
from core.periods import month_with, parse_month, today
from reports.commands import asked_by
from reports.data.form_out import form_out
from reports.data.not_in import not_in
from reports.published import Published
from reports.versions import as_published, published
from store import meetings
from store.database import Connection
from views.documents.document import Document
from views.documents.files import settings_workbook
from views.documents.form_ii06a import form_file
from views.documents.formats import ON_ONE_PAGE, Name
from views.documents.late_letter import late_letter_document
from views.documents.papers import Asked, Paper, document_of
from views.documents.writers.docx import word
from views.documents.writers.html import slides_page
from views.documents.writers.pdf import pdf
from views.documents.writers.pptx import slides
from views.documents.writers.xlsx import workbook


def _month(data: Published, options: argparse.Namespace) -> str:
    """
    Raises:
        NoDataError: nothing is published.
    """
    if options.month is not None:
        return parse_month(options.month).code
    months = data.all_months()
    if not months:
        raise NoDataError
    return months[0].code


def of_month(connection: Connection, options: argparse.Namespace) -> bytes:
    viewer = asked_by(connection, options)
    data = published(connection, viewer)
    kind, unit = getattr(options, "kind", None), getattr(options, "unit", "")
    paper = Paper(options.paper, _month(data, options), options.lang, kind, unit)
    return _written(document_of(Asked(connection, data, viewer, now()), paper), options.paper, options)


def form(connection: Connection, options: argparse.Namespace) -> bytes:
    viewer = asked_by(connection, options)
    data = published(connection, viewer)
    return form_file(form_out(connection, data, viewer, parse_month(_month(data, options)), options.unit))


def letter(connection: Connection, options: argparse.Namespace) -> bytes:
    at = now()
    month = parse_month(options.month) if options.month is not None else month_with(today(at)).before
    found = not_in(connection, asked_by(connection, options), month, now=at)
    return word(late_letter_document(found, options.lang), options.lang)


def settings(connection: Connection, options: argparse.Namespace) -> bytes:
    return settings_workbook(held(connection, asked_by(connection, options)), options.lang)


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


def meeting(connection: Connection, options: argparse.Namespace) -> bytes:
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
