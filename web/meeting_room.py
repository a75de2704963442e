"""`/phien-hop/trinh-chieu`: a meeting's slides, outside Streamlit, so that a key answers at once and nothing reruns."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from core.access_errors import SecondFactorRequiredError, SessionEndedError
from core.errors import DashboardError, DatabaseUnavailableError, NotAllowedError
from core.spreadsheets import printable
from core.words import Language, explain, t
from web.hosts import from_us
from web.shell import content_policy

LARGEST = 20_000
"""Bytes of a request that records something: longer than any form of the slides."""
_STATUS = {DatabaseUnavailableError: 503, NotAllowedError: 403, SecondFactorRequiredError: 403, SessionEndedError: 401}
NOT_KEPT = {"cache-control": "no-store"}


class RoomOf(Protocol):
    """What the slides show and keep; see `views.screen.meetings.room`."""

    ADDRESS: str

    def page(self, headers: Mapping[str, str], code: str, language: Language) -> str: ...
    def read_back(
        self, headers: Mapping[str, str], code: str, given: Mapping[str, str], language: Language
    ) -> dict[str, object]: ...
    def record(
        self, headers: Mapping[str, str], code: str, given: Mapping[str, str], language: Language
    ) -> dict[str, object]: ...


def routes(room: RoomOf) -> list[Route]:
    """GET the slides of `?phien=`; POST to a meeting's address to read back or to record."""

    async def page(request: Request) -> Response:
        language = _language(request)
        code = request.query_params.get("phien", "")[:40]
        try:
            text = await run_in_threadpool(room.page, request.headers, code, language)
        except DashboardError as error:
            return PlainTextResponse(f"{explain(language, error)}\n", status_code=_status(error), headers=NOT_KEPT)
        policy = content_policy(text)
        return HTMLResponse(text, headers={**NOT_KEPT, "content-security-policy": policy})

    def answering(deed: Callable[..., dict[str, object]]) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            language = _language(request)
            given = await _given(request)
            if given is None:
                said = {"error": t(language, "slides.bad_request")}
                return JSONResponse(said, status_code=400, headers=NOT_KEPT)
            try:
                found = await run_in_threadpool(deed, request.headers, request.path_params["code"], given, language)
            except DashboardError as error:
                said = {"error": explain(language, error)}
                return JSONResponse(said, status_code=_status(error), headers=NOT_KEPT)
            return JSONResponse(found, headers=NOT_KEPT)

        return answer

    deeds = {"doc-lai": room.read_back, "ghi": room.record}
    return [
        Route(room.ADDRESS, page, methods=["GET"]),
        *(Route(f"{room.ADDRESS}/{{code}}/{name}", answering(each), methods=["POST"]) for name, each in deeds.items()),
    ]


def _language(request: Request) -> Language:
    asked = request.query_params.get("lang") or request.cookies.get("lang")
    return "en" if asked == "en" else "vi"


def _status(error: DashboardError) -> int:
    return _STATUS.get(type(error), 422)


async def _given(request: Request) -> Mapping[str, str] | None:
    """The form, where it comes from our own page: a form of another site cannot send JSON, nor our origin."""
    if not from_us(request):
        return None
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        return None
    content = b""
    async for piece in request.stream():
        content += piece
        if len(content) > LARGEST:
            return None
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        return None
    # JSON can spell what no file can hold: half a letter, once kept, would close the meeting's slides for good.
    return {name: printable(value) for name, value in found.items()}
