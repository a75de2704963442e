"""brief: documents from the command line, by the same code as the buttons.

The one thing that `python -m reports` takes from above its floor: a document is a view.
"""

import argparse
from pathlib import Path

from core.clock import now
from core.periods import parse_month
from reports.brief import brief
from reports.commands import Questions, asked_by
from store.database import Connection
from views.documents.brief import brief_document
from views.documents.writers.pdf import pdf


def add(questions: Questions) -> None:
    page = questions.add_parser("brief", help="a month on one page of A4, as PDF")
    page.add_argument("--month", help="2026-08; the newest published one without it")
    page.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the page")
    page.add_argument("--format", choices=("pdf",), default="pdf")
    page.add_argument("--output", type=Path, metavar="FILE", help="where to write it; standard output without it")
    page.add_argument("--as", dest="as_name", metavar="NAME", help="the account that asks; else NAMRO_AS")
    page.set_defaults(answer=_brief)


def _brief(connection: Connection, options: argparse.Namespace) -> bytes:
    month = parse_month(options.month) if options.month else None
    return pdf(
        brief_document(brief(connection, asked_by(connection, options), month, now=now()), options.lang),
        options.lang,
        one_page=True,
    )
