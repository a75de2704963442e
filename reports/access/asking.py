"""Who is asking."""

import datetime as dt

from core.access_errors import SignInError, UnknownAccountError
from core.accounts import Account, Session, login_name
from core.viewer import Viewer
from store import accounts, sessions
from store.database import Connection


def session_of(connection: Connection, token: str, *, at: dt.datetime) -> Session | None:
    """The living session of a browser's token."""
    found = sessions.of_token(connection, token)
    return found if found is not None and found.lives(at) else None


def who_asks(connection: Connection, session_id: int, *, at: dt.datetime) -> tuple[Session, Account]:
    """The session and its account, as they are now: what was granted or withdrawn a moment ago counts.

    Raises:
        SignInError: the session has ended.
    """
    session = sessions.of_id(connection, session_id)
    account = accounts.of_id(connection, session.account_id) if session and session.lives(at) else None
    if session is None or account is None:
        raise SignInError
    return session, account


def viewer_named(connection: Connection, name: str, *, at: dt.datetime) -> Viewer:
    """The viewer of a named account, for commands.

    Raises:
        UnknownAccountError: there is none, or it is disabled.
    """
    account = accounts.of_name(connection, login_name(name))
    if account is None or account.disabled:
        raise UnknownAccountError(name=name[:100])
    return account.viewer(at)
