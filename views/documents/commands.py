"""Every document that a button gives, from brief to meeting, and verify-document: by the code of the buttons.

The one thing that `python -m reports` takes from above its floor: a document is a view.
"""

import argparse
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.units import RANKED_KINDS
from core.words import LANGUAGES
from reports.commands import Questions
from store.database import Connection
from views.documents.formats import FORMATS, Name

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
        page.set_defaults(answer=_answer("of_month"), paper=name)
    sheet = questions.add_parser("review", help="the units of a kind by every measure; departments on one page of A4")
    sheet.add_argument("--month", help="2026-08; the newest published one without it")
    sheet.add_argument("--kind", choices=RANKED_KINDS, default="department")
    _common(sheet, FORMATS["review"])
    sheet.set_defaults(answer=_answer("of_month"), paper="review")
    unit = questions.add_parser("digest", help="what one unit should know of a month, on one page of A4")
    unit.add_argument("--month", help="2026-08; the newest published one without it")
    unit.add_argument("--unit", required=True, metavar="CODE")
    _common(unit, FORMATS["digest"])
    unit.set_defaults(answer=_answer("of_month"), paper="digest")
    form = questions.add_parser("form-ii06a", help="a month's numbers in the Circular's form II.06a, as a workbook")
    form.add_argument("--month", help="2026-08; the newest published one without it")
    form.add_argument("--unit", default="", metavar="CODE", help="one unit's own form; the province's without it")
    _common(form, ("xlsx",))
    form.set_defaults(answer=_answer("form"))
    letter = questions.add_parser("late-letter", help="a letter to the units that are past the day to report a month")
    letter.add_argument("--month", help="2026-08; the last one that has ended without it")
    _common(letter, ("docx",))
    letter.set_defaults(answer=_answer("letter"))
    book = questions.add_parser("settings", help="all settings of the province as a workbook to edit and apply")
    _common(book, ("xlsx",))
    book.set_defaults(answer=_answer("settings"))
    meeting = questions.add_parser("meeting", help="a meeting's slides (html, pptx) or its conclusions (docx)")
    meeting.add_argument("code", help="PH-2026-003")
    _common(meeting, ("html", "pptx", "docx"))
    meeting.set_defaults(answer=_answer("meeting"))
    command = questions.add_parser(
        "verify-document",
        help="compare a document that was made here with what was published",
        description="PDF, Word, PowerPoint or Excel. One row for a document that is unchanged; else one row for each"
        " place that differs, with what the file says and what was published. Exit code 1 where anything differs, 2 for"
        " a file that cannot be verified.",
    )
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--format", choices=("csv", "json"), default="csv")
    command.add_argument("--lang", choices=LANGUAGES, default="vi", help="language of the notes")
    command.add_argument("--as", dest="as_name", metavar="NAME", help="the account that asks; else NAMRO_AS")
    command.set_defaults(answer=_answer("verify", "verify_command"))


def _common(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the document")
    parser.add_argument("--format", choices=formats, default=formats[0])
    parser.add_argument("--as", dest="as_name", metavar="NAME", help="the account that asks; else NAMRO_AS")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write it; standard output without it")


def _answer(name: str, module: str = "answers") -> Callable[[Connection, argparse.Namespace], Any]:
    """What is loaded when it is asked: libraries of documents take a second, which every other question would wait."""

    def answer(connection: Connection, options: argparse.Namespace) -> Any:
        return getattr(importlib.import_module(f"views.documents.{module}"), name)(connection, options)

    return answer
