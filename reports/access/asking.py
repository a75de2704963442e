"""Who is asking."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from core.access_errors import SessionEndedError
from core.accounts import Account, Session
from core.viewer import Viewer
from reports.access.demonstration import PARTS, demonstration, viewer_as
from store import accounts, sessions
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


def visitor(connection: Connection, headers: Mapping[str, str], *, production: bool, at: dt.datetime) -> Viewer:
    """Who asks, by what the gate said when the page was opened, and what holds now.

    Raises:
        SessionEndedError: the session has ended, or the demonstration has.
    """
    session_id, part = headers.get(SESSION_HEADER, ""), headers.get(PART_HEADER, "")
    if session_id.isdecimal():
        session, account = who_asks(connection, int(session_id), at=at)
        return replace(account.viewer(at), fresh=session.confirmed(at))
    chosen = next((each for each in PARTS if each == part), None)
    if chosen is None or not demonstration(connection, production=production):
        raise SessionEndedError
    return viewer_as(connection, chosen)


Standing = Literal["session", "demonstration", "sign_in", "first"]


@dataclass(frozen=True)
class Admission:
    """How a request stands: signed in, looking at samples, to sign in, or nobody can yet."""

    standing: Standing
    session: Session | None = None

    @property
    def admitted(self) -> bool:
        return self.standing in ("session", "demonstration")


def admission(connection: Connection, token: str, *, production: bool, at: dt.datetime) -> Admission:
    """
    Args:
        token: of the browser's cookie; blank where it has none.
    """
    session = session_of(connection, token, at=at) if token else None
    if session is not None:
        return Admission("session", session)
    if demonstration(connection, production=production):
        return Admission("demonstration")
    return Admission("sign_in" if accounts.are_any(connection) else "first")
