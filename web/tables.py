"""`/so-lieu/ranking.csv?measure=online&month=2026-10&kind=commune`: the tables of the pages for other programs.

Of what is published now, by the rights of whoever is signed in; the options are those of `python -m reports`.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from core.access_errors import SessionEndedError
from core.errors import DashboardError, DatabaseUnavailableError, NoDataError, NotAllowedError
from core.words import Language, explain
from reports.commands.asked import FORMATS, QUESTIONS, BadQuestionError
from views.access import TABLES

LONGEST = 200
_STATUS = {
    DatabaseUnavailableError: 503,
    NotAllowedError: 403,
    SessionEndedError: 401,
    NoDataError: 404,
    BadQuestionError: 400,
}
_KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


class Answers(Protocol):
    """See `views.screen.tables`."""

    def __call__(
        self, headers: Mapping[str, str], question: str, asked: Mapping[str, str], kind: str, language: Language
    ) -> str: ...


def routes(answers: Answers) -> list[Route]:
    """GET and HEAD."""
    return [Route(TABLES + "{question}.{kind}", _answering(answers), methods=["GET"])]


def _answering(answers: Answers) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        question, kind = request.path_params["question"], request.path_params["kind"]
        asked = {name: value[:LONGEST] for name, value in request.query_params.items()}
        language: Language = "en" if asked.pop("lang", "") == "en" else "vi"
        headers = {"cache-control": "no-store"}
        if question not in QUESTIONS or kind not in FORMATS:
            return PlainTextResponse(f"{', '.join(QUESTIONS)}: {', '.join(FORMATS)}\n", 404, headers)
        try:
            text = answers(request.headers, question, asked, kind, language)
        except DashboardError as error:
            status = next((number for one, number in _STATUS.items() if isinstance(error, one)), 400)
            return PlainTextResponse(f"{explain(language, error)}\n", status, headers)
        headers["content-disposition"] = f'inline; filename="{question}.{kind}"'
        return Response(text, headers=headers, media_type=_KINDS[kind])

    return answer
