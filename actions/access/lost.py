"""What an administrator does for who lost the telephone, or whatever else the account was opened with."""

import datetime as dt

from actions.access.managing import account_of
from core.viewer import Viewer
from store import audit, passkeys, second_factors
from store.database import Connection


def remove_second_factor(connection: Connection, viewer: Viewer, typed: str, *, at: dt.datetime) -> None:
    """For who lost the telephone and the recovery codes: the password alone is enough again.

    Raises:
        NotAllowedError, UnknownAccountError.
    """
    viewer.must_now("accounts")
    account = account_of(connection, typed)
    second_factors.turn_off(connection, account.id)
    audit.append(connection, at=at, who=viewer.who, deed="account_second_factor_removed", about=account.name)


def remove_passkeys(connection: Connection, viewer: Viewer, typed: str, *, at: dt.datetime) -> None:
    """For who lost what they are on: none of the account's signs in any more, the password does.

    Raises:
        NotAllowedError, UnknownAccountError.
    """
    viewer.must_now("accounts")
    account = account_of(connection, typed)
    names = [each.name for each in passkeys.of_account(connection, account.id)]
    passkeys.remove_all(connection, account.id)
    audit.append(
        connection,
        at=at,
        who=viewer.who,
        deed="account_passkeys_removed",
        about=account.name,
        passkey=", ".join(names) or None,
    )
