"""One-time links: the first administrator's, invitations, and new passwords."""

import datetime as dt

from actions.access import managing
from actions.access.passwords import hashed
from actions.access.signing_in import new_token
from core.access_errors import BadLinkError, FirstAlreadyError, NameTakenError
from core.accounts import LINK_LASTS, LinkKind, check_password, checked_name
from core.clock import Clock
from core.periods import HANOI
from store import accounts, audit, second_factors, sessions
from store.database import Connection, Engine, reading, writing


def first_administrator(connection: Connection, who: str, *, at: dt.datetime) -> str:
    """The token of a link with which the first administrator makes an account; earlier ones no longer work.

    Raises:
        FirstAlreadyError: somebody manages accounts.
    """
    if managing.somebody_manages(connection, at):
        raise FirstAlreadyError
    token = new_token()
    sessions.add_link(connection, token, "first", None, at=at, who=who, until=at + LINK_LASTS)
    audit.append(connection, at=at, who=who, deed="account_first_link_made", about="first")
    return token


def kind_of(connection: Connection, token: str, *, at: dt.datetime) -> tuple[LinkKind, str]:
    """What a link is for, and the login name it is of; blank for the first administrator, who chooses one.

    Raises:
        BadLinkError: it was used, replaced, has ended, or never was.
    """
    found = sessions.link(connection, token, at=at)
    if found is None or (found.kind == "first" and managing.somebody_manages(connection, at)):
        raise BadLinkError
    account = accounts.of_id(connection, found.account_id) if found.account_id is not None else None
    return found.kind, account.name if account else ""


def use(engine: Engine, token: str, typed: str, full_name: str, password: str, *, clock: Clock) -> str:
    """Choose a password, and for the first administrator a name; the token of the session that begins,
    or nothing where the account has a second factor.

    Whoever was signed in with an older password is signed out. Takes a sixth of a second.

    Raises:
        BadLinkError: see `kind_of`.
        BadNameError, NameTakenError, WeakPasswordError: the link may be used again.
    """
    with reading(engine) as connection:
        kind, name = kind_of(connection, token, at=clock())
    name = checked_name(typed) if kind == "first" else name
    check_password(password, name, full_name)
    kept = hashed(password)
    session = new_token()
    with writing(engine) as connection:
        at = clock()
        # Of two who use it at once, one comes second.
        kind_of(connection, token, at=at)
        found = sessions.link(connection, token, at=at)
        if found is None:
            raise BadLinkError
        account_id = found.account_id
        account = accounts.of_id(connection, account_id) if account_id is not None else None
        if account is not None and account.openid:
            raise BadLinkError
        if account_id is None:
            if accounts.of_name(connection, name) is not None:
                raise NameTakenError(name=name)
            account_id = accounts.add(connection, name, " ".join(full_name.split())[:200], at=at, who=name)
            today = at.astimezone(HANOI).date()
            accounts.grant(connection, account_id, "role", "administrator", since=today, until=None, at=at, who=name)
        accounts.set_password(connection, account_id, kept)
        sessions.end_link(connection, found.id, at=at)
        sessions.end_of_account(connection, account_id, at=at)
        audit.append(connection, at=at, who=name, deed="account_password_chosen", about=name, link=kind)
        # A link is no second factor: whoever has one signs in with its code.
        if second_factors.of_account(connection, account_id) is not None:
            return ""
        sessions.begin(connection, session, account_id, at=at)
    return session
