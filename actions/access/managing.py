"""What an administrator does with accounts. A deed on an account ends nothing that was published by it."""

import datetime as dt

from actions.access.signing_in import new_token
from core.access_errors import (
    BadDatesError,
    LastAdministratorError,
    NameTakenError,
    OpenIdAccountError,
    UnknownAccountError,
    UnknownRoleError,
)
from core.accounts import LINK_LASTS, Account, GivenKind, GrantKind, LinkKind, checked_name, login_name
from core.errors import UnknownUnitError
from core.periods import HANOI
from core.rights import ROLES
from core.viewer import Viewer
from store import accounts, audit, sessions, units
from store.database import Connection


def invite(
    connection: Connection, viewer: Viewer, typed: str, full_name: str, *, at: dt.datetime, openid: bool = False
) -> str:
    """A new account without rights; the token of its one-time link, blank where the person signs in by the provider.

    Raises:
        NotAllowedError: `viewer` may not manage accounts.
        BadNameError, NameTakenError: of the login name.
    """
    viewer.must_now("accounts")
    name = checked_name(typed)
    if accounts.of_name(connection, name) is not None:
        raise NameTakenError(name=name)
    account_id = accounts.add(connection, name, " ".join(full_name.split())[:200], at=at, who=viewer.who)
    accounts.set_openid(connection, account_id, openid)
    way = {"way": "openid"} if openid else {}
    audit.append(connection, at=at, who=viewer.who, deed="account_invited", about=name, **way)
    return "" if openid else _link(connection, viewer, "invitation", account_id, at=at)


def link(connection: Connection, viewer: Viewer, typed: str, *, at: dt.datetime) -> str:
    """A new one-time link with which the person chooses a password; earlier ones no longer work.

    Raises:
        NotAllowedError, UnknownAccountError.
        OpenIdAccountError: it signs in by the provider, and has no password to choose.
    """
    viewer.must_now("accounts")
    account = account_of(connection, typed)
    if account.openid:
        raise OpenIdAccountError
    kind: LinkKind = "invitation" if account.invited else "reset"
    audit.append(connection, at=at, who=viewer.who, deed="account_link_made", about=account.name, kind=kind)
    return _link(connection, viewer, kind, account.id, at=at)


def _link(connection: Connection, viewer: Viewer, kind: LinkKind, account_id: int, *, at: dt.datetime) -> str:
    token = new_token()
    sessions.add_link(connection, token, kind, account_id, at=at, who=viewer.who, until=at + LINK_LASTS)
    return token


def grant(
    connection: Connection,
    viewer: Viewer,
    typed: str,
    kind: GivenKind,
    value: str,
    *,
    at: dt.datetime,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> None:
    """Give a person a role or a unit, from a day (by default today) to a day (by default until it is withdrawn).

    Raises:
        NotAllowedError, UnknownAccountError, UnknownRoleError, UnknownUnitError.
        BadDatesError: the last day is before the first.
    """
    viewer.must_now("accounts")
    account = account_of(connection, typed)
    if kind == "role" and value not in ROLES:
        raise UnknownRoleError(role=value[:60], known=", ".join(ROLES))
    if kind == "unit" and value not in {unit.code for unit in units.everything(connection)}:
        raise UnknownUnitError(code=value[:60])
    first = since or at.astimezone(HANOI).date()
    if until is not None and until < first:
        raise BadDatesError
    accounts.grant(connection, account.id, kind, value, since=first, until=until, at=at, who=viewer.who)
    days = {"since": first.isoformat(), "until": until.isoformat() if until else None}
    audit.append(
        connection, at=at, who=viewer.who, deed=f"account_{kind}_granted", about=account.name, value=value, **days
    )


def withdraw(
    connection: Connection, viewer: Viewer, typed: str, kind: GrantKind, value: str, *, at: dt.datetime
) -> None:
    """Take a role or a unit from a person, from this moment on.

    Raises:
        NotAllowedError, UnknownAccountError.
        LastAdministratorError: nobody could manage accounts afterwards.
    """
    viewer.must_now("accounts")
    account = account_of(connection, typed)
    for each in account.grants:
        if (each.kind, each.value) == (kind, value):
            accounts.withdraw_grant(connection, each.id, at=at)
    one_is_left(connection, at)
    audit.append(connection, at=at, who=viewer.who, deed=f"account_{kind}_withdrawn", about=account.name, value=value)


def disable(connection: Connection, viewer: Viewer, typed: str, *, at: dt.datetime) -> None:
    """Nobody signs in as this person any more, and whoever has is signed out.

    Raises:
        NotAllowedError, UnknownAccountError, LastAdministratorError.
    """
    viewer.must_now("accounts")
    account = account_of(connection, typed)
    accounts.disable(connection, account.id, at)
    sessions.end_of_account(connection, account.id, at=at)
    sessions.end_links_of_account(connection, account.id, at=at)
    one_is_left(connection, at)
    audit.append(connection, at=at, who=viewer.who, deed="account_disabled", about=account.name)


def enable(connection: Connection, viewer: Viewer, typed: str, *, at: dt.datetime) -> None:
    """The person may sign in again, with the password of before.

    Raises:
        NotAllowedError, UnknownAccountError.
    """
    viewer.must_now("accounts")
    account = account_of(connection, typed)
    accounts.disable(connection, account.id, None)
    audit.append(connection, at=at, who=viewer.who, deed="account_enabled", about=account.name)


def end_sessions(connection: Connection, viewer: Viewer, typed: str, *, at: dt.datetime) -> None:
    """Sign a person out everywhere.

    Raises:
        NotAllowedError, UnknownAccountError.
    """
    viewer.must_now("accounts")
    account = account_of(connection, typed)
    sessions.end_of_account(connection, account.id, at=at)
    audit.append(connection, at=at, who=viewer.who, deed="account_sessions_ended", about=account.name)


def account_of(connection: Connection, typed: str) -> Account:
    """
    Raises:
        UnknownAccountError: no account has this name.
    """
    found = accounts.of_name(connection, login_name(typed))
    if found is None:
        raise UnknownAccountError(name=typed[:100])
    return found


def somebody_manages(connection: Connection, at: dt.datetime) -> bool:
    """Whether anybody who has a password of ours may manage accounts: whoever signs in by a provider depends on it."""
    return any(
        each.viewer(at).may("accounts") and not each.invited and not each.openid
        for each in accounts.everything(connection)
    )


def one_is_left(connection: Connection, at: dt.datetime) -> None:
    """
    Raises:
        LastAdministratorError: nobody who has a password of ours manages accounts.
    """
    if not somebody_manages(connection, at):
        raise LastAdministratorError
