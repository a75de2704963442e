"""The head of a unit lets one person of it hand in and reply, until a day."""

import datetime as dt

from core.access_errors import DelegationError
from core.accounts import Account, Grant, login_name
from core.periods import HANOI
from core.rights import DELEGATED
from core.viewer import Viewer
from store import accounts, audit
from store.database import Connection

LONGEST = dt.timedelta(days=366)


def delegate(
    connection: Connection, viewer: Viewer, unit: str, typed: str, until: dt.date | None, *, at: dt.datetime
) -> None:
    """
    Args:
        until: the last day.

    Raises:
        NotAllowedError: the viewer is not the head of the unit, or has not the rights that are given.
        ConfirmationNeededError: the password was given more than ten minutes ago.
        DelegationError: who is no such person of the unit, no day within a year is named, or somebody stands in.
    """
    _must(viewer, unit)
    today = at.astimezone(HANOI).date()
    if until is None or not today <= until <= today + LONGEST:
        raise DelegationError("day")
    if (now := standing_in(connection, viewer, unit, at=at)) is not None:
        raise DelegationError("taken", name=now[0].name)
    person = next((each for each in people(connection, viewer, unit, at=at) if each.name == login_name(typed)), None)
    if person is None:
        raise DelegationError("person")
    accounts.grant(connection, person.id, "delegate", unit, since=today, until=until, at=at, who=viewer.who)
    audit.append(
        connection,
        at=at,
        who=viewer.who,
        deed="account_delegate_granted",
        about=person.name,
        unit=unit,
        until=until.isoformat(),
    )


def take_back(connection: Connection, viewer: Viewer, unit: str, *, at: dt.datetime) -> None:
    """Whoever gave it: nobody stands in for the unit from this moment on.

    Raises:
        NotAllowedError: the viewer is not the head of the unit.
        DelegationError: nobody stands in.
    """
    viewer.must("delegate", [unit])
    given = _given(connection, unit, at)
    if not given:
        raise DelegationError("nobody")
    for person, grant in given:
        accounts.withdraw_grant(connection, grant.id, at=at)
        audit.append(connection, at=at, who=viewer.who, deed="account_delegate_withdrawn", about=person.name, unit=unit)


def people(connection: Connection, viewer: Viewer, unit: str, *, at: dt.datetime) -> list[Account]:
    """Who could stand in: may come in, is of the unit, and does not hand in for it anyway.

    Raises:
        NotAllowedError: the viewer is not the head of the unit.
    """
    viewer.must("delegate", [unit])
    return [
        each
        for each in accounts.everything(connection)
        if not each.disabled
        and unit in each.values("unit", at)
        and each.viewer(at).may_somewhere("see_results")
        and not each.viewer(at).may("submit", [unit])
    ]


def standing_in(connection: Connection, viewer: Viewer, unit: str, *, at: dt.datetime) -> tuple[Account, Grant] | None:
    """Who stands in at this moment, and until when.

    Raises:
        NotAllowedError: the viewer does not hand in for the unit.
    """
    viewer.must("submit", [unit])
    return next((each for each in _given(connection, unit, at) if unit in each[0].delegated(at)), None)


def _given(connection: Connection, unit: str, at: dt.datetime) -> list[tuple[Account, Grant]]:
    """Every delegation for the unit whose days have not passed, also one that does not work at the moment."""
    return [
        (person, grant)
        for person in accounts.everything(connection)
        for grant in person.grants
        if (grant.kind, grant.value) == ("delegate", unit) and grant.holds(at)
    ]


def _must(viewer: Viewer, unit: str) -> None:
    """Nobody gives what they have not got, nor does who finds the head's browser open."""
    viewer.must_now("delegate", [unit])
    for right in DELEGATED:
        viewer.must(right, [unit])
