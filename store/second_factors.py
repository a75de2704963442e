"""Second factors: sealed secrets, the last step of time that was used, recovery codes as their SHA-256."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store import keys
from store.tables.access import accounts, recovery_codes


@dataclass(frozen=True)
class Factor:
    """Of an account that has one."""

    secret: bytes | None
    """None where the key that sealed it is lost."""
    step: int
    """The step of time of the last code that was used."""


def of_account(connection: Connection, account_id: int) -> Factor | None:
    query = sa.select(accounts.c.second_factor, accounts.c.second_factor_step).where(accounts.c.id == account_id)
    row = connection.execute(query).one_or_none()
    if row is None or row.second_factor is None:
        return None
    return Factor(keys.unsealed(connection, row.second_factor), row.second_factor_step or 0)


def turn_on(connection: Connection, account_id: int, secret: bytes, step: int, codes: Iterable[str]) -> None:
    values = {"second_factor": keys.sealed(connection, secret), "second_factor_step": step}
    connection.execute(sa.update(accounts).where(accounts.c.id == account_id).values(values))
    rows = [{"account_id": account_id, "code": _kept(code)} for code in codes]
    connection.execute(sa.insert(recovery_codes), rows)


def turn_off(connection: Connection, account_id: int) -> None:
    values = {"second_factor": None, "second_factor_step": None}
    connection.execute(sa.update(accounts).where(accounts.c.id == account_id).values(values))
    connection.execute(sa.delete(recovery_codes).where(recovery_codes.c.account_id == account_id))


def use_step(connection: Connection, account_id: int, step: int) -> bool:
    """Whether no code of this step or a later one was used before; it counts as used from now on."""
    mine = (accounts.c.id == account_id) & (sa.func.coalesce(accounts.c.second_factor_step, 0) < step)
    return connection.execute(sa.update(accounts).where(mine).values(second_factor_step=step)).rowcount == 1


def use_recovery_code(connection: Connection, account_id: int, code: str, *, at: dt.datetime) -> bool:
    """Whether it is one of the account's that was not used; it counts as used from now on."""
    mine = (
        (recovery_codes.c.account_id == account_id)
        & (recovery_codes.c.code == _kept(code))
        & recovery_codes.c.used_at.is_(None)
    )
    return connection.execute(sa.update(recovery_codes).where(mine).values(used_at=at)).rowcount == 1


def codes_left(connection: Connection, account_id: int) -> int:
    mine = (recovery_codes.c.account_id == account_id) & recovery_codes.c.used_at.is_(None)
    return connection.scalar(sa.select(sa.func.count()).where(mine)) or 0


def _kept(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
