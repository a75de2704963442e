"""Passkeys by the browser: the page that signs in with one, and the page that confirms who is signed in.

The page for signing in needs no script and leads here; what asks the browser is one file of ours.
"""

from collections.abc import Callable, Collection, Mapping

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.access import passkeys
from actions.access.passkeys import Answer
from actions.access.signing_in import new_token
from core.access_errors import PasskeyError, SessionEndedError, TooManyTriesError
from core.clock import Clock
from core.passkeys import Party, party_of
from core.words import explain
from reports.access.asking import who_asks
from store import accounts
from store.database import Engine, reading
from views.access import ACCOUNT, BACK, SIGN_IN, back
from web import cookies
from web.links import begun as signed_in
from web.plain_pages import HEADERS, first_page, language, page, sent
from web.typing_passwords import address_of, session_of, status_of


class PasskeyPages:
    """
    Args:
        names: under which the server is configured to answer; see `core.passkeys.party_of`.
    """

    def __init__(self, engine: Callable[[], Engine], names: Collection[str], clock: Clock) -> None:
        self._engine, self._names, self._clock = engine, names, clock

    def party(self, request: Request) -> Party | None:
        return party_of(str(request.base_url), self._names)

    async def sign_in(self, request: Request) -> Response:
        if not await anyio.to_thread.run_sync(self._any_accounts):
            return first_page(request)
        party, to = self.party(request), back(request.query_params.get(BACK, "/"))
        if party is None:
            return RedirectResponse(SIGN_IN, 303, HEADERS)
        # One secret for all tabs of a browser.
        browser, error, status = cookies.passkey(request) or new_token(), "", 200
        if request.method == "POST":
            given = answer_of(request, party, await sent(request))
            try:
                token = await anyio.to_thread.run_sync(
                    lambda: passkeys.sign_in(self._engine(), given, browser, clock=self._clock)
                )
            except (PasskeyError, TooManyTriesError) as fault:
                error, status = explain(language(request), fault), status_of(fault)
            else:
                return signed_in(request, token, to)
        asked = await anyio.to_thread.run_sync(self._to_sign, party, browser)
        shown = _page(request, party, asked, status, error=error, purpose="sign_in", to=to)
        cookies.begin_passkey(request, shown, browser)
        return shown

    async def confirm(self, request: Request) -> Response:
        """The person is signed in; afterwards as if the password had been typed again, and back."""
        party, to = self.party(request), back(request.query_params.get(BACK, ACCOUNT))
        if party is None:
            return RedirectResponse(ACCOUNT, 303, HEADERS)
        session, error, status = session_of(request), "", 200
        try:
            if request.method == "POST":
                given = answer_of(request, party, await sent(request))
                try:
                    await anyio.to_thread.run_sync(
                        lambda: passkeys.confirm(self._engine(), given, session, clock=self._clock)
                    )
                    return RedirectResponse(to, 303, HEADERS)
                except (PasskeyError, TooManyTriesError) as fault:
                    error, status = explain(language(request), fault), status_of(fault)
            asked = await anyio.to_thread.run_sync(self._to_confirm, party, session)
        except PasskeyError as fault:
            error, status, asked = explain(language(request), fault), status_of(fault), ("", "")
        except SessionEndedError:
            return RedirectResponse("/", 303, HEADERS)
        return _page(request, party, asked, status, error=error, purpose="confirm", to=to)

    def _any_accounts(self) -> bool:
        with reading(self._engine()) as connection:
            return accounts.are_any(connection)

    def _to_sign(self, party: Party, browser: str) -> tuple[str, str]:
        begun = passkeys.begin("sign_in", browser, at=self._clock())
        with reading(self._engine()) as connection:
            return passkeys.to_sign(connection, begun, party), passkeys.sealed(connection, begun)

    def _to_confirm(self, party: Party, session: int) -> tuple[str, str]:
        begun = passkeys.begin("confirm", passkeys.of_session(session), at=self._clock())
        with reading(self._engine()) as connection:
            account = who_asks(connection, session, at=self._clock())[1]
            return passkeys.to_sign(connection, begun, party, account), passkeys.sealed(connection, begun)


def answer_of(request: Request, party: Party, form: Mapping[str, str]) -> Answer:
    return Answer(party, form.get("begun", ""), form.get("answer", ""), address_of(request))


def _page(
    request: Request, party: Party, asked: tuple[str, str], status: int, *, error: str, purpose: str, to: str
) -> Response:
    options, begun = asked
    shown = {"options": options, "begun": begun, "error": error, "purpose": purpose, "to": to}
    return page(request, "passkey", status, scripts=party.origin, **shown, sign_in=SIGN_IN, back_key=BACK)
