"""One's own account: name, roles, signing out; the second factor begun, turned on with a first code, turned off.

Its passkeys: `web.own_passkeys`.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.access import calendars, second_factor
from core.access_errors import PasskeyError, SecondFactorError, SessionEndedError, SignInError, TooManyTriesError
from core.accounts import Account
from core.clock import Clock
from core.passkeys import Party
from core.settings import Settings
from core.words import explain
from reports.access.asking import lacks_second_factor, who_asks
from store import accounts, second_factors
from store.database import Connection, Engine, reading, writing
from views.access import ACCOUNT, BACK, CONFIRM, SIGN_OUT, back
from views.documents.task_feed import BY_KEY, KEY
from web.own_passkeys import OwnPasskeys
from web.plain_pages import HEADERS, language, page, sent
from web.typing_passwords import address_of, hashing, session_of, status_of

_NOTHING: dict[str, Any] = {"begun": "", "picture": "", "secret": "", "codes": [], "key": "", "error": ""}
_NOTHING |= {"options": "", "told": ""}


class OwnAccount:
    """
    Args:
        party: for whom a browser makes passkeys at the address that was asked for.
    """

    def __init__(
        self,
        engine: Callable[[], Engine],
        settings: Callable[[], Settings],
        party: Callable[[Request], Party | None],
        clock: Clock,
    ) -> None:
        self._engine, self._settings, self._party, self._clock = engine, settings, party, clock
        self._passkeys = OwnPasskeys(engine, settings, clock)

    async def page(self, request: Request) -> Response:
        form = await sent(request) if request.method == "POST" else {}
        session, address, status, party = session_of(request), address_of(request), 200, self._party(request)
        try:
            try:
                told = await hashing(
                    lambda: self._done(session, address, form) | self._passkeys.done(session, party, address, form)
                )
            except (PasskeyError, SecondFactorError, SignInError, TooManyTriesError) as error:
                status = status_of(error)
                told = {"error": explain(language(request), error)}
                if form.get("do") == "on" and getattr(error, "reason", "") == "wrong":
                    # The same picture again: the telephone has it already.
                    told |= await hashing(lambda: self._begun(session, form.get("begun", "")))
            found = await hashing(lambda: self._mine(session, party))
        except SessionEndedError:
            return RedirectResponse("/", 303, HEADERS)
        own = f"{str(request.base_url).rstrip('/')}{BY_KEY}?{KEY}="
        to = back(request.query_params.get(BACK, "/"))
        confirm = f"{CONFIRM}?{urlencode({BACK: to if found['lacking'] else ACCOUNT, 'lang': language(request)})}"
        shown, scripts = _NOTHING | found | told, party.origin if party and "options" in told else ""
        return page(
            request, "account", status, scripts=scripts, **shown, own=own, confirm=confirm, sign_out=SIGN_OUT, to=to
        )

    def _mine(self, session: int, party: Party | None) -> dict[str, Any]:
        at = self._clock()
        with reading(self._engine()) as connection:
            asked, account = who_asks(connection, session, at=at)
            on = second_factors.of_account(connection, account.id) is not None
            left = second_factors.codes_left(connection, account.id)
            calendar = accounts.has_calendar(connection, account.id)
            lacking = lacks_second_factor(connection, account, self._settings(), at=at, session=asked)
            keys = self._passkeys.shown(connection, session, party)
        held = {"roles": account.roles(at), "units": account.values("unit", at)}
        return {"account": account, "on": on, "left": left, "calendar": calendar, "lacking": lacking} | held | keys

    def _done(self, session: int, address: str, form: dict[str, str]) -> dict[str, Any]:
        """What the form asked for, done; what to show of it."""
        match form.get("do", ""):
            case "begin":
                self._passkeys.sure(session, address, form)
                with reading(self._engine()) as connection:
                    at = self._clock()
                    begun = second_factor.begin(connection, self._account(connection, session), at=at)
                return self._begun(session, begun)
            case "on":
                with writing(self._engine()) as connection:
                    account, at = self._account(connection, session), self._clock()
                    codes = second_factor.turn_on(
                        connection, account, form.get("begun", ""), form.get("code", ""), at=at
                    )
                return {"codes": codes}
            case "calendar":
                with writing(self._engine()) as connection:
                    at = self._clock()
                    asked, account = who_asks(connection, session, at=at)
                    if lacks_second_factor(connection, account, self._settings(), at=at, session=asked):
                        raise SecondFactorError("required")
                    return {"key": calendars.give(connection, account, at=at)}
            case "calendar_end":
                with writing(self._engine()) as connection:
                    calendars.end(connection, self._account(connection, session), at=self._clock())
            case "off":
                self._passkeys.sure(session, address, form)
                with writing(self._engine()) as connection:
                    second_factor.turn_off(connection, self._account(connection, session), at=self._clock())
        return {}

    def _begun(self, session: int, begun: str) -> dict[str, Any]:
        with reading(self._engine()) as connection:
            account = self._account(connection, session)
            secret = second_factor.secret_of(connection, account, begun, at=self._clock())
        picture, typed = second_factor.address_of(secret, account), second_factor.typed_form(secret)
        return {"begun": begun, "picture": picture, "secret": typed}

    def _account(self, connection: Connection, session: int) -> Account:
        return who_asks(connection, session, at=self._clock())[1]
