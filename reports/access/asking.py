"""Who is asking."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from core.access_errors import SecondFactorRequiredError, SessionEndedError
from core.accounts import Account, Session
from core.settings import Settings
from core.viewer import Viewer
from reports.access.demonstration import PARTS, demonstration, viewer_as
from store import accounts, passkeys, sessions
from store import settings as decided
from store.database import Connection

SESSION_HEADER, PART_HEADER = "x-namro-session", "x-namro-demonstration"
"""What the gate tells the pages of who asks; it removes whatever a client sends under such a name."""


def session_of(connection: Connection, token: str, *, at: dt.datetime) -> Session | None:
    """The living session of a browser's token."""
    found = sessions.of_token(connection, token)
    return found if found is not None and found.lives(at) else None


def who_asks(connection: Connection, session_id: int, *, at: dt.datetime) -> tuple[Session, Account]:
    """The session and its account, as they are now: what was granted or withdrawn a moment ago counts.

    Raises:
        SessionEndedError: it has ended.
    """
    session = sessions.of_id(connection, session_id)
    account = accounts.of_id(connection, session.account_id) if session and session.lives(at) else None
    if session is None or account is None:
        raise SessionEndedError
    return session, account


def coded_roles(connection: Connection, settings: Settings) -> frozenset[str]:
    """The roles that ask for a second factor: an administrator adds to those of the configuration."""
    return settings.coded_roles | decided.coded_roles(connection)


def must_be_coded(connection: Connection, account: Account, settings: Settings, *, at: dt.datetime) -> bool:
    """Whether a role that the person has at this moment asks for a second factor."""
    return not coded_roles(connection, settings).isdisjoint(account.roles(at))


def lacks_second_factor(
    connection: Connection, account: Account, settings: Settings, *, at: dt.datetime, session: Session | None = None
) -> bool:
    """Whether a role that the person has at this moment asks for a second factor, and there is none.

    Who signs in by the provider of identities has one where the provider must make sure of it.

    Args:
        session: the one that asks: a passkey counts where it was given. None for what no session asks for, such as a
            calendar: there it counts that the account has one.
    """
    if _has_one(account if session is None else session, settings):
        return False
    if session is None and passkeys.of_account(connection, account.id):
        return False
    return must_be_coded(connection, account, settings, at=at)


def _has_one(asked: Account | Session, settings: Settings) -> bool:
    if asked.openid:
        return settings.provider_codes
    return asked.coded or (isinstance(asked, Session) and asked.passkey_at is not None)


def visitor(connection: Connection, headers: Mapping[str, str], settings: Settings, *, at: dt.datetime) -> Viewer:
    """Who asks, by what the gate said when the page was opened, and what holds now.

    Raises:
        SessionEndedError: the session has ended, or the demonstration has.
        SecondFactorRequiredError: the person has to set one up before anything else.
    """
    session_id, part = headers.get(SESSION_HEADER, ""), headers.get(PART_HEADER, "")
    if session_id.isdecimal():
        session, account = who_asks(connection, int(session_id), at=at)
        if lacks_second_factor(connection, account, settings, at=at, session=session):
            raise SecondFactorRequiredError
        return replace(account.viewer(at), fresh=session.confirmed(at))
    chosen = next((each for each in PARTS if each == part), None)
    if chosen is None or not demonstration(connection, production=settings.production):
        raise SessionEndedError
    return viewer_as(connection, chosen)


Standing = Literal["session", "second_factor", "demonstration", "sign_in", "first"]


@dataclass(frozen=True)
class Admission:
    """How a request stands: signed in, to set up a second factor first, looking at samples, to sign in, or nobody can
    yet."""

    standing: Standing
    session: Session | None = None

    @property
    def admitted(self) -> bool:
        return self.standing in ("session", "demonstration")


def admission(connection: Connection, token: str, settings: Settings, *, at: dt.datetime) -> Admission:
    """
    Args:
        token: of the browser's cookie; blank where it has none.
    """
    session = session_of(connection, token, at=at) if token else None
    if session is not None:
        # Every request comes here: the roles are asked for only of whom they could matter.
        to_ask = not _has_one(session, settings) and coded_roles(connection, settings)
        account = accounts.of_id(connection, session.account_id) if to_ask else None
        lacking = account is not None and lacks_second_factor(connection, account, settings, at=at, session=session)
        return Admission("second_factor" if lacking else "session", session)
    if demonstration(connection, production=settings.production):
        return Admission("demonstration")
    return Admission("sign_in" if accounts.are_any(connection) else "first")
