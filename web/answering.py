"""Addresses that answer with a file for whoever is signed in: `/so-lieu/ranking.csv?…`, `/hinh/ranking.png?…`."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from core.access_errors import SecondFactorRequiredError, SessionEndedError
from core.errors import DashboardError, DatabaseUnavailableError, NoDataError, NotAllowedError
from core.words import Language, explain, t
from reports.commands.asked import BadQuestionError
from views.documents.paper_error import PaperError

LONGEST = 200
_STATUS = {
    DatabaseUnavailableError: 503,
    NotAllowedError: 403,
    SecondFactorRequiredError: 403,
    SessionEndedError: 401,
    NoDataError: 404,
    BadQuestionError: 400,
}
_FRESH = {"cache-control": "no-store"}


class Answers(Protocol):
    """Makes the file; raises what is told in one sentence."""

    def __call__(
        self, headers: Mapping[str, str], name: str, asked: Mapping[str, str], kind: str, language: Language
    ) -> str | bytes: ...


@dataclass(frozen=True)
class Files:
    """What is offered below one address."""

    address: str
    names: Collection[str]
    kinds: Mapping[str, str]
    """Media types by ending."""
    saved: Collection[str] = ()
    """Endings of what a browser saves instead of showing it."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Further headers of all of them."""

    def route(self, answers: Answers) -> Route:
        """GET and HEAD."""
        return Route(self.address + "{name}.{kind}", _answering(self, answers), methods=["GET"])


def _answering(files: Files, answers: Answers) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        name, kind = request.path_params["name"], request.path_params["kind"]
        asked = {option: value[:LONGEST] for option, value in request.query_params.items()}
        language: Language = "en" if asked.pop("lang", "") == "en" else "vi"
        if name not in files.names or kind not in files.kinds:
            there_is = {"offered": ", ".join(files.names), "kinds": ", ".join(files.kinds)}
            return _said(t(language, "error.no_such_address", **there_is), 404)
        try:
            content = answers(request.headers, name, asked, kind, language)
        except PaperError:
            return _said(t(language, "picture.failed"), 503)
        except DashboardError as error:
            status = next((number for one, number in _STATUS.items() if isinstance(error, one)), 400)
            return _said(explain(language, error), status)
        shown = f'{"attachment" if kind in files.saved else "inline"}; filename="{name}.{kind}"'
        headers = {**_FRESH, **files.headers, "content-disposition": shown}
        return Response(content, headers=headers, media_type=files.kinds[kind])

    return answer


def _said(sentence: str, status: int) -> Response:
    """One sentence, and a status that a program understands."""
    return PlainTextResponse(f"{sentence}\n", status, _FRESH)
