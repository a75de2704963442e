"""Accounts and what they were granted."""

import datetime as dt
import hashlib
from collections import defaultdict
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
    return next(iter(_read(connection, accounts.c.id == account_id)), None)


def _read(connection: Connection, *where: sa.ColumnElement[bool]) -> list[Account]:
    """One query, because every rerun asks for its visitor."""
    grants = account_grants.c
    query = (
        sa.select(accounts, *(column.label(f"grant_{column.name}") for column in account_grants.columns))
        .join(account_grants, grants.account_id == accounts.c.id, isouter=True)
        .where(*where)
        .order_by(accounts.c.name, grants.id)
    )
    people: dict[int, sa.Row[Any]] = {}
    held: dict[int, list[Grant]] = defaultdict(list)
    for row in connection.execute(query):
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
                )
            )
    return [
        Account(row.id, row.name, row.full_name, row.password is None, row.disabled_at is not None, tuple(held[row.id]))
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
