"""`/so-lieu/ranking.csv?measure=online&month=2026-10&kind=commune`: the tables of the pages for other programs.

Of what is published now, by the rights of whoever is signed in; the options are those of `python -m reports`.
"""

from starlette.routing import Route

from reports.commands.asked import QUESTIONS
from views.access import TABLES
from web.answering import Answers, Files

_KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def routes(answers: Answers) -> list[Route]:
    """`answers`: see `views.screen.tables`."""
    return [Files(TABLES, QUESTIONS, _KINDS).route(answers)]
