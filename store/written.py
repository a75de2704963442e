"""What deeds wrote: digests of the rows that were added to the tables whose rows never change."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.schema import metadata
from store.tables.core import audit_events, publication_imports, publications, structure_files

CHANGING = frozenset(
    {
        "accounts",
        "account_grants",
        "audit_events",
        "identity",
        "one_time_links",
        "passkeys",
        "recovery_codes",
        "sessions",
        "sign_in_tries",
    }
)
"""Their rows change by design; what is done to accounts and grants is in the trail by itself."""
_WITH = {"publications": (publication_imports, "publication_id"), "structures": (structure_files, "structure_id")}
"""Tables without a number of their own are covered with the row that they belong to."""
_LATER = frozenset({"answers", "answered_later", "answers_code", "measures_code", "rules_code", "words_code"})
"""Columns of publications that a newer program adds to old versions; `code` says what the answers are."""
_SIGNATURE = frozenset({"previous", "signature", "public_key"})


def tables() -> list[sa.Table]:
    """Every table that is covered; its rows are numbered, added, and never changed."""
    return [each for each in metadata.sorted_tables if "id" in each.c and each.name not in CHANGING]


def newest(connection: Connection) -> dict[str, int]:
    """The number of the newest row of each table that has any."""
    parts = [sa.select(sa.literal(each.name).label("name"), sa.func.max(each.c.id).label("id")) for each in tables()]
    return {name: number for name, number in connection.execute(sa.union_all(*parts)) if number is not None}


def digests(connection: Connection, after: Mapping[str, int], upto: Mapping[str, int]) -> dict[str, str]:
    """The SHA-256 of the rows of each table between two states of it, where there are any."""
    found = {}
    for table in tables():
        begun, ended = after.get(table.name, 0), upto.get(table.name, 0)
        if ended > begun:
            found[table.name] = _digest(connection, table, "id", begun, ended)
            if table.name in _WITH:
                beside, column = _WITH[table.name]
                found[beside.name] = _digest(connection, beside, column, begun, ended)
    return found


def _digest(connection: Connection, table: sa.Table, column: str, after: int, upto: int) -> str:
    columns = [each for each in table.columns if table is not publications or each.name not in _LATER | _SIGNATURE]
    query = sa.select(*columns).where(table.c[column] > after, table.c[column] <= upto).order_by(*table.primary_key)
    digest = hashlib.sha256()
    for row in connection.execute(query):
        digest.update(plain(list(row)) + b"\n")
    return digest.hexdigest()


def plain(value: Any) -> bytes:
    """One way to write a value, whatever the database."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=_said).encode()


def _said(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    return str(value)


def lines(connection: Connection) -> Iterator[sa.Row[Any]]:
    """The audit trail, oldest line first."""
    yield from connection.execute(sa.select(audit_events).order_by(audit_events.c.id))
