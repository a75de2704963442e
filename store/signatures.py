"""Published versions with their codes and their signed answers, so that they can be verified."""

import datetime as dt
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.periods import Period
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
