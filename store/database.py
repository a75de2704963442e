"""Opening the database and bringing its schema up to date.

Other rooms take `Connection` and `Engine` from here, for their annotations: no other room imports SQLAlchemy.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from psycopg.types.string import StrDumper
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.pool import StaticPool

from core.database_errors import DatabaseMissingError, DatabaseNewerError
from core.errors import DatabaseUnavailableError
from core.private_files import only_ours
from core.settings import DATA
from store.faults import reason_of, told
from store.sqlite_file import follow

__all__ = ["Connection", "Engine", "migrate", "open_engine", "reading", "writing"]

MIGRATIONS = Path(__file__).parent / "migrations"


def open_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL; of the folders of SQLite files only our `data/` is made where it is absent.

    Raises:
        DatabaseMissingError: the folder of the SQLite file is not there.
        DatabaseUnavailableError: the URL names another kind of database, or none.
    """
    try:
        parsed = make_url(url)
    except sa.exc.ArgumentError as error:
        raise DatabaseUnavailableError(reason="url") from error
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    if parsed.get_backend_name() != "postgresql":
        raise DatabaseUnavailableError(reason=parsed.get_backend_name())
    # pre_ping: after a restart of the server the first question must not fail.
    engine = sa.create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_size=10,
        # Snapshot isolation: all queries of a reader see the same moment, never half of a publication.
        isolation_level="REPEATABLE READ",
    )
    event.listen(engine, "connect", lambda connection, _: connection.adapters.register_dumper(str, _WithoutNul))
    event.listen(engine, "begin", _queue_deeds)
    return engine


class _WithoutNul(StrDumper):
    """PostgreSQL keeps no NUL in a text; a browser cannot type one, a program that speaks to our server can."""

    def dump(self, obj: str) -> bytes | bytearray | memoryview | None:
        return super().dump(obj.replace("\0", ""))


def _sqlite(url: sa.URL) -> Engine:
    in_memory = url.database in (None, "", ":memory:")
    path = Path(str(url.database)).absolute()
    if in_memory:
        # One shared connection for all threads: AppTest runs pages in a thread.
        engine = sa.create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        if path.parent == DATA:
            DATA.mkdir(exist_ok=True)
        elif not path.parent.is_dir():
            raise DatabaseMissingError(folder=str(path.parent))
        engine = sa.create_engine(url, connect_args={"timeout": 30})
        follow(engine, Path(str(url.database)))

    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # pysqlite's own transaction handling would commit before DDL; SQLAlchemy's BEGIN below is the only one.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        if not in_memory:
            only_ours(path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: sa.Connection) -> None:
    mode = "IMMEDIATE" if _writes(connection) else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")


def _queue_deeds(connection: sa.Connection) -> None:
    if _writes(connection):
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(766)")


def _writes(connection: sa.Connection) -> bool:
    return bool(connection.get_execution_options().get("writes"))


@contextmanager
def writing(engine: Engine) -> Iterator[sa.Connection]:
    """One transaction for one deed: committed at the end, undone by any error.

    It takes the one write lock as it begins. Deeds are rare and short, so they queue. Two writers can then
    not fail half-way, and audit ids become visible in their own order, which the data version relies on.

    Raises:
        DatabaseUnavailableError: the server cannot be reached or was lost, or the disk is full; nothing is stored.
    """
    options: dict[str, Any] = {"writes": True}
    if engine.dialect.name != "sqlite":
        # A deed that waited for the lock must see what the one before it wrote.
        options["isolation_level"] = "READ COMMITTED"
    try:
        with engine.execution_options(**options).begin() as connection:
            yield connection
    except sa.exc.DatabaseError as error:
        raise told(error) from error


def migrate(engine: Engine, to: str = "head") -> None:
    """Create or upgrade every table, in one transaction.

    Args:
        to: a revision, for what was written by an older program.

    Raises:
        DatabaseDamagedError, DatabaseNewerError, DatabaseUnavailableError: it cannot be; nothing is changed.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    try:
        with writing(engine) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, to)
    except CommandError as error:
        # Alembic finds no such revision among ours.
        raise DatabaseNewerError from error
    except sa.exc.DBAPIError as error:
        # Not only OperationalError: a file that is not a database raises another DBAPIError.
        raise DatabaseUnavailableError(reason=reason_of(error)) from error


def revisions() -> tuple[str, ...]:
    """Every revision there was, the newest first."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return tuple(script.revision for script in ScriptDirectory.from_config(config).walk_revisions())


@contextmanager
def reading(engine: Engine) -> Iterator[sa.Connection]:
    """A connection for queries.

    Raises:
        DatabaseUnavailableError: the server cannot be reached, or was lost on the way.
    """
    try:
        with engine.connect() as connection:
            yield connection
    except sa.exc.TimeoutError as error:
        raise DatabaseUnavailableError(reason="timeout") from error
    except sa.exc.DatabaseError as error:
        raise told(error) from error
