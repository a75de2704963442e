"""How a person signs in: with a password of ours, or by the provider of identities. Never both."""

import datetime as dt

from actions.access.managing import account_of, link, one_is_left
from core.accounts import Account
from core.viewer import Viewer
from store import accounts, audit, passkeys, second_factors, sessions
from store.database import Connection


def use_openid(connection: Connection, viewer: Viewer, typed: str, *, at: dt.datetime) -> None:
    """The person signs in by the provider of identities from now on: the password, the second factor, passkeys and
    links end.

    Raises:
        NotAllowedError, UnknownAccountError.
        LastAdministratorError: while the provider cannot be reached, nobody could manage accounts.
    """
    viewer.must_now("accounts")
    account = account_of(connection, typed)
    if account.openid:
        return
    second_factors.turn_off(connection, account.id)
    passkeys.remove_all(connection, account.id)
    _signs_in_otherwise(connection, account, True, at)
    one_is_left(connection, at)
    audit.append(connection, at=at, who=viewer.who, deed="account_openid_on", about=account.name)


def use_password(connection: Connection, viewer: Viewer, typed: str, *, at: dt.datetime) -> str:
    """The person signs in with a password of ours from now on; the token of the link that chooses it.

    Raises:
        NotAllowedError, UnknownAccountError.
    """
    viewer.must_now("accounts")
    account = account_of(connection, typed)
    if account.openid:
        _signs_in_otherwise(connection, account, False, at)
        audit.append(connection, at=at, who=viewer.who, deed="account_openid_off", about=account.name)
    return link(connection, viewer, typed, at=at)


def _signs_in_otherwise(connection: Connection, account: Account, openid: bool, at: dt.datetime) -> None:
    accounts.set_openid(connection, account.id, openid)
    sessions.end_of_account(connection, account.id, at=at)
    sessions.end_links_of_account(connection, account.id, at=at)
