"""Sessions, one-time links and failed tries: what comes and goes with signing in. Tokens are kept as their SHA-256."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.accounts import TRIES_COUNT_FOR, LinkKind, Session
from store.tables.access import accounts, one_time_links, sessions, sign_in_tries


def _kept(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def begin(connection: Connection, token: str, account_id: int, *, at: dt.datetime, passkey: bool = False) -> None:
    values = {"token": _kept(token), "account_id": account_id, "begun_at": at, "seen_at": at, "confirmed_at": at}
    connection.execute(sa.insert(sessions).values(values | {"passkey_at": at if passkey else None}))


_SESSION = sa.select(
    sessions,
    sa.or_(sessions.c.ended_at.is_not(None), accounts.c.disabled_at.is_not(None)).label("ended"),
    accounts.c.openid,
    accounts.c.second_factor.is_not(None).label("coded"),
).join(accounts, accounts.c.id == sessions.c.account_id)

# Every request asks it: a statement that is not put together anew takes a quarter less.
_OF_TOKEN = _SESSION.where(sessions.c.token == sa.bindparam("kept"))


def of_token(connection: Connection, token: str) -> Session | None:
    """The session that was begun with this token, also one that has ended."""
    return _session(connection.execute(_OF_TOKEN, {"kept": _kept(token)}).one_or_none())


def of_id(connection: Connection, session_id: int) -> Session | None:
    return _session(connection.execute(_SESSION.where(sessions.c.id == session_id)).one_or_none())


def _session(row: sa.Row[Any] | None) -> Session | None:
    if row is None:
        return None
    return Session(
        row.id,
        row.account_id,
        row.begun_at,
        row.seen_at,
        row.confirmed_at,
        bool(row.ended),
        row.openid,
        bool(row.coded),
        row.passkey_at,
    )


def seen(connection: Connection, session_id: int, *, at: dt.datetime) -> None:
    connection.execute(sa.update(sessions).where(sessions.c.id == session_id).values(seen_at=at))


def confirm(connection: Connection, session_id: int, *, at: dt.datetime, passkey: bool = False) -> None:
    """The password was given again, or a passkey."""
    values = {"confirmed_at": at} | ({"passkey_at": at} if passkey else {})
    connection.execute(sa.update(sessions).where(sessions.c.id == session_id).values(values))


def end(connection: Connection, session_id: int, *, at: dt.datetime) -> None:
    connection.execute(_ended(at).where(sessions.c.id == session_id))


def end_of_account(connection: Connection, account_id: int, *, at: dt.datetime) -> None:
    """Everywhere."""
    connection.execute(_ended(at).where(sessions.c.account_id == account_id))


def end_all(connection: Connection, *, at: dt.datetime) -> None:
    """Of everybody: a restored database must not bring back what was signed out since its backup, nor its links."""
    connection.execute(_ended(at))
    connection.execute(sa.update(one_time_links).where(one_time_links.c.ended_at.is_(None)).values(ended_at=at))


def _ended(at: dt.datetime) -> sa.Update:
    return sa.update(sessions).where(sessions.c.ended_at.is_(None)).values(ended_at=at)


@dataclass(frozen=True)
class Link:
    """A one-time link that may still be used."""

    id: int
    kind: LinkKind
    account_id: int | None
    """None for the first administrator, whose account is made by it."""


def add_link(
    connection: Connection,
    token: str,
    kind: LinkKind,
    account_id: int | None,
    *,
    at: dt.datetime,
    who: str,
    until: dt.datetime,
) -> None:
    """A link that replaces those made for the same account before."""
    links = one_time_links
    same = links.c.account_id.is_(None) if account_id is None else links.c.account_id == account_id
    connection.execute(sa.update(links).where(same, links.c.ended_at.is_(None)).values(ended_at=at))
    values = {"token": _kept(token), "kind": kind, "account_id": account_id, "until": until}
    connection.execute(sa.insert(links).values(**values, made_at=at, made_by=who))


def link(connection: Connection, token: str, *, at: dt.datetime) -> Link | None:
    """None where it was used, replaced, has ended, or never was."""
    links = one_time_links
    query = sa.select(links.c.id, links.c.kind, links.c.account_id).where(
        links.c.token == _kept(token), links.c.ended_at.is_(None), links.c.until > at
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Link(*row)


def end_link(connection: Connection, link_id: int, *, at: dt.datetime) -> None:
    connection.execute(sa.update(one_time_links).where(one_time_links.c.id == link_id).values(ended_at=at))


def end_links_of_account(connection: Connection, account_id: int, *, at: dt.datetime) -> None:
    links = one_time_links
    connection.execute(
        sa.update(links).where(links.c.account_id == account_id, links.c.ended_at.is_(None)).values(ended_at=at)
    )


def tries(
    connection: Connection, *, at: dt.datetime, name: str | None = None, address: str | None = None
) -> list[dt.datetime]:
    """When it was tried in vain lately, of a name, of an address, or of both together."""
    table = sign_in_tries
    query = sa.select(table.c.at).where(table.c.at > at - TRIES_COUNT_FOR)
    if name is not None:
        query = query.where(table.c.name == name)
    if address is not None:
        query = query.where(table.c.address == address)
    return list(connection.scalars(query))


def add_try(connection: Connection, name: str, address: str, *, at: dt.datetime) -> None:
    """A try counts as failed until `forget_tries`; those that count no more are removed."""
    table = sign_in_tries
    connection.execute(sa.delete(table).where(table.c.at < at - 2 * TRIES_COUNT_FOR))
    connection.execute(sa.insert(table).values(name=name, address=address[:60], at=at))


def forget_tries(connection: Connection, name: str, address: str) -> None:
    """After the right password."""
    table = sign_in_tries
    connection.execute(sa.delete(table).where(table.c.name == name, table.c.address == address[:60]))
