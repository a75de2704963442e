"""Accounts and what they were granted."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.accounts import Account, Grant, GrantKind
from store.tables.access import account_grants, accounts


def are_any(connection: Connection) -> bool:
    """Whether anybody was ever given an account."""
    return bool(connection.scalar(sa.select(sa.exists().select_from(accounts))))


def everything(connection: Connection) -> list[Account]:
    """Every account by name, disabled ones too."""
    return _read(connection)


def of_name(connection: Connection, name: str) -> Account | None:
    """The account of a login name, as `core.accounts.login_name` writes it."""
    return next(iter(_read(connection, accounts.c.name == name)), None)


def of_id(connection: Connection, account_id: int) -> Account | None:
    found = _told(connection.execute(_OF_ID, {"wanted": account_id}))
    return next(iter(_with_givers(connection, found)), None)


_EVERYBODY = (
    sa.select(accounts, *(column.label(f"grant_{column.name}") for column in account_grants.columns))
    .join(account_grants, account_grants.c.account_id == accounts.c.id, isouter=True)
    .order_by(accounts.c.name, account_grants.c.id)
)
"""One query, because every rerun asks for its visitor."""
# Put together once: it is asked more often than all others.
_OF_ID = _EVERYBODY.where(accounts.c.id == sa.bindparam("wanted"))


def _read(connection: Connection, *where: sa.ColumnElement[bool]) -> list[Account]:
    return _with_givers(connection, _told(connection.execute(_EVERYBODY.where(*where))))


def _with_givers(connection: Connection, found: list[Account]) -> list[Account]:
    """With what the givers of delegations hold; asked for only where there are any."""
    names = {grant.who for each in found for grant in each.grants if grant.kind == "delegate"}
    if not names:
        return found
    rows = connection.execute(_EVERYBODY.where(accounts.c.name.in_(names)))
    held = {each.name: each.grants for each in _told(rows) if not each.disabled}
    return [
        replace(
            each,
            grants=tuple(
                replace(grant, giver=held.get(grant.who, ())) if grant.kind == "delegate" else grant
                for grant in each.grants
            ),
        )
        for each in found
    ]


def _told(rows: Iterable[sa.Row[Any]]) -> list[Account]:
    people: dict[int, sa.Row[Any]] = {}
    held: dict[int, list[Grant]] = defaultdict(list)
    for row in rows:
        people[row.id] = row
        if row.grant_id is not None:
            held[row.id].append(
                Grant(
                    row.grant_id,
                    row.grant_kind,
                    row.grant_value,
                    row.grant_since,
                    row.grant_until,
                    row.grant_withdrawn_at,
                    row.grant_who,
                )
            )
    return [
        Account(
            row.id,
            row.name,
            row.full_name,
            invited=row.password is None and not row.openid,
            disabled=row.disabled_at is not None,
            grants=tuple(held[row.id]),
            openid=row.openid,
            coded=row.second_factor is not None,
        )
        for row in people.values()
    ]


def password(connection: Connection, name: str) -> str | None:
    """The argon2id hash of a login name's password; None where there is no such name or no password yet."""
    found: str | None = connection.scalar(sa.select(accounts.c.password).where(accounts.c.name == name))
    return found


def add(connection: Connection, name: str, full_name: str, *, at: dt.datetime, who: str) -> int:
    """A new account without a password; its id."""
    values = {"name": name, "full_name": full_name, "made_at": at, "made_by": who}
    made: int = connection.execute(sa.insert(accounts).values(values).returning(accounts.c.id)).scalar_one()
    return made


def set_password(connection: Connection, account_id: int, hashed: str) -> None:
    connection.execute(sa.update(accounts).where(accounts.c.id == account_id).values(password=hashed))


def of_subject(connection: Connection, subject: str) -> Account | None:
    """Who that is for the provider of identities."""
    return next(iter(_read(connection, accounts.c.subject == subject)), None)


def set_openid(connection: Connection, account_id: int, openid: bool) -> None:
    """How the person signs in from now on; whichever it is, a password and what the provider said are gone."""
    values = {"openid": openid, "password": None, "subject": None}
    connection.execute(sa.update(accounts).where(accounts.c.id == account_id).values(values))


def bind(connection: Connection, account_id: int, subject: str) -> bool:
    """Whether the account waited for its person to come by the provider; from now on it is this person's alone."""
    mine = (accounts.c.id == account_id) & accounts.c.openid & accounts.c.subject.is_(None)
    return connection.execute(sa.update(accounts).where(mine).values(subject=subject)).rowcount == 1


def of_calendar(connection: Connection, key: str) -> Account | None:
    """Whose calendar has this key in its address."""
    return next(iter(_read(connection, accounts.c.calendar == _kept(key))), None)


def set_calendar(connection: Connection, account_id: int, key: str | None) -> None:
    """The key of the person's calendar, in the place of the one before; with None there is none."""
    kept = _kept(key) if key else None
    connection.execute(sa.update(accounts).where(accounts.c.id == account_id).values(calendar=kept))


def has_calendar(connection: Connection, account_id: int) -> bool:
    return connection.scalar(sa.select(accounts.c.calendar).where(accounts.c.id == account_id)) is not None


def _kept(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def disable(connection: Connection, account_id: int, at: dt.datetime | None) -> None:
    """From now on nobody signs in as it; with None they may again."""
    connection.execute(sa.update(accounts).where(accounts.c.id == account_id).values(disabled_at=at))


def grant(
    connection: Connection,
    account_id: int,
    kind: GrantKind,
    value: str,
    *,
    since: dt.date,
    until: dt.date | None,
    at: dt.datetime,
    who: str,
) -> None:
    values = {"account_id": account_id, "kind": kind, "value": value, "since": since, "until": until}
    connection.execute(sa.insert(account_grants).values(**values, at=at, who=who))


def withdraw_grant(connection: Connection, grant_id: int, *, at: dt.datetime) -> None:
    """It ends at this moment, whatever its last day."""
    table = account_grants
    connection.execute(
        sa.update(table).where(table.c.id == grant_id, table.c.withdrawn_at.is_(None)).values(withdrawn_at=at)
    )
