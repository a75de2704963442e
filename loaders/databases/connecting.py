"""Opens a source: read-only, with a time limit, in Vietnam's time zone; failures become readable errors.

Three independent safeguards: the account should be read-only; the session is set read-only here, and `read_only`
proves that a write is refused; and the engine executes nothing but a SELECT that SQLAlchemy compiled. No error
contains the driver's text, which may quote the URL, the statement or a row.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine, ExceptionContext
from sqlalchemy.pool import NullPool

from core.errors import DashboardError
from loaders.databases import addresses, read_only, sessions
from loaders.databases.description import Source

# Grace period after the server's own statement timeout, for a server that does not answer at all, and for SQLite and
# DuckDB, which have no statement timeout.
_GRACE_SECONDS = 2.0


class SourceUnavailableError(DashboardError):
    """The source does not answer, hung up, or refuses the account."""

    key = "error.source.unavailable"


class SourceTooSlowError(DashboardError):
    """The source did not answer within the limit of its description."""

    key = "error.source.too_slow"


class SourcePasswordError(DashboardError):
    """The environment does not hold the password's variable."""

    key = "error.source.password"


class SourceDriverError(DashboardError):
    """The Python driver for this kind of database is not installed."""

    key = "error.source.driver"


class SourceRefusedError(DashboardError):
    """The source answered with an error of its own, such as a type that cannot be compared."""

    key = "error.source.refused"


class NotReadingError(RuntimeError):
    """A programming error: something other than a compiled SELECT was about to be sent to a source."""


def open_source(source: Source, environment: Mapping[str, str]) -> Engine:
    """A read-only engine for the source. It does not connect yet, and pools no connections.

    Its first connection raises SourceWritableError where the source can be written to; see `read_only`.

    Raises:
        SourcePasswordError: the password's variable is not set.
        SourceDriverError: the driver is not installed.
    """
    try:
        url = addresses.filled(source.url, environment)
    except KeyError:
        variable = addresses.password_variable(source.url)
        raise SourcePasswordError(source=source.name, variable=variable) from None
    kind = addresses.kind_of(url)
    try:
        # NullPool: pulls are rare, and a connection pooled since last month would be dead.
        arguments = sessions.arguments(kind, source, url.password)
        options = sessions.options(kind, source)
        engine = sa.create_engine(
            url, poolclass=NullPool, hide_parameters=True, connect_args=arguments, execution_options=options
        )
    except (ImportError, sa.exc.NoSuchModuleError):
        file = addresses.REQUIREMENTS.get(kind, "requirements.txt")
        raise SourceDriverError(source=source.name, driver=url.drivername, file=file) from None

    proved = threading.Event()

    def connect(dialect: Dialect, _record: object, given: list[Any], named: dict[str, Any]) -> Any:
        with sessions.in_pythons_words(kind):
            return dialect.connect(*given, **named)

    def prepare(connection: Any, _record: object) -> None:
        with sessions.in_pythons_words(kind):
            sessions.prepare(kind, connection, source)
            if not proved.is_set():
                read_only.prove(kind, connection, source, engine.dialect)
                proved.set()

    def translate(failed: ExceptionContext) -> None:
        if failed.sqlalchemy_exception is None:
            with sessions.in_pythons_words(kind):
                raise failed.original_exception

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "connect", prepare)
    event.listen(engine, "before_cursor_execute", _only_selects)
    if kind == "spark":
        event.listen(engine, "handle_error", translate)
    return engine


def _only_selects(
    _connection: Connection, _cursor: Any, _statement: str, _parameters: Any, context: Any, _many: bool
) -> None:
    compiled = getattr(context, "compiled", None)
    if compiled is None or not isinstance(compiled.statement, sa.Select | sa.CompoundSelect):
        raise NotReadingError("only a SELECT written in SQLAlchemy Core is sent to a source")


@contextmanager
def reading(source: Source, engine: Engine) -> Iterator[Connection]:
    """A connection for the questions of one pull, all together limited to `statement_seconds`.

    Raises:
        SourceTooSlowError: the time was up.
        SourceUnavailableError: no connection, or it broke.
        SourceRefusedError: the source answered with another error.
    """
    late = threading.Event()
    limit = source.limits.statement_seconds
    try:
        with engine.connect() as connection:
            stop = sessions.way_to_stop(engine, connection)
            timer = threading.Timer(limit + _GRACE_SECONDS, _stopped, (late, stop))
            timer.daemon = True
            timer.start()
            try:
                yield connection
            finally:
                timer.cancel()
    except sa.exc.DBAPIError as error:
        original = error.orig or error
        code = sessions.code_of(original)
        broken = error.connection_invalidated or isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError)
        broken = broken and not sessions.answered(original)
        if late.is_set() or code in sessions.TIME_IS_UP:
            raise SourceTooSlowError(source=source.name, seconds=limit) from None
        if broken or code in sessions.HUNG_UP:
            raise SourceUnavailableError(source=source.name, reason=code) from None
        raise SourceRefusedError(source=source.name, reason=code) from None
    except OSError as error:
        if late.is_set() or isinstance(error, TimeoutError):
            raise SourceTooSlowError(source=source.name, seconds=limit) from None
        raise SourceUnavailableError(source=source.name, reason=type(error).__name__) from None


def _stopped(late: threading.Event, stop: Any) -> None:
    late.set()
    stop()
