"""Published versions with their codes and their signed answers, so that they can be verified."""

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.periods import Period
from store import keys, written
from store.tables.core import publications, rule_sets

CODE_PARTS = ("data_code", "rules_code", "units_code")
"""What two versions can differ in."""


@dataclass(frozen=True)
class Signed:
    """A published version with its codes; blank for versions older than codes are."""

    id: int
    period_start: dt.date
    period_end: dt.date
    version: int
    published_at: dt.datetime
    published_by: str
    note: str
    code: str
    data_code: str
    measures_code: str
    units_code: str
    answers_code: str
    rules_code: str
    words_code: str
    answered_later: bool

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end)


def signed(connection: Connection, period: Period | None = None) -> list[Signed]:
    """Every version there ever was (of a period), oldest first."""
    names = [field.name for field in fields(Signed)]
    without = {"answered_later": sa.false()} | {name: "" for name in names if name.endswith("code")}
    query = sa.select(
        *(
            sa.func.coalesce(publications.c[name], without[name]) if name in without else publications.c[name]
            for name in names
        )
    )
    if period is not None:
        query = query.where(publications.c.period_start == period.start, publications.c.period_end == period.end)
    return [Signed(*row) for row in connection.execute(query.order_by(publications.c.id))]


def differing_parts(older: Signed, newer: Signed) -> tuple[str, ...] | None:
    """The parts in which two versions differ: data, rules, units; None where one is older than the codes."""
    if not (older.code and newer.code):
        return None
    return tuple(part for part in CODE_PARTS if getattr(older, part) != getattr(newer, part))


def sign(
    connection: Connection,
    publication_id: int,
    *,
    answers: bytes,
    rules: bytes,
    codes: Mapping[str, str],
    later: bool = False,
) -> None:
    """Write a version's answers, rules and codes, once, in the transaction that publishes it.

    Args:
        answers, rules: canonical JSON.
        codes: code, data_code, rules_code, units_code, answers_code, words_code, or (`later`) what it lacks of them.
    """
    known = sa.select(rule_sets.c.code).where(rule_sets.c.code == codes["rules_code"])
    if connection.scalar(known) is None:
        connection.execute(sa.insert(rule_sets).values(code=codes["rules_code"], content=rules.decode("utf-8")))
    connection.execute(
        sa.update(publications)
        .where(publications.c.id == publication_id, publications.c.answers_code.is_(None))
        .values(answers=zlib.compress(answers, 6), answered_later=later, **codes)
    )


def answers(connection: Connection, publication_id: int) -> bytes | None:
    """The answers as they were signed; None for a version that has none, and nothing where they cannot be unpacked."""
    kept: bytes | None = connection.scalar(sa.select(publications.c.answers).where(publications.c.id == publication_id))
    try:
        return None if kept is None else zlib.decompress(kept)
    except (zlib.error, TypeError):
        return b""


def rules(connection: Connection) -> dict[str, str]:
    """The content of every set of rules by its code."""
    return {row.code: row.content for row in connection.execute(sa.select(rule_sets))}


def chain_publication(connection: Connection, publication_id: int) -> None:
    """Sign a new publication together with the hash of the one before it."""
    *before, row = _statements(connection, publication_id)
    previous = _hash(before[-1]) if before else ""
    key = keys.in_use(connection)
    values = {"previous": previous, "public_key": keys.public_key(key)}
    signature = keys.sign(key, _statement(row, previous))
    connection.execute(
        sa.update(publications).where(publications.c.id == publication_id).values(**values, signature=signature)
    )


def public_keys(connection: Connection) -> list[str]:
    """By which publications are verified, in hexadecimal, the oldest first."""
    key = publications.c.public_key
    query = sa.select(key).where(key.is_not(None)).group_by(key).order_by(sa.func.min(publications.c.id))
    return list(connection.scalars(query))


def broken(connection: Connection, known: Mapping[str, bytes]) -> Iterator[int]:
    """The publications whose signature, key or predecessor is not what was signed."""
    ours = {keys.public_key(key) for key in known.values()}
    before: sa.Row[Any] | None = None
    for row in _statements(connection):
        if row.signature is not None:
            follows = row.previous == ("" if before is None else _hash(before))
            signed_so = keys.verifies(row.public_key or "", row.signature, _statement(row, row.previous or ""))
            if not follows or not signed_so or row.public_key not in ours:
                yield row.id
        elif before is not None and before.signature is not None:
            yield row.id
        before = row


def _statements(connection: Connection, upto: int | None = None) -> list[sa.Row[Any]]:
    names = ("id", "period_start", "period_end", "version", "published_at", "published_by", "note", "code")
    chained = ("previous", "signature", "public_key")
    query = sa.select(*(publications.c[name] for name in (*names, *chained))).order_by(publications.c.id)
    return list(connection.execute(query if upto is None else query.where(publications.c.id <= upto)))


def _statement(row: sa.Row[Any], previous: str) -> bytes:
    return written.plain([*row[:8], previous])


def _hash(row: sa.Row[Any]) -> str:
    return hashlib.sha256(_statement(row, row.previous or "") + (row.signature or "").encode()).hexdigest()
