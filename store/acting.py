"""As whom a command acts."""

import datetime as dt
import getpass
from collections.abc import Mapping

from sqlalchemy.engine import Connection

from core.access_errors import AccountNeededError, UnknownAccountError
from core.accounts import login_name
from core.viewer import Viewer, everyone, of_roles
from store import accounts

VARIABLE = "NAMRO_AS"


def viewer_named(connection: Connection, name: str, *, at: dt.datetime) -> Viewer:
    """The viewer of a named account.

    Raises:
        UnknownAccountError: there is none, or it is disabled.
    """
    account = accounts.of_name(connection, login_name(name))
    if account is None or account.disabled:
        raise UnknownAccountError(name=name[:100])
    return account.viewer(at)


def deed_by(connection: Connection, name: str | None, environment: Mapping[str, str], *, at: dt.datetime) -> Viewer:
    """Who does a deed: the named account; while the database holds none, whoever is at the shell, with every right.

    Raises:
        AccountNeededError: there are accounts, and none is named.
        UnknownAccountError: see `viewer_named`.
    """
    if named := name or environment.get(VARIABLE, ""):
        return viewer_named(connection, named, at=at)
    if accounts.are_any(connection):
        raise AccountNeededError
    return everyone(getpass.getuser())


def question_by(connection: Connection, name: str | None, environment: Mapping[str, str], *, at: dt.datetime) -> Viewer:
    """Who asks a question: as `deed_by`, and without a name a reader of what is published."""
    if not name and not environment.get(VARIABLE) and accounts.are_any(connection):
        return of_roles(getpass.getuser(), ["reader"], [])
    return deed_by(connection, name, environment, at=at)
