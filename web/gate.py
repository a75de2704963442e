"""The gate: before Streamlit, for HTTP and for the websocket alike.

It refuses whatever is not in a short list, so that a path written in an unusual way is at most refused. What it lets
through carries who asks in headers that it makes itself; those that a client sends under such names are dropped.
"""

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import quote

import anyio.to_thread
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.accounts import SEEN_EVERY
from core.clock import Clock
from core.errors import DatabaseUnavailableError
from core.settings import Settings
from core.words import LANGUAGES, t
from reports.access.asking import PART_HEADER, SESSION_HEADER, Admission, admission
from reports.access.demonstration import PARTS
from store import sessions
from store.database import Engine, reading, writing
from views.access import ACCOUNT, BACK, CONFIRM, LINK, OPENID, OPENID_ANSWER, PASSKEY, SIGN_IN, SIGN_OUT
from views.documents.task_feed import BY_KEY
from web import cookies, plain_pages

OURS = b"x-namro-"
# As the router reads a path: decoded once. Whatever else a path may hold, such as “..” or “//”, is in none of these.
_OPEN = re.compile(
    rf"/healthz|/readyz|/metrics|{SIGN_IN}|{PASSKEY}|{OPENID}|{OPENID_ANSWER}|{LINK}[\w-]+|{re.escape(BY_KEY)}"
    r"|/assets/(?:[\w-][\w.-]*/)*[\w-][\w.-]*"
)
# What a person opens is answered by a way in; what a program asks for, by a status.
_FOR_PROGRAMS = re.compile(r"/(?:_stcore|media|component|static)(?:/|$)|.*\.ics$")
# Where a second factor is set up, and the way out.
_SETTING_UP = frozenset({ACCOUNT, CONFIRM, SIGN_OUT})
POLICY_VIOLATION = 1008


class Gate:
    """Lets through who is signed in, or looks at samples.

    Args:
        engine: opens the database; asked at every request.
        clock: the time.
    """

    def __init__(
        self, app: ASGIApp, *, engine: Callable[[], Engine], settings: Callable[[], Settings], clock: Clock
    ) -> None:
        self._app, self._engine, self._settings, self._clock = app, engine, settings, clock
        self._writing: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope = _without_ours(scope)
        if scope["type"] == "http" and _OPEN.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        token = cookies.session(asked)
        try:
            found = await self._admission(token)
        except DatabaseUnavailableError:
            await _refuse(scope, receive, send, plain_pages.no_database(asked))
            return
        setting_up = found.standing == "second_factor" and scope["type"] == "http" and scope["path"] in _SETTING_UP
        if not found.admitted and not setting_up:
            await _refuse(scope, receive, send, _answer(asked, found))
            return
        scope = _with_ours(scope, asked, found)
        if scope["type"] == "http":
            await self._app(scope, receive, send)
        else:
            await self._app(scope, self._watched(token, found, receive, send), send)

    async def _admission(self, token: str) -> Admission:
        found = await anyio.to_thread.run_sync(self._asked, token)
        session = found.session
        if session is not None and self._clock() - session.seen_at > SEEN_EVERY:
            # Not waited for: another deed may hold the one write lock.
            task = asyncio.create_task(anyio.to_thread.run_sync(self._seen, session.id))
            self._writing.add(task)
            task.add_done_callback(self._writing.discard)
        return found

    def _asked(self, token: str) -> Admission:
        with reading(self._engine()) as connection:
            return admission(connection, token, self._settings(), at=self._clock())

    def _seen(self, session_id: int) -> None:
        # The next click tries again.
        with suppress(DatabaseUnavailableError), writing(self._engine()) as connection:
            sessions.seen(connection, session_id, at=self._clock())

    def _watched(self, token: str, begun: Admission, receive: Receive, send: Send) -> Receive:
        """The messages of a websocket, as long as what it was opened for holds."""

        async def watched() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            try:
                now = await self._admission(token)
                holds = now.standing == begun.standing
            except DatabaseUnavailableError:
                # The page says so itself.
                holds = True
            if holds:
                return message
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

        return watched


def _without_ours(scope: Scope) -> Scope:
    kept = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(OURS)]
    return {**scope, "headers": kept}


def _with_ours(scope: Scope, asked: HTTPConnection, found: Admission) -> Scope:
    if found.session is not None:
        own = (SESSION_HEADER, str(found.session.id))
    else:
        chosen = asked.cookies.get(cookies.PART, "")
        own = (PART_HEADER, chosen if chosen in PARTS else PARTS[0])
    return {**scope, "headers": [*scope["headers"], (own[0].encode(), own[1].encode())]}


def _answer(asked: HTTPConnection, found: Admission) -> Response:
    """To who is not let in: a way in for people, a status for programs."""
    path, coded = asked.url.path, found.standing == "second_factor"
    method = asked.scope.get("method", "GET")
    if asked.scope["type"] == "websocket" or method not in ("GET", "HEAD") or _FOR_PROGRAMS.match(asked.scope["path"]):
        language = plain_pages.language(asked)
        words, status = ("error.second_factor.required", 403) if coded else ("access.needed", 401)
        return PlainTextResponse(f"{t(language, words)}\n", status, {"cache-control": "no-store"})
    if found.standing == "first":
        return plain_pages.first_page(asked)
    query = f"?{asked.url.query}" if asked.url.query else ""
    where = f"{ACCOUNT if coded else SIGN_IN}?{BACK}={quote(path + query, safe='')}"
    if asked.query_params.get("lang") in LANGUAGES:
        where += f"&lang={asked.query_params['lang']}"
    return RedirectResponse(where, 303, {"cache-control": "no-store"})


async def _refuse(scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
    if scope["type"] == "websocket":
        await receive()
        # Before it is accepted: the handshake is answered 403.
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    await answer(scope, receive, send)
