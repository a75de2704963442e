"""Session settings for each kind of database: read-only, a time limit, and Vietnam's time zone.

The zone matters only for columns with a time zone, and for texts that name one: a bound without a zone is then on the
clock of the source's `times`, whatever the server's zone.
"""

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from loaders.databases.addresses import Kind
from loaders.databases.description import DossierSource, Limits, Source

_VIETNAM = "Asia/Ho_Chi_Minh"
# PostgreSQL query_canceled; MySQL ER_QUERY_TIMEOUT; MariaDB ER_STATEMENT_TIMEOUT.
TIME_IS_UP = frozenset({"57014", "3024", "1969"})
# PostgreSQL's shutdowns and refusals of an account; the classes of connection errors are recognised by their type.
HUNG_UP = frozenset({"57P01", "57P02", "57P03", "28P01", "28000", "3D000"})


def arguments(kind: Kind, source: Source, password: str | None) -> dict[str, Any]:
    """Keyword arguments of the driver's `connect`. `options` and the like are set only here."""
    limits = source.limits
    if kind == "postgresql":
        options = {
            "default_transaction_read_only": "on",
            "statement_timeout": f"{limits.statement_seconds}s",
            "timezone": "UTC" if _utc(source) else _VIETNAM,
        }
        text = " ".join(f"-c {name}={value}" for name, value in options.items())
        return {"connect_timeout": limits.connect_seconds, "options": text}
    if kind == "mysql":
        # The driver's read timeout detects a server that stopped answering.
        return {
            "connect_timeout": limits.connect_seconds,
            "read_timeout": limits.statement_seconds + 2,
            "local_infile": False,
            # PyMySQL writes a text in Latin-1, and an error there would quote the password.
            "password": (password or "").encode("utf-8"),
        }
    if kind == "sqlite":
        return {"timeout": limits.connect_seconds}
    # A database in memory, with a view of Parquet files, cannot be opened read only; it ends with the connection.
    return {"read_only": source.parquet is None}


def prepare(kind: Kind, connection: Any, source: Source) -> None:
    """Make the session of a fresh driver connection what the module says."""
    cursor = connection.cursor()
    if kind == "sqlite":
        cursor.execute("PRAGMA query_only = ON")
    elif kind == "mysql":
        _prepare_mysql(cursor, source.limits, utc=_utc(source))
    elif kind == "duckdb":
        cursor.execute("SET TimeZone = 'UTC'" if _utc(source) else f"SET TimeZone = '{_VIETNAM}'")
        cursor.execute("SET enable_progress_bar = false")  # it would draw on the terminal of a long pull
        # It counts inside our process: 20 million dossiers took 400 MB without, and 290 as quickly with it.
        cursor.execute("SET memory_limit = '128MB'")
        if source.parquet is not None:
            # The relation takes the path as a value: no SQL is put together.
            connection.read_parquet(source.parquet).create_view(source.table)
            cursor.execute("SET allowed_directories = ?", [[f"{Path(source.parquet).parent}/"]])
        # From here on neither files nor the network can be reached by any statement.
        cursor.execute("SET enable_external_access = false")
        cursor.execute("SET lock_configuration = true")
    cursor.close()


def _utc(source: Source) -> bool:
    return isinstance(source, DossierSource) and source.times == "utc"


def _prepare_mysql(cursor: Any, limits: Limits, *, utc: bool) -> None:
    cursor.execute("SELECT VERSION()")
    if "MariaDB" in cursor.fetchone()[0]:
        cursor.execute("SET SESSION max_statement_time = %s", (limits.statement_seconds,))
    else:
        cursor.execute("SET SESSION max_execution_time = %s", (1000 * limits.statement_seconds,))
    # +07:00, not a name: the tables of named zones are often not loaded. Vietnam has had no other since 1975.
    cursor.execute("SET SESSION time_zone = %s", ("+00:00" if utc else "+07:00",))
    cursor.execute("SET SESSION TRANSACTION READ ONLY")


def way_to_stop(engine: Engine, connection: Connection) -> Callable[[], None]:
    """A function by which another thread cancels the running statement of this connection."""
    driver: Any = connection.connection.driver_connection
    if hasattr(driver, "interrupt"):  # SQLite, DuckDB
        interrupt: Callable[[], None] = driver.interrupt
        return interrupt
    if engine.dialect.name == "postgresql":
        # A stopped server never answers a cancel request; a closed socket is an error at once.
        return lambda: _hang_up(driver.fileno())
    return lambda: None  # PyMySQL watches by itself


def _hang_up(descriptor: int) -> None:
    with socket.socket(fileno=os.dup(descriptor)) as own:
        own.shutdown(socket.SHUT_RDWR)


def code_of(error: sa.exc.DBAPIError) -> str:
    """The database's code for what went wrong, else the name of the driver's error. Never its text."""
    original = error.orig
    first = next(iter(getattr(original, "args", ())), None)
    if isinstance(first, int):  # PyMySQL; its number says more than its SQLSTATE
        return str(first)
    return str(getattr(original, "sqlstate", None) or type(original).__name__)
