"""Proof that a source can only be read: a small write is tried before anything is asked, and must be refused.

A setting that a server ignores, and an account that may write after all, look like any other until somebody writes.
So what counts is neither the kind of database nor its settings, but the refusal, by the code that says so. A write
that fails for another reason proves nothing.
"""

import secrets
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from core.errors import DashboardError
from loaders.databases.addresses import Kind
from loaders.databases.description import Source
from loaders.databases.sessions import code_of

# PostgreSQL: read-only transaction, insufficient privilege. MySQL and MariaDB: read-only transaction or server, no
# right in the database or the table. ClickHouse: READONLY, ACCESS_DENIED. Spark: what its storage and catalogue say.
_REFUSALS: dict[Kind, frozenset[str]] = {
    "sqlite": frozenset({"SQLITE_READONLY"}),
    "postgresql": frozenset({"25006", "42501"}),
    "mysql": frozenset({"1792", "1290", "1836", "1044", "1142"}),
    "duckdb": frozenset({"InvalidInputException", "PermissionException"}),
    "spark": frozenset({"AccessControlException", "42501", "Mkdirs failed", "Permission denied"}),
    "clickhouse": frozenset({"164", "497"}),
}
_STORED_AS: dict[Kind, str] = {"spark": " USING parquet", "clickhouse": " ENGINE = Memory"}


class SourceWritableError(DashboardError):
    """The source let a table be made, or failed to refuse it in the words of a refusal."""

    key = "error.source.writable"


def prove(kind: Kind, connection: Any, source: Source, dialect: Dialect) -> None:
    """Try to make a table beside the source's, and take it away again where that was possible.

    Args:
        connection: the driver's, its session prepared.

    Raises:
        SourceWritableError: the write was not refused.
    """
    if source.parquet is not None:
        _prove_files(connection, source, dialect)
        return
    name = f"namro_probe_{secrets.token_hex(8)}"
    table = dialect.identifier_preparer.format_table(sa.table(name, schema=source.schema_))
    refusal = _refusal(connection, dialect, f"CREATE TABLE {table} (a INTEGER){_STORED_AS.get(kind, '')}")
    if refusal is None:
        _refusal(connection, dialect, f"DROP TABLE {table}")
    if refusal not in _REFUSALS[kind]:
        raise SourceWritableError(source=source.name, reason=refusal or "CREATE TABLE")
    if kind == "spark":
        _prove_rows(connection, source, dialect)


def _prove_rows(connection: Any, source: Source, dialect: Dialect) -> None:
    """Spark's catalogue guards tables, its storage guards their files: no rows at all are put into the table."""
    table = dialect.identifier_preparer.format_table(sa.table(source.table, schema=source.schema_))
    refusal = _refusal(connection, dialect, f"INSERT INTO {table} TABLE {table} LIMIT 0")
    if refusal is None:
        raise SourceWritableError(source=source.name, reason="INSERT")
    # A table that is not there, or is a view, takes no rows; `probing` tells the first.
    if refusal not in _REFUSALS["spark"] | {"42P01", "42809"}:
        raise SourceWritableError(source=source.name, reason=refusal)


def _prove_files(connection: Any, source: Source, dialect: Dialect) -> None:
    """A database in memory may be written to, for it ends with the connection; the files may not."""
    place = str(source.parquet).rpartition("/")[0]
    refusal = _refusal(connection, dialect, f"COPY (SELECT 1) TO '{place}/namro_probe_{secrets.token_hex(8)}'")
    if refusal not in _REFUSALS["duckdb"]:
        raise SourceWritableError(source=source.name, reason=refusal or "COPY")


def _refusal(connection: Any, dialect: Dialect, statement: str) -> str | None:
    """The code with which the statement failed; None where it did not."""
    cursor = connection.cursor()
    try:
        cursor.execute(statement)
    except dialect.loaded_dbapi.Error as error:
        return code_of(error)
    else:
        return None
    finally:
        cursor.close()
        dialect.do_rollback(connection)  # PostgreSQL does nothing more in a transaction that failed
