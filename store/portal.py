"""Reads of the national portal's answers, added to and read back; nothing is ever changed."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core import typed
from core.portal import Asked, PortalRead, PortalValue, StoredRead
from store.tables.portal import portal_reads, portal_values
from store.then import of_then

_VALUE = tuple(PortalValue.__dataclass_fields__)


def add(connection: Connection, read: PortalRead, *, sha256: str, file_name: str, at: dt.datetime, who: str) -> int:
    """Store a read of a file whose bytes are kept already; its id."""
    read_id: int = connection.execute(
        sa.insert(portal_reads)
        .values(
            file_sha256=sha256,
            file_name=typed.name_of(file_name),
            answer=read.answer,
            scope=read.scope,
            scope_name=read.scope_name,
            period=read.asked.period,
            read_at=read.asked.read_at,
            at=at,
            who=who,
        )
        .returning(portal_reads.c.id)
    ).scalar_one()
    connection.execute(sa.insert(portal_values), [{"read_id": read_id, **vars(value)} for value in read.values])
    return read_id


@dataclass(frozen=True)
class File:
    """One loading: what came in, when and by whom."""

    sha256: str
    name: str
    at: dt.datetime
    who: str
    reads: int


def files(connection: Connection) -> list[File]:
    """Every loading, the newest first."""
    about = (portal_reads.c.file_sha256, portal_reads.c.file_name, portal_reads.c.at, portal_reads.c.who)
    query = sa.select(*about, sa.func.count()).group_by(*about).order_by(sa.func.max(portal_reads.c.id).desc())
    return [File(*row) for row in connection.execute(query)]


def everything(connection: Connection) -> list[StoredRead]:
    """All reads ever stored, by the moment of the read, the oldest first."""
    values: dict[int, list[PortalValue]] = {}
    query = sa.select(portal_values.c.read_id, *(portal_values.c[name] for name in _VALUE))
    for read_id, *fields in connection.execute(query.order_by(portal_values.c.id)):
        values.setdefault(read_id, []).append(PortalValue(*fields))
    known = sa.select(portal_reads).where(of_then(connection, portal_reads))
    found = connection.execute(known.order_by(portal_reads.c.read_at, portal_reads.c.id))
    return [
        StoredRead(
            row.id,
            PortalRead(
                Asked(row.period, row.read_at), row.answer, row.scope, row.scope_name, tuple(values.get(row.id, ()))
            ),
            row.file_name,
            row.file_sha256,
            row.at,
            row.who,
        )
        for row in found
    ]
