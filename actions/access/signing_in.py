"""Signs people in and out."""

import datetime as dt
import secrets

from actions.access import second_factor
from actions.access.passwords import fits
from core.access_errors import SignInError, TooManyTriesError
from core.accounts import LONGEST_PASSWORD, login_name, wait_until
from core.clock import Clock
from store import accounts, audit, sessions
from store.database import Connection, Engine, reading, writing

# Failures that nobody has to wait for, within a quarter of an hour: of a name at one address, of an address whatever
# the name (an office behind one router), of a name whatever the address.
FREE_OF_BOTH, FREE_OF_ADDRESS, FREE_OF_NAME = 4, 20, 40


def new_token() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def sign_in(engine: Engine, typed: str, password: str, address: str, *, clock: Clock, code: str = "") -> str:
    """Begin a session; its token, which is nowhere kept.

    Takes a sixth of a second, for an unknown name too.

    Raises:
        SignInError: there is no such account, it is disabled, or this is not its password.
        SecondFactorError: the account has one, and the code is missing, wrong or used.
        TooManyTriesError: wrong too often; nothing was compared.
    """
    name = _checked(engine, typed, password, address, clock)
    token = new_token()
    with writing(engine) as connection:
        at = clock()
        account = accounts.of_name(connection, name)
        if account is None or account.disabled:
            raise SignInError
        second_factor.must_fit(connection, account, code, at=at)
        sessions.begin(connection, token, account.id, at=at)
        sessions.forget_tries(connection, name, address)
        audit.append(connection, at=at, who=name, deed="account_signed_in", about=name)
    return token


def confirm(
    engine: Engine, session_id: int, password: str, address: str, *, clock: Clock, code: str | None = None
) -> None:
    """The signed-in person gives the password again, for what needs it anew.

    Args:
        code: of the second factor, where that is asked for too.

    Raises:
        SignInError: it is wrong, or the session has ended.
        SecondFactorError: the code is wrong.
        TooManyTriesError: wrong too often.
    """
    with reading(engine) as connection:
        session = sessions.of_id(connection, session_id)
        account = accounts.of_id(connection, session.account_id) if session and session.lives(clock()) else None
    if account is None:
        raise SignInError
    _checked(engine, account.name, password, address, clock)
    with writing(engine) as connection:
        at = clock()
        if code is not None:
            second_factor.must_fit(connection, account, code, at=at)
        sessions.confirm(connection, session_id, at=at)
        sessions.forget_tries(connection, account.name, address)
        audit.append(connection, at=at, who=account.name, deed="account_confirmed", about=account.name)


def _checked(engine: Engine, typed: str, password: str, address: str, clock: Clock) -> str:
    """The login name whose password this is."""
    name = login_name(typed)[:100]
    with writing(engine) as connection:
        count_try(connection, name, address, at=clock())
        kept = accounts.password(connection, name)
    if not fits(kept, password[: LONGEST_PASSWORD + 1]):
        raise SignInError
    return name


def count_try(connection: Connection, name: str, address: str, *, at: dt.datetime) -> None:
    """Counted before anything is compared: a hundred tries at once are a hundred tries.

    Raises:
        TooManyTriesError: wrong too often.
    """
    waits = (
        wait_until(sessions.tries(connection, at=at, name=name, address=address[:60]), FREE_OF_BOTH),
        wait_until(sessions.tries(connection, at=at, address=address[:60]), FREE_OF_ADDRESS),
        wait_until(sessions.tries(connection, at=at, name=name), FREE_OF_NAME),
    )
    until = max((each for each in waits if each is not None and each > at), default=None)
    if until is not None:
        raise TooManyTriesError(seconds=int((until - at).total_seconds()) + 1)
    sessions.add_try(connection, name, address, at=at)


def sign_out(connection: Connection, session_id: int, *, clock: Clock) -> None:
    """End this session alone."""
    _out(connection, session_id, clock, everywhere=False)


def sign_out_everywhere(connection: Connection, session_id: int, *, clock: Clock) -> None:
    """End every session of the person whose session this is."""
    _out(connection, session_id, clock, everywhere=True)


def _out(connection: Connection, session_id: int, clock: Clock, *, everywhere: bool) -> None:
    session = sessions.of_id(connection, session_id)
    account = accounts.of_id(connection, session.account_id) if session else None
    if session is None or account is None:
        return
    at = clock()
    if everywhere:
        sessions.end_of_account(connection, account.id, at=at)
    else:
        sessions.end(connection, session_id, at=at)
    deed = "account_signed_out_everywhere" if everywhere else "account_signed_out"
    audit.append(connection, at=at, who=account.name, deed=deed, about=account.name)
