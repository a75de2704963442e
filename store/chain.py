"""The chain of the audit trail: each line holds the hash of the line before and of what the deed wrote, under a key.

The first line of a chain covers everything that was there before it: from then on that is proved, not for the time
before.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store import keys, written
from store.tables.core import audit_events

SHORT = 16
"""Hexadecimal digits of a digest that are printed."""


def link(
    connection: Connection, *, at: dt.datetime, who: str, deed: str, about: str, details: dict[str, Any], covers: bool
) -> dict[str, Any]:
    """What chains a new line to the newest one; the caller owns the transaction, and no other writes meanwhile.

    Args:
        covers: whether the line is of a deed, and speaks for the rows that came since the one before.
    """
    trail = audit_events.c
    query = sa.select(trail.id, trail.upto, trail.mac).order_by(trail.id.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    before = (last and last.upto) or {}
    upto = written.newest(connection) if covers else before
    wrote = written.digests(connection, before, upto)
    key = keys.in_use(connection)
    values = {"after": last.id if last else 0, "upto": upto, "wrote": wrote, "key": keys.name_of(key)}
    previous = last.mac if last and last.mac else unchained(connection)
    return values | {"mac": keys.mac(key, content(previous, (at, who, deed, about, details), values))}


def content(previous: str, said: Sequence[object], values: dict[str, Any]) -> bytes:
    """What the code of a line is made of.

    Args:
        said: when, who, which deed, about what, and its details.
    """
    kept = [values[name] for name in ("after", "upto", "wrote", "key")]
    return written.plain([previous, *said, *kept])


def unchained(connection: Connection) -> str:
    """The SHA-256 of the lines from before there was a chain."""
    trail, digest = audit_events.c, hashlib.sha256()
    query = sa.select(trail.id, trail.at, trail.who, trail.deed, trail.about, trail.details)
    for row in connection.execute(query.where(trail.mac.is_(None)).order_by(trail.id)):
        digest.update(written.plain(list(row)) + b"\n")
    return digest.hexdigest()


def is_begun(connection: Connection) -> bool:
    """Whether the newest line is chained; true where there is no line to chain."""
    trail = audit_events.c
    last = connection.execute(sa.select(trail.mac).order_by(trail.id.desc()).limit(1)).one_or_none()
    return last is None or last.mac is not None


def newest_digest(connection: Connection) -> str:
    """The newest line's digest as pages and documents print it: whoever has one notices that later lines are gone."""
    trail = audit_events.c
    found = connection.execute(sa.select(trail.id, trail.mac).order_by(trail.id.desc()).limit(1)).one_or_none()
    return f"{found.id}-{found.mac[:SHORT]}" if found and found.mac else ""


def holds(connection: Connection, digest: str) -> bool:
    """Whether the trail still has the line of a printed digest."""
    number, _, printed = digest.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 10 and len(printed) == SHORT):
        return False
    mac = connection.scalar(sa.select(audit_events.c.mac).where(audit_events.c.id == int(number)))
    return bool(mac) and str(mac).startswith(printed)
