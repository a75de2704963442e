"""Which roles nobody uses without a second factor: besides those the server's own configuration names."""

import datetime as dt
from collections.abc import Collection

from actions.data.sourced import source_of
from core.access_errors import UnknownRoleError
from core.rights import ROLES
from core.viewer import Viewer
from store import audit, settings
from store.database import Connection


def set_coded_roles(
    connection: Connection, viewer: Viewer, roles: Collection[str], *, source: str, at: dt.datetime
) -> None:
    """From the next click on, who has one of these roles and no second factor sets one up before anything else.

    What `NAMRO_SECOND_FACTOR_ROLES` names asks for it whatever is set here. The same again changes nothing.

    Args:
        roles: none, to ask for it of no role besides.
        source: the document or the reason.

    Raises:
        NotAllowedError: the viewer may not manage accounts.
        ConfirmationNeededError: the password was given too long ago.
        UnknownRoleError: there is no such role.
        SourceNeededError, TooLongError: no source, or too long a one.
    """
    viewer.must_now("accounts")
    unknown = [each for each in roles if each not in ROLES]
    if unknown:
        raise UnknownRoleError(role=unknown[0][:60], known=", ".join(ROLES))
    asked, before, why = [each for each in ROLES if each in roles], settings.coded_roles(connection), source_of(source)
    if before == frozenset(asked):
        return
    settings.put(connection, settings.CODED_ROLES, {"roles": asked}, source=why, at=at, who=viewer.who)
    audit.append(
        connection,
        at=at,
        who=viewer.who,
        deed="account_second_factor_roles",
        about="",
        value=", ".join(asked) or None,
        before=", ".join(each for each in ROLES if each in before) or None,
        source=why,
    )
