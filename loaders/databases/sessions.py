"""Session settings for each kind of database: read-only, a time limit, and Vietnam's time zone.

The zone matters only for columns with a time zone, and for texts that name one: a bound without a zone is then on the
clock of the source's `times`, whatever the server's zone.
"""

import importlib
import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.engine import Connection, Engine

from loaders.databases.addresses import Kind
from loaders.databases.description import DossierSource, Limits, Source

_VIETNAM = "Asia/Ho_Chi_Minh"
# PostgreSQL query_canceled; MySQL ER_QUERY_TIMEOUT; MariaDB ER_STATEMENT_TIMEOUT; ClickHouse TIMEOUT_EXCEEDED; Spark's.
TIME_IS_UP = frozenset({"57014", "3024", "1969", "159", "TIMEDOUT_STATE"})
# PostgreSQL's shutdowns and refusals of an account, ClickHouse's of an account and a database; the classes of
# connection errors are recognised by their type.
HUNG_UP = frozenset({"57P01", "57P02", "57P03", "28P01", "28000", "3D000", "516", "81"})
# What Spark and the catalogue behind it say in the midst of their stack traces.
_SPARKS_CODE = re.compile(r"AccessControlException|Mkdirs failed|Permission denied|SQLSTATE: (\w{5})")


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
    if kind == "spark":
        return {"timeout": limits.connect_seconds, "retries": 1, "verify_cert": True}
    if kind == "clickhouse":
        return {
            "connect_timeout": limits.connect_seconds,
            "send_receive_timeout": limits.statement_seconds + 4,
            # A time comes on the clock of its column, else the server's. Each statement is a session.
            "tz_mode": "aware",
            "tz_source": "server",
            "autogenerate_session_id": False,
            # Settings of the server: a text of a time with a Z or an offset is read so too.
            "cast_string_to_date_time_mode": "best_effort",
            "max_execution_time": limits.statement_seconds,
            "readonly": 1,
        }
    # A database in memory, with a view of Parquet files, cannot be opened read only; it ends with the connection.
    return {"read_only": source.parquet is None}


def options(kind: Kind, source: Source) -> dict[str, Any]:
    """SQLAlchemy's execution options of each statement. In Spark each is a session, so its settings go along."""
    if kind != "spark":
        return {}
    settings = {
        "spark.sql.session.timeZone": "UTC" if _utc(source) else _VIETNAM,
        "spark.sql.thriftServer.queryTimeout": str(source.limits.statement_seconds),
    }
    return {"cursor_configuration": {f"set:hiveconf:{name}": value for name, value in settings.items()}}


def prepare(kind: Kind, connection: Any, source: Source) -> None:
    """Make the session of a fresh driver connection what the module says."""
    if kind == "clickhouse":
        return
    if kind == "spark":
        # It is connected: from here on the socket waits for statements.
        _socket_of(connection).setTimeout(1000 * (source.limits.statement_seconds + 4))
        return
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
            # The files of this moment, not their folder: in a folder that is allowed, files can be made and replaced.
            cursor.execute("SELECT file FROM glob(?)", [source.parquet])
            files = [file for (file,) in cursor.fetchall()]
            # The relation takes the paths as values: no SQL is put together.
            connection.read_parquet(files or source.parquet).create_view(source.table)
            cursor.execute("SET allowed_paths = ?", [files])
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
    if engine.dialect.name == "impala4":
        # impyla's own cancel would speak in the midst of another thread's words; Spark ends what nobody waits for.
        return lambda: _socket_of(driver).handle.shutdown(socket.SHUT_RDWR)
    return lambda: None  # PyMySQL and ClickHouse's driver watch by themselves


def _socket_of(connection: Any) -> Any:
    """Thrift's socket of a connection of impyla, which has no name for it."""
    return connection.service.client._iprot.trans._trans


def _hang_up(descriptor: int) -> None:
    with socket.socket(fileno=os.dup(descriptor)) as own:
        own.shutdown(socket.SHUT_RDWR)


@contextmanager
def in_pythons_words(kind: Kind) -> Iterator[None]:
    """Errors that impyla lets through from below, as Python's own: ConnectionError, or TimeoutError.

    It knows no name for Spark's state “timed out” (TIMEDOUT_STATE, 8), and stumbles over the number.
    """
    if kind != "spark":
        yield
        return
    below: type[Exception] = importlib.import_module("thrift.Thrift").TException
    try:
        yield
    except KeyError as error:
        if error.args == (8,):
            raise TimeoutError("TIMEDOUT_STATE") from None
        raise
    except (below, EOFError) as error:
        raise ConnectionError(type(error).__name__) from None


def code_of(error: BaseException) -> str:
    """The database's code for what went wrong, else the name of the driver's error. Never its text."""
    first = next(iter(getattr(error, "args", ())), None)
    if isinstance(first, int):  # PyMySQL; its number says more than its SQLSTATE
        return str(first)
    if type(error).__module__.startswith("impala") and (found := _SPARKS_CODE.search(str(error))):
        return found[1] or found[0]
    for name in ("sqlstate", "sqlite_errorname", "code"):  # psycopg, SQLite, ClickHouse
        if code := getattr(error, name, None):
            return str(code)
    return type(error).__name__


def answered(error: BaseException) -> bool:
    """Whether Spark itself said no: impyla calls that an operational error, as it does a lost connection."""
    return type(error).__module__.startswith("impala") and bool(_SPARKS_CODE.search(str(error)))
