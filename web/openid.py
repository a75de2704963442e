"""Signing in by the provider of identities: the way there, the way back, and signing out of it too.

A fault leads to the page for signing in, which says it: the address of the answer holds a code that is not to be kept.
"""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode

import anyio
import anyio.to_thread
import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.access import openid
from actions.access.openid import Begun
from core.access_errors import OpenIdError
from core.clock import Clock
from core.openid import OpenId
from loaders.openid import provider
from loaders.openid.provider import Asked
from reports.access.asking import session_of
from store import accounts
from store.database import Engine, reading
from views.access import AGAIN, BACK, FAULT, OPENID_ANSWER, SIGN_IN, back
from web import cookies
from web.plain_pages import HEADERS, first_page, language, page
from web.typing_passwords import session_of as signed_in

_Found = TypeVar("_Found")
_WAITING = anyio.CapacityLimiter(8)
"""Conversations at a time: a provider that does not answer must not take the threads of everybody else."""
PATIENCE = 15.0
"""Seconds for all requests of one step."""

log = structlog.get_logger()


class OpenIdPages:
    """Nothing but the conversation is done here: who may come in is decided in `actions.access.openid`."""

    def __init__(self, engine: Callable[[], Engine], settings: OpenId, clock: Clock) -> None:
        self._engine, self._settings, self._clock = engine, settings, clock

    async def start(self, request: Request) -> Response:
        """To the provider; with `AGAIN` it must ask for the password, whatever it remembers."""
        settings = self._settings
        if not await anyio.to_thread.run_sync(self._any_accounts):
            return first_page(request)
        to = back(request.query_params.get(BACK, "/"))
        session = 0
        if request.query_params.get(AGAIN):
            session = await anyio.to_thread.run_sync(self._session, cookies.session(request))
        begun = openid.begin(
            redirect=_ours(request, OPENID_ANSWER),
            back=to,
            language=language(request),
            session=session,
            at=self._clock(),
        )
        asked = _asked(begun)
        try:
            where = await _talking(
                lambda: provider.address(
                    settings, provider.discovered(settings), asked, state=begun.state, language=begun.language
                )
            )
        except OpenIdError as error:
            return _fault(error, to, begun.language)
        answer = RedirectResponse(where, 303, HEADERS)
        kept = await anyio.to_thread.run_sync(self._sealed, begun)
        cookies.begin_openid(request, answer, kept, seconds=int(openid.LASTS.total_seconds()))
        return answer

    async def answered(self, request: Request) -> Response:
        """Back from the provider, with a code or a refusal."""
        settings = self._settings
        to, said, mine = "/", str(language(request)), False
        try:
            state = request.query_params.get("state", "")
            begun = await anyio.to_thread.run_sync(self._begun, cookies.openid(request), state)
            to, said, mine = begun.back, begun.language, True
            answer = await self._in(request, settings, begun)
        except OpenIdError as error:
            answer = _fault(error, to, said)
        if mine:
            # Good for one answer, whatever that was. Another tab's, or a forged one, takes it from nobody.
            cookies.end_openid(request, answer)
        return answer

    async def _in(self, request: Request, settings: OpenId, begun: Begun) -> Response:
        given = request.query_params
        if given.get("iss", settings.issuer) != settings.issuer:
            raise OpenIdError("refused") from ValueError("the answer is another issuer's")
        if "error" in given or not given.get("code"):
            raise OpenIdError("denied" if given.get("error") == "access_denied" else "refused")
        asked, code = _asked(begun), given["code"]
        found = await _talking(lambda: provider.identity(settings, asked, code, at=self._clock()))
        answer = RedirectResponse(back(begun.back), 303, HEADERS)
        if begun.session:
            # Of this browser still: what was begun in one that was signed out since confirms nothing.
            mine = await anyio.to_thread.run_sync(self._session, cookies.session(request))
            if mine != begun.session:
                raise OpenIdError("other")
            await anyio.to_thread.run_sync(
                lambda: openid.confirm(self._engine(), begun.session, found, clock=self._clock)
            )
        else:
            token = await anyio.to_thread.run_sync(
                lambda: openid.sign_in(self._engine(), settings, found, clock=self._clock)
            )
            cookies.begin(request, answer, token)
        return answer

    async def after_sign_out(self, request: Request) -> Response | None:
        """Signing out of the provider as well; None where the person never came by it, or it has no such thing."""
        settings = self._settings
        session = signed_in(request)
        if not await anyio.to_thread.run_sync(lambda: openid.signs_in_by_it(self._engine(), session)):
            return None
        try:
            where = await _talking(lambda: provider.end_session(settings, _ours(request, SIGN_IN)))
        except OpenIdError:
            return None
        # A page that leads on: a browser lets no answer to a form redirect to another host.
        return page(request, "signed_out", where=where) if where else None

    def _any_accounts(self) -> bool:
        with reading(self._engine()) as connection:
            return accounts.are_any(connection)

    def _session(self, token: str) -> int:
        with reading(self._engine()) as connection:
            session = session_of(connection, token, at=self._clock()) if token else None
        return session.id if session else 0

    def _sealed(self, begun: Begun) -> str:
        with reading(self._engine()) as connection:
            return openid.sealed(connection, begun)

    def _begun(self, kept: str, state: str) -> Begun:
        with reading(self._engine()) as connection:
            return openid.unsealed(connection, kept, state, at=self._clock())


def _asked(begun: Begun) -> Asked:
    return Asked(begun.redirect, begun.nonce, begun.verifier, begun.since if begun.session else None)


async def _talking(step: Callable[[], _Found]) -> _Found:
    """A step of the conversation, in a thread that nobody waits for longer than `PATIENCE`.

    Raises:
        OpenIdError.
    """
    try:
        with anyio.fail_after(PATIENCE):
            return await anyio.to_thread.run_sync(step, limiter=_WAITING, abandon_on_cancel=True)
    except TimeoutError as error:
        raise OpenIdError("unreachable") from error


def _fault(error: OpenIdError, to: str, said: str) -> Response:
    log.warning("openid", reason=error.reason, cause=repr(error.__cause__)[:300] if error.__cause__ else "")
    query = {FAULT: error.reason, BACK: to, "lang": said}
    return RedirectResponse(f"{SIGN_IN}?{urlencode(query)}", 303, HEADERS)


def _ours(request: Request, path: str) -> str:
    return f"{str(request.base_url).rstrip('/')}{path}"
