"""One's own account: name, roles, signing out; the second factor begun, turned on with a first code, turned off."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.access import calendars, second_factor, signing_in
from core.access_errors import SecondFactorError, SessionEndedError, SignInError, TooManyTriesError
from core.accounts import Account
from core.clock import Clock
from core.settings import Settings
from core.words import explain
from reports.access.asking import lacks_second_factor, who_asks
from store import accounts, second_factors
from store.database import Connection, Engine, reading, writing
from views.access import BACK, SIGN_OUT, back
from views.documents.task_feed import BY_KEY, KEY
from web.plain_pages import HEADERS, language, page, sent
from web.typing_passwords import address_of, hashing, session_of, status_of

_NOTHING: dict[str, Any] = {"begun": "", "picture": "", "secret": "", "codes": [], "key": "", "error": ""}


class OwnAccount:
    def __init__(self, engine: Callable[[], Engine], settings: Callable[[], Settings], clock: Clock) -> None:
        self._engine, self._settings, self._clock = engine, settings, clock

    async def page(self, request: Request) -> Response:
        form = await sent(request) if request.method == "POST" else {}
        session, address, status = session_of(request), address_of(request), 200
        try:
            try:
                told = await hashing(lambda: self._done(session, address, form))
            except (SecondFactorError, SignInError, TooManyTriesError) as error:
                status = status_of(error)
                told = {"error": explain(language(request), error)}
                if form.get("do") == "on" and getattr(error, "reason", "") == "wrong":
                    # The same picture again: the telephone has it already.
                    told |= await hashing(lambda: self._begun(session, form.get("begun", "")))
            found = await hashing(lambda: self._mine(session))
        except SessionEndedError:
            return RedirectResponse("/", 303, HEADERS)
        own = f"{str(request.base_url).rstrip('/')}{BY_KEY}?{KEY}="
        to = back(request.query_params.get(BACK, "/"))
        return page(request, "account", status, **_NOTHING | found | told, own=own, sign_out=SIGN_OUT, to=to)

    def _mine(self, session: int) -> dict[str, Any]:
        at = self._clock()
        with reading(self._engine()) as connection:
            account = who_asks(connection, session, at=at)[1]
            on = second_factors.of_account(connection, account.id) is not None
            left = second_factors.codes_left(connection, account.id)
            calendar = accounts.has_calendar(connection, account.id)
            lacking = lacks_second_factor(connection, account, self._settings(), at=at)
        held = {"roles": account.roles(at), "units": account.values("unit", at)}
        return {"account": account, "on": on, "left": left, "calendar": calendar, "lacking": lacking} | held

    def _done(self, session: int, address: str, form: dict[str, str]) -> dict[str, Any]:
        """What the form asked for, done; what to show of it."""
        match form.get("do", ""):
            case "begin":
                signing_in.confirm(self._engine(), session, form.get("password", ""), address, clock=self._clock)
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
                    account = self._account(connection, session)
                    if lacks_second_factor(connection, account, self._settings(), at=self._clock()):
                        raise SecondFactorError("required")
                    return {"key": calendars.give(connection, self._account(connection, session), at=self._clock())}
            case "calendar_end":
                with writing(self._engine()) as connection:
                    calendars.end(connection, self._account(connection, session), at=self._clock())
            case "off":
                password, code = form.get("password", ""), form.get("code", "")
                signing_in.confirm(self._engine(), session, password, address, clock=self._clock, code=code)
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
