"""The secret address of a person's calendar: programs that subscribe to it cannot sign in."""

import datetime as dt

from actions.access.signing_in import new_token
from core.accounts import Account
from store import accounts, audit
from store.database import Connection


def give(connection: Connection, account: Account, *, at: dt.datetime) -> str:
    """A new key, told this once; the address with the one before no longer works."""
    key = new_token()
    accounts.set_calendar(connection, account.id, key)
    audit.append(connection, at=at, who=account.name, deed="account_calendar_given", about=account.name)
    return key


def end(connection: Connection, account: Account, *, at: dt.datetime) -> None:
    """The address no longer works."""
    accounts.set_calendar(connection, account.id, None)
    audit.append(connection, at=at, who=account.name, deed="account_calendar_ended", about=account.name)
