"""Passkeys of accounts, and the challenges that were answered."""

import datetime as dt
import hashlib
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.access import answered_challenges, passkeys


@dataclass(frozen=True)
class Passkey:
    """One of an account; see `store.tables.access`."""

    id: int
    account_id: int
    host: str
    credential: str
    public_key: str
    sign_count: int
    handle: str
    name: str
    made_at: dt.datetime
    used_at: dt.datetime | None


def of_account(connection: Connection, account_id: int) -> list[Passkey]:
    """In the order in which they were made."""
    return _read(connection, passkeys.c.account_id == account_id)


def of_credential(connection: Connection, credential: str) -> Passkey | None:
    return next(iter(_read(connection, passkeys.c.credential == credential)), None)


def _read(connection: Connection, where: sa.ColumnElement[bool]) -> list[Passkey]:
    rows = connection.execute(sa.select(passkeys).where(where).order_by(passkeys.c.id))
    return [Passkey(**row._mapping) for row in rows]


def having(connection: Connection) -> frozenset[int]:
    """The ids of the accounts that have any."""
    return frozenset(connection.scalars(sa.select(passkeys.c.account_id)))


def add(
    connection: Connection,
    account_id: int,
    *,
    host: str,
    credential: str,
    public_key: str,
    sign_count: int,
    handle: str,
    name: str,
    at: dt.datetime,
) -> None:
    values = {"account_id": account_id, "host": host, "credential": credential, "public_key": public_key}
    more = {"sign_count": sign_count, "handle": handle, "name": name, "made_at": at}
    connection.execute(sa.insert(passkeys).values(values | more))


def rename(connection: Connection, passkey_id: int, name: str) -> None:
    connection.execute(sa.update(passkeys).where(passkeys.c.id == passkey_id).values(name=name))


def remove(connection: Connection, passkey_id: int) -> None:
    connection.execute(sa.delete(passkeys).where(passkeys.c.id == passkey_id))


def remove_all(connection: Connection, account_id: int) -> None:
    connection.execute(sa.delete(passkeys).where(passkeys.c.account_id == account_id))


def use(connection: Connection, passkey_id: int, sign_count: int, *, at: dt.datetime) -> bool:
    """Whether it has counted on since it was last used, or never counts; it counts as used from now on.

    One that has not was copied: both count on by themselves (WebAuthn, 6.1.1).
    """
    on = (passkeys.c.sign_count < sign_count) | ((passkeys.c.sign_count == 0) & (sign_count == 0))
    values = {"sign_count": sign_count, "used_at": at}
    done = connection.execute(sa.update(passkeys).where(passkeys.c.id == passkey_id, on).values(values))
    return done.rowcount == 1


def answer(connection: Connection, challenge: bytes, *, at: dt.datetime, lasts: dt.timedelta) -> bool:
    """Whether the challenge was not answered before; it is from now on, whatever the answer was worth.

    The caller writes (`store.database.writing`), so that of two at once one comes second.

    Args:
        lasts: how long a challenge is good for; what is older is forgotten.
    """
    table, kept = answered_challenges, hashlib.sha256(challenge).hexdigest()
    connection.execute(sa.delete(table).where(table.c.at < at - 2 * lasts))
    if connection.scalar(sa.select(sa.exists().where(table.c.challenge == kept))):
        return False
    connection.execute(sa.insert(table).values(challenge=kept, at=at))
    return True
