"""Signing in by a provider of identities (OpenID Connect): what is begun, and what a person becomes here.

What the browser keeps meanwhile is sealed with our key: neither it nor another process can put together such a thing.
"""

import datetime as dt
import hmac
import json
import secrets
from dataclasses import asdict, dataclass

from actions.access.signing_in import new_token
from core.access_errors import BadNameError, OpenIdError
from core.accounts import Account, checked_name, login_name
from core.clock import Clock
from core.openid import Identity, OpenId
from core.periods import HANOI
from store import accounts, audit, keys, sessions
from store.database import Connection, Engine, reading, writing

LASTS = dt.timedelta(minutes=10)
"""How long a person may take at the provider."""


@dataclass(frozen=True)
class Begun:
    """A sign-in that somebody went to the provider for."""

    state: str
    nonce: str
    verifier: str
    redirect: str
    back: str
    language: str
    at: float
    session: int = 0
    """Whose person is to be authenticated again; 0 for a new session."""

    @property
    def since(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self.at, dt.UTC)


def begin(*, redirect: str, back: str, language: str, session: int, at: dt.datetime) -> Begun:
    """With 256 random bits each for the state, the nonce and the verifier of the code (PKCE)."""
    return Begun(new_token(), new_token(), secrets.token_urlsafe(48), redirect, back, language, at.timestamp(), session)


def sealed(connection: Connection, begun: Begun) -> str:
    """As the browser keeps it."""
    return keys.sealed(connection, json.dumps(asdict(begun)).encode())


def unsealed(connection: Connection, kept: str, state: str, *, at: dt.datetime) -> Begun:
    """
    Raises:
        OpenIdError: this browser began no such sign-in within the last ten minutes.
    """
    content = keys.unsealed(connection, kept) if kept else None
    if content is None:
        raise OpenIdError("old")
    try:
        begun = Begun(**json.loads(content))
    except (ValueError, TypeError) as error:
        # Sealed by us for something else, or by the version before.
        raise OpenIdError("old") from error
    if not hmac.compare_digest(begun.state.encode(), state.encode()):
        raise OpenIdError("old")
    if not dt.timedelta(0) <= at - begun.since <= LASTS:
        raise OpenIdError("old")
    return begun


def sign_in(engine: Engine, settings: OpenId, identity: Identity, *, clock: Clock) -> str:
    """Begin a session; its token, which is nowhere kept.

    An account is the person's who first came to it by the provider; afterwards the name is not asked any more. An
    account with a password here is nobody's by the provider, whatever the name.

    Raises:
        OpenIdError: the person has no account, or it is disabled: one sentence for both.
    """
    token = new_token()
    with writing(engine) as connection:
        at = clock()
        account = accounts.of_subject(connection, identity.subject) or _first(connection, settings, identity, at)
        if account is None or account.disabled or not account.openid:
            raise OpenIdError("unknown")
        sessions.begin(connection, token, account.id, at=at)
        audit.append(connection, at=at, who=account.name, deed="account_signed_in", about=account.name, way="openid")
    return token


def confirm(engine: Engine, session_id: int, identity: Identity, *, clock: Clock) -> None:
    """The signed-in person was authenticated again, for what needs it anew; `loaders.openid` has checked when.

    Raises:
        OpenIdError: it was somebody else, or the session has ended.
    """
    with writing(engine) as connection:
        at = clock()
        session = sessions.of_id(connection, session_id)
        account = accounts.of_subject(connection, identity.subject)
        if session is None or account is None or account.id != session.account_id or not session.lives(at):
            raise OpenIdError("other")
        sessions.confirm(connection, session_id, at=at)
        audit.append(connection, at=at, who=account.name, deed="account_confirmed", about=account.name, way="openid")


def signs_in_by_it(engine: Engine, session_id: int) -> bool:
    """Whether the person of this session, which may have ended, signs in by the provider."""
    with reading(engine) as connection:
        session = sessions.of_id(connection, session_id)
        account = accounts.of_id(connection, session.account_id) if session else None
    return account is not None and account.openid


def _first(connection: Connection, settings: OpenId, identity: Identity, at: dt.datetime) -> Account | None:
    """The account whose person comes for the first time: one that waits for this name, else a new one where they are
    made."""
    name = login_name(identity.name)
    found = accounts.of_name(connection, name) if name else None
    if found is not None:
        return found if accounts.bind(connection, found.id, identity.subject) else None
    if settings.new_role is None:
        return None
    try:
        name = checked_name(name)
    except BadNameError:
        return None
    full_name = " ".join(identity.full_name.split())[:200]
    account_id = accounts.add(connection, name, full_name, at=at, who=name)
    accounts.set_openid(connection, account_id, True)
    accounts.bind(connection, account_id, identity.subject)
    role, today = settings.new_role, at.astimezone(HANOI).date()
    accounts.grant(connection, account_id, "role", role, since=today, until=None, at=at, who=name)
    audit.append(connection, at=at, who=name, deed="account_openid_made", about=name, role=role)
    return accounts.of_id(connection, account_id)
