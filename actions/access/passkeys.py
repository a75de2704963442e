"""Passkeys: what is asked of a browser, for whom, and what becomes of its answer.

A challenge is sealed with our key for one purpose and for one browser (before there is a session, by its cookie), so
that none is kept until it is answered; it is good for five minutes and one answer.
"""

import datetime as dt
import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from typing import Literal

from actions.access import signing_in
from core.access_errors import PasskeyError
from core.accounts import Account
from core.clock import Clock
from core.passkeys import Party
from loaders import passkeys as browsers
from store import accounts, audit, keys, passkeys, sessions
from store.database import Connection, Engine, reading, writing

LASTS = dt.timedelta(minutes=5)
Purpose = Literal["sign_in", "confirm", "add"]


@dataclass(frozen=True)
class Begun:
    """Something that a browser was asked to sign."""

    purpose: Purpose
    browser: str
    """The secret of the browser's cookie, or its session: “session 7”."""
    challenge: str
    at: float
    name: str = ""
    """With `add`: what the person calls the new one."""
    handle: str = ""
    """With `add`: what it calls the account."""

    @property
    def bytes(self) -> bytes:
        return bytes.fromhex(self.challenge)


@dataclass(frozen=True)
class Answer:
    """What a browser sent back."""

    party: Party
    begun: str
    """The seal of what it was asked."""
    given: str
    """What the passkey signed, as JSON; blank where there was none."""
    address: str
    """Of the network."""


def of_session(session_id: int) -> str:
    """What is begun in a session is bound to it."""
    return f"session {session_id}"


def begin(purpose: Purpose, browser: str, *, at: dt.datetime, name: str = "", handle: str = "") -> Begun:
    """With a challenge of 256 random bits."""
    return Begun(purpose, browser, secrets.token_hex(32), at.timestamp(), name, handle)


def sealed(connection: Connection, begun: Begun) -> str:
    """As the form keeps it."""
    return keys.sealed(connection, json.dumps(asdict(begun)).encode())


def to_sign(connection: Connection, begun: Begun, party: Party, account: Account | None = None) -> str:
    """What the browser is asked: of an account's passkeys one, of nobody's account any.

    Raises:
        PasskeyError: the account has none for this name.
    """
    found = here(connection, account, party) if account else []
    if account and not found:
        raise PasskeyError("nowhere")
    return browsers.asked_to_sign(party, begun.bytes, of=found, seconds=int(LASTS.total_seconds()))


def here(connection: Connection, account: Account, party: Party | None) -> list[str]:
    """The account's passkeys that work at this name."""
    found = passkeys.of_account(connection, account.id)
    return [each.credential for each in found if party and each.host == party.host]


def works_here(engine: Engine, session_id: int, party: Party | None) -> bool:
    """Whether the person of this session has one that works at this name."""
    with reading(engine) as connection:
        session = sessions.of_id(connection, session_id) if party else None
        account = accounts.of_id(connection, session.account_id) if session else None
        return account is not None and bool(here(connection, account, party))


def sign_in(engine: Engine, answer: Answer, browser: str, *, clock: Clock) -> str:
    """Begin a session; its token, which is nowhere kept. The passkey is the password and the second factor in one.

    Raises:
        PasskeyError: the challenge was not this browser's or was answered before, the passkey is nobody's, its account
            is disabled or signs in by the provider, or it was copied.
        TooManyTriesError: wrong too often; nothing was compared.
    """
    account = _verified(engine, answer, "sign_in", browser, clock=clock)
    token = signing_in.new_token()
    with writing(engine) as connection:
        at = clock()
        found = accounts.of_id(connection, account.id)
        if found is None or found.disabled or found.openid:
            raise PasskeyError("refused")
        sessions.begin(connection, token, found.id, at=at, passkey=True)
        sessions.forget_tries(connection, found.name, answer.address)
        audit.append(connection, at=at, who=found.name, deed="account_signed_in", about=found.name, way="passkey")
    return token


def confirm(engine: Engine, answer: Answer, session_id: int, *, clock: Clock) -> None:
    """The signed-in person gives a passkey, for what needs the password anew.

    Raises:
        PasskeyError, TooManyTriesError: as `sign_in`; or it is somebody else's, or the session has ended.
    """
    with reading(engine) as connection:
        session = sessions.of_id(connection, session_id)
    if session is None or not session.lives(clock()):
        raise PasskeyError("refused")
    account = _verified(engine, answer, "confirm", of_session(session_id), clock=clock, mine=session.account_id)
    with writing(engine) as connection:
        at = clock()
        now = sessions.of_id(connection, session_id)
        if now is None or not now.lives(at):
            raise PasskeyError("refused")
        sessions.confirm(connection, session_id, at=at, passkey=True)
        sessions.forget_tries(connection, account.name, answer.address)
        audit.append(connection, at=at, who=account.name, deed="account_confirmed", about=account.name, way="passkey")


def opened(connection: Connection, kept: str, purpose: Purpose, browser: str, *, at: dt.datetime) -> Begun:
    """What was begun, by who answers it; it counts as answered from now on. The caller writes.

    Raises:
        PasskeyError: it was begun for something else, in another browser, too long ago, or was answered before.
    """
    content = keys.unsealed(connection, kept) if kept else None
    try:
        begun = Begun(**json.loads(content or b"null"))
    except (ValueError, TypeError) as error:
        # Not sealed by us, for something else, or by the version before.
        raise PasskeyError("old") from error
    mine = begun.purpose == purpose and hmac.compare_digest(begun.browser.encode(), browser.encode())
    age = at.timestamp() - begun.at
    if not mine or not 0 <= age <= LASTS.total_seconds():
        raise PasskeyError("old")
    if not passkeys.answer(connection, begun.bytes, at=at, lasts=LASTS):
        raise PasskeyError("old")
    return begun


def _verified(
    engine: Engine, answer: Answer, purpose: Purpose, browser: str, *, clock: Clock, mine: int | None = None
) -> Account:
    """Whose passkey signed; with `mine`, the account that it must be of."""
    credential, handle = browsers.said(answer.given)
    if not credential:
        raise PasskeyError("none")
    with writing(engine) as connection:
        at = clock()
        begun = opened(connection, answer.begun, purpose, browser, at=at)
        passkey = passkeys.of_credential(connection, credential)
        account = accounts.of_id(connection, passkey.account_id) if passkey else None
        # One name for all that are nobody's: no login name is blank.
        signing_in.count_try(connection, account.name if account else "", answer.address, at=at)
    if passkey is None or account is None or passkey.host != answer.party.host or mine not in (None, account.id):
        raise PasskeyError("refused")
    if account.disabled or account.openid or handle not in ("", passkey.handle):
        raise PasskeyError("refused")
    sign_count = browsers.signed(answer.party, begun.bytes, answer.given, passkey.public_key)
    with writing(engine) as connection:
        at = clock()
        on = passkeys.use(connection, passkey.id, sign_count, at=at)
        # Removed meanwhile is no copy.
        copied = not on and passkeys.of_credential(connection, credential) is not None
        if copied:
            audit.append(
                connection,
                at=at,
                who=account.name,
                deed="account_passkey_copied",
                about=account.name,
                passkey=passkey.name,
            )
    if not on:
        raise PasskeyError("copied" if copied else "refused")
    return account
