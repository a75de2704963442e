"""The pages without Streamlit: all their routes; signing in and out, the demonstration.

What another site's page sends does not come here: `web.hosts`.
"""

from collections.abc import Awaitable, Callable, Collection
from typing import Any
from urllib.parse import urlencode

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from actions.access import signing_in
from core.access_errors import SecondFactorError
from core.clock import Clock
from core.errors import DashboardError, DatabaseUnavailableError
from core.openid import REASONS, OpenId
from core.settings import Settings
from core.words import explain, t
from reports.access.asking import PART_HEADER
from reports.access.demonstration import PARTS
from store import accounts
from store.database import Engine, reading, writing
from views.access import (
    ACCOUNT,
    BACK,
    CONFIRM,
    DEMONSTRATION,
    ENDED,
    FAULT,
    LINK,
    OPENID,
    OPENID_ANSWER,
    PASSKEY,
    SIGN_IN,
    SIGN_OUT,
    back,
)
from web import cookies
from web.by_provider import ProviderPages, no_provider, pages_of
from web.links import LinkPages, begun
from web.own_account import OwnAccount
from web.passkeys import PasskeyPages
from web.plain_pages import HEADERS, first_page, language, no_database, page, sent
from web.typing_passwords import address_of, hashing, session_of, status_of


def routes(
    engine: Callable[[], Engine],
    settings: Callable[[], Settings],
    openid: OpenId | None,
    names: Collection[str],
    clock: Clock,
) -> list[Route]:
    """All of them; to whom it does not know, the gate opens only `SIGN_IN`, the provider's, and one-time links."""
    provider = pages_of(engine, openid, clock)
    passkeys = PasskeyPages(engine, names, clock)
    pages = _Pages(engine, clock, openid, provider, passkeys)
    by_provider = (provider.start, provider.answered) if provider else (no_provider, no_provider)
    both = ["GET", "POST"]
    return [
        Route(SIGN_IN, _or_later(pages.sign_in), methods=both),
        Route(PASSKEY, _or_later(passkeys.sign_in), methods=both),
        Route(CONFIRM, _or_later(passkeys.confirm), methods=both),
        Route(OPENID, _or_later(by_provider[0]), methods=["GET"]),
        Route(OPENID_ANSWER, _or_later(by_provider[1]), methods=["GET"]),
        Route(LINK + "{token}", _or_later(LinkPages(engine, clock).link), methods=both),
        Route(ACCOUNT, _or_later(OwnAccount(engine, settings, passkeys.party, clock).page), methods=both),
        Route(SIGN_OUT, _or_later(pages.sign_out), methods=["POST"]),
        Route(DEMONSTRATION, pages.demonstration),
    ]


class _Pages:
    """What is asked of the database is asked in a thread, never on the event loop."""

    def __init__(
        self,
        engine: Callable[[], Engine],
        clock: Clock,
        settings: OpenId | None,
        provider: ProviderPages | None,
        passkeys: PasskeyPages,
    ) -> None:
        self._engine, self._clock, self._settings, self._provider = engine, clock, settings, provider
        self._passkeys = passkeys

    async def sign_in(self, request: Request) -> Response:
        if not await anyio.to_thread.run_sync(self._any_accounts):
            return first_page(request)
        if request.method != "POST":
            return self._form(request, ended=bool(request.query_params.get(ENDED)))
        form = await sent(request)
        name, password, address = form.get("name", ""), form.get("password", ""), address_of(request)
        try:
            code = form.get("code", "")
            token = await hashing(
                lambda: signing_in.sign_in(self._engine(), name, password, address, clock=self._clock, code=code)
            )
        except DatabaseUnavailableError:
            raise
        except DashboardError as error:
            said, coded = explain(language(request), error), isinstance(error, SecondFactorError)
            return self._form(request, status_of(error), error=said, name=name[:100], coded=coded)
        return begun(request, token, back(request.query_params.get(BACK, "/")))

    def _form(
        self,
        request: Request,
        status: int = 200,
        *,
        error: str = "",
        name: str = "",
        coded: bool = False,
        ended: bool = False,
    ) -> Response:
        settings, reason = self._settings, request.query_params.get(FAULT, "")
        said = language(request)
        label = (settings.label or t(said, "access.openid_label")) if settings else ""
        if not error and settings and reason in REASONS:
            error, status = t(said, f"error.openid.{reason}", label=label), 503 if reason == "unreachable" else 403
        query = {BACK: back(request.query_params.get(BACK, "/")), "lang": said}
        by = f"{OPENID}?{urlencode(query)}" if settings else ""
        with_key = f"{PASSKEY}?{urlencode(query)}" if self._passkeys.party(request) else ""
        shown: dict[str, Any] = {"error": error, "name": name, "coded": coded, "ended": ended}
        return page(request, "sign_in", status, **shown, openid=by, label=label, passkey=with_key)

    async def sign_out(self, request: Request) -> Response:
        form = await sent(request)
        await anyio.to_thread.run_sync(self._out, session_of(request), bool(form.get("everywhere")))
        further = await self._provider.after_sign_out(request) if self._provider else None
        answer = further or RedirectResponse(SIGN_IN, 303, HEADERS)
        cookies.end(request, answer)
        return answer

    async def demonstration(self, request: Request) -> Response:
        """Keep as whom the samples are looked at, and go back to the first page."""
        answer = RedirectResponse("/", 303, HEADERS)
        part = request.query_params.get("part", "")
        if part in PARTS and request.headers.get(PART_HEADER):
            cookies.choose_part(answer, part)
        return answer

    def _any_accounts(self) -> bool:
        with reading(self._engine()) as connection:
            return accounts.are_any(connection)

    def _out(self, session_id: int, everywhere: bool) -> None:
        deed = signing_in.sign_out_everywhere if everywhere else signing_in.sign_out
        with writing(self._engine()) as connection:
            deed(connection, session_id, clock=self._clock)


def _or_later(handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """The same; without a database one sentence: why is not for who is not known."""

    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except DatabaseUnavailableError:
            return no_database(request)

    return answered
