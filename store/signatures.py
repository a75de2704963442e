"""Published versions with their codes (hashes of their inputs), so that they can be verified."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.periods import Period
from store.tables.core import publications

CODE_PARTS = ("data_code", "measures_code", "units_code")


@dataclass(frozen=True)
class Signed:
    """A published version with its code and the code's parts; blank for versions older than codes are."""

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


def signed(connection: Connection, period: Period | None = None) -> list[Signed]:
    """Every version there ever was (of a period), oldest first."""
    names = [field.name for field in fields(Signed)]
    query = sa.select(
        *(
            sa.func.coalesce(publications.c[name], "") if name.endswith("code") else publications.c[name]
            for name in names
        )
    )
    if period is not None:
        query = query.where(publications.c.period_start == period.start, publications.c.period_end == period.end)
    return [Signed(*row) for row in connection.execute(query.order_by(publications.c.id))]


def differing_parts(older: Signed, newer: Signed) -> tuple[str, ...] | None:
    """The parts in which two versions differ: data, measures, units; None where one is older than the codes."""
    if not (older.code and newer.code):
        return None
    return tuple(part for part in CODE_PARTS if getattr(older, part) != getattr(newer, part))


def sign(connection: Connection, publication_id: int, codes: Mapping[str, str]) -> None:
    """Write a version's code and its parts, once, in the transaction that publishes it."""
    connection.execute(
        sa.update(publications)
        .where(publications.c.id == publication_id, publications.c.code.is_(None))
        .values(**{name: codes[name] for name in ("code", *CODE_PARTS)})
    )
