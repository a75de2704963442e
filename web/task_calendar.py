"""The deadlines of tasks as a calendar: for who is signed in, and at a secret address for programs that subscribe.

`views.documents.task_feed` writes it.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Protocol

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from core.access_errors import SecondFactorRequiredError, SessionEndedError
from core.errors import DashboardError, DatabaseUnavailableError, NotAllowedError
from core.words import Language, explain
from views.documents.task_feed import ADDRESS, BY_KEY, KEY, PERSON, UNIT

# Cache lifetime: calendars poll every few hours, so a response may be this old.
KEPT_SECONDS = 600
_STATUS = {
    DatabaseUnavailableError: 503,
    NotAllowedError: 403,
    SecondFactorRequiredError: 403,
    SessionEndedError: 401,
}


class Feed(Protocol):
    """Makes the calendar; see `views.documents.task_feed.task_feed`."""

    def __call__(self, *, headers: Mapping[str, str], unit: str, person: str, language: Language) -> bytes: ...


class FeedByKey(Protocol):
    """As `Feed`, of whoever has the key."""

    def __call__(self, *, key: str, unit: str, person: str, language: Language) -> bytes: ...


class Asking(Protocol):
    def __call__(self, request: Request, *, unit: str, person: str, language: Language) -> bytes: ...


def routes(feed: Feed, by_key: FeedByKey) -> list[Route]:
    """GET and HEAD; anything else is 405."""

    def signed_in(request: Request, *, unit: str, person: str, language: Language) -> bytes:
        return feed(headers=request.headers, unit=unit, person=person, language=language)

    def subscribed(request: Request, *, unit: str, person: str, language: Language) -> bytes:
        key = request.query_params.get(KEY, "")[:100]
        return by_key(key=key, unit=unit, person=person, language=language)

    return [
        Route(ADDRESS, _answering(signed_in), methods=["GET"]),
        Route(BY_KEY, _answering(subscribed), methods=["GET"]),
    ]


def _answering(feed: Asking) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        asked = request.query_params
        language: Language = "en" if asked.get("lang") == "en" else "vi"
        try:
            content = feed(
                request,
                unit=asked.get(UNIT, "")[:100],
                person=asked.get(PERSON, "")[:500],
                language=language,
            )
        except DashboardError as error:
            status = next((number for kind, number in _STATUS.items() if isinstance(error, kind)), 404)
            headers = {"cache-control": "no-store"}
            return PlainTextResponse(f"{explain(language, error)}\n", status_code=status, headers=headers)
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"etag": tag, "cache-control": f"private, max-age={KEPT_SECONDS}"}
        if _has(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        headers["content-disposition"] = f'inline; filename="{ADDRESS.lstrip("/")}"'
        return Response(content, headers=headers, media_type="text/calendar; charset=utf-8")

    return answer


def _has(known: str, tag: str) -> bool:
    """Whether the caller's tags hold this one; a proxy that compresses makes it weak."""
    return known.strip() == "*" or tag in [each.strip().removeprefix("W/") for each in known.split(",")]
