"""One-time links: the page on which a person chooses a password, and is signed in."""

from collections.abc import Callable

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.access import links
from core.accounts import LinkKind
from core.clock import Clock
from core.errors import DashboardError, DatabaseUnavailableError
from core.words import explain
from store.database import Engine, reading
from views.access import SIGN_IN
from web import cookies
from web.plain_pages import HEADERS, language, page, sent
from web.typing_passwords import hashing, status_of


class LinkPages:
    def __init__(self, engine: Callable[[], Engine], clock: Clock) -> None:
        self._engine, self._clock = engine, clock

    async def link(self, request: Request) -> Response:
        token: str = request.path_params["token"]
        typed = {"name": "", "full_name": "", "password": ""}
        try:
            kind, name = await anyio.to_thread.run_sync(self._kind_of, token)
        except DatabaseUnavailableError:
            raise
        except DashboardError as error:
            return page(request, "link", 403, error=explain(language(request), error), kind="", **_shown(typed))
        typed["name"] = name
        if request.method != "POST":
            return page(request, "link", 200, error="", kind=kind, **_shown(typed))
        form = await sent(request)
        if kind == "first":
            typed |= {key: form.get(key, "") for key in ("name", "full_name")}
        typed["password"] = form.get("password", "")
        try:
            session = await hashing(
                lambda: links.use(
                    self._engine(), token, typed["name"], typed["full_name"], typed["password"], clock=self._clock
                )
            )
        except DatabaseUnavailableError:
            raise
        except DashboardError as error:
            said = explain(language(request), error)
            return page(request, "link", status_of(error), error=said, kind=kind, **_shown(typed))
        return begun(request, session, "/") if session else RedirectResponse(SIGN_IN, 303, HEADERS)

    def _kind_of(self, token: str) -> tuple[LinkKind, str]:
        with reading(self._engine()) as connection:
            return links.kind_of(connection, token, at=self._clock())


def begun(request: Request, token: str, to: str) -> Response:
    """On to a page, signed in."""
    answer = RedirectResponse(to, 303, HEADERS)
    cookies.begin(request, answer, token)
    return answer


def _shown(typed: dict[str, str]) -> dict[str, str]:
    """What was typed, without the password."""
    return {"name": typed["name"][:100], "full_name": typed["full_name"][:200]}
