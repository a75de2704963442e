"""One's own passkeys: made, named, removed; and what is asked before what one signs in with changes."""

import datetime as dt
import secrets

from actions.access import passkeys as asking
from actions.access import signing_in
from core.access_errors import PasskeyError, SignInError
from core.accounts import Account
from core.clock import Clock
from core.passkeys import LONGEST_NAME, MOST, Party
from core.typed import name_of
from loaders import passkeys as browsers
from store import accounts, audit, passkeys, sessions
from store.database import Connection, Engine, reading, writing
from store.passkeys import Passkey


def sure(engine: Engine, session_id: int, password: str, code: str, address: str, *, coded: bool, clock: Clock) -> None:
    """Before what one signs in with changes, all of it is asked for: a passkey given within ten minutes, or the
    password, with the code where there is one.

    Args:
        coded: whether a role of the person asks for a second factor. Where passkeys are all there is, the password
            alone would be a way around them.

    Raises:
        PasskeyError: only a passkey will do.
        SignInError, SecondFactorError, TooManyTriesError: as `signing_in.confirm`.
    """
    with reading(engine) as connection:
        session = sessions.of_id(connection, session_id)
        account = accounts.of_id(connection, session.account_id) if session and session.lives(clock()) else None
        if session is None or account is None:
            raise SignInError
        if session.keyed(clock()):
            return
        if coded and not account.coded and passkeys.of_account(connection, account.id):
            raise PasskeyError("needed")
    signing_in.confirm(engine, session_id, password, address, clock=clock, code=code)


def begin(
    connection: Connection, account: Account, party: Party, session_id: int, typed: str, *, at: dt.datetime
) -> tuple[str, str]:
    """What the browser is asked to make, and its seal for the form. Nothing is stored.

    Raises:
        PasskeyError: it has no name, there are ten already, or the account signs in by the provider.
    """
    name, there = _named(typed), passkeys.of_account(connection, account.id)
    if account.openid:
        raise PasskeyError("openid")
    if len(there) >= MOST:
        raise PasskeyError("many", most=MOST)
    handle = there[0].handle if there else secrets.token_urlsafe(32)
    begun = asking.begin("add", asking.of_session(session_id), at=at, name=name, handle=handle)
    options = browsers.asked_to_make(
        party,
        begun.bytes,
        handle=handle,
        name=account.name,
        full_name=account.full_name or account.name,
        there=asking.here(connection, account, party),
        seconds=int(asking.LASTS.total_seconds()),
    )
    return options, asking.sealed(connection, begun)


def add(engine: Engine, account: Account, answer: asking.Answer, session_id: int, *, clock: Clock) -> None:
    """Keep a passkey, as its answer to the challenge proves it. Whoever just made it has given it too.

    Raises:
        PasskeyError: the browser made none, it was begun too long ago or answered before, or the answer does not hold.
    """
    if not answer.given:
        raise PasskeyError("none")
    with writing(engine) as connection:
        begun = asking.opened(connection, answer.begun, "add", asking.of_session(session_id), at=clock())
    made = browsers.made(answer.party, begun.bytes, answer.given)
    with writing(engine) as connection:
        at = clock()
        there = passkeys.of_account(connection, account.id)
        if len(there) >= MOST:
            raise PasskeyError("many", most=MOST)
        now = accounts.of_id(connection, account.id)
        if now is None or now.openid or now.disabled or passkeys.of_credential(connection, made.credential):
            raise PasskeyError("not_made")
        passkeys.add(
            connection,
            account.id,
            host=answer.party.host,
            credential=made.credential,
            public_key=made.public_key,
            sign_count=made.sign_count,
            handle=begun.handle,
            name=begun.name,
            at=at,
        )
        sessions.confirm(connection, session_id, at=at, passkey=True)
        _told(connection, account, begun.name, at, deed="account_passkey_added")


def rename(connection: Connection, account: Account, passkey_id: int, typed: str, *, at: dt.datetime) -> None:
    """
    Raises:
        PasskeyError: it has no name, or the person has no such passkey.
    """
    passkey, name = _mine(connection, account, passkey_id), _named(typed)
    passkeys.rename(connection, passkey.id, name)
    _told(connection, account, name, at, deed="account_passkey_renamed", before=passkey.name)


def remove(connection: Connection, account: Account, passkey_id: int, *, at: dt.datetime) -> None:
    """It opens nothing any more; `sure` has asked who removes it.

    Raises:
        PasskeyError: the person has no such passkey.
    """
    passkey = _mine(connection, account, passkey_id)
    passkeys.remove(connection, passkey.id)
    _told(connection, account, passkey.name, at, deed="account_passkey_removed")


def _mine(connection: Connection, account: Account, passkey_id: int) -> Passkey:
    found = next((each for each in passkeys.of_account(connection, account.id) if each.id == passkey_id), None)
    if found is None:
        raise PasskeyError("unknown")
    return found


def _named(typed: str) -> str:
    name = name_of(typed)[:LONGEST_NAME].strip()
    if not name:
        raise PasskeyError("name")
    return name


def _told(connection: Connection, account: Account, name: str, at: dt.datetime, *, deed: str, **more: str) -> None:
    audit.append(connection, at=at, who=account.name, deed=deed, about=account.name, passkey=name, **more)
