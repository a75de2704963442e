"""Time columns of a source, and the days of a month as bounds: the one place where moments are compared."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from core.periods import HANOI, Period

# Vietnam's distance from UTC. It has no summer time, so a constant shift of the bounds is exact.
_AHEAD_OF_UTC = dt.timedelta(hours=7)


# What a driver calls a column of text: PostgreSQL's text, bpchar and varchar; MySQL's; DuckDB's.
_TEXT_CODES: dict[str, frozenset[object]] = {
    "postgresql": frozenset({25, 1042, 1043}),
    "mysql": frozenset({252, 253, 254}),
    "mariadb": frozenset({252, 253, 254}),
    "duckdb": frozenset({"STRING", "VARCHAR"}),
    "impala4": frozenset({"STRING"}),
}
# ClickHouse's types are nested: Nullable(String). A bound would be read in the own zone of DateTime('UTC'), and not at
# all beside a Date.
_CLICKHOUSE_READ = re.compile(r"\b(String|Date|Date32)\b|'")
_AS_TEXT = frozenset({"sqlite", "clickhousedb"})


class Moment(sa.TypeDecorator[dt.datetime]):
    """A time without a zone, on the clock of `times`: Vietnam's, or UTC."""

    impl = sa.DateTime
    cache_ok = True

    def __init__(self, *, utc: bool = False) -> None:
        super().__init__()
        self.utc = utc

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(sa.String() if dialect.name in _AS_TEXT else sa.DateTime())

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        # As SQLite's own datetime() writes it, because texts are compared letter by letter; ClickHouse reads it on the
        # clock of the column beside it.
        return value.isoformat(sep=" ") if value is not None and dialect.name in _AS_TEXT else value

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        if isinstance(value, str):
            value = dt.datetime.fromisoformat(value)
        if isinstance(value, dt.datetime):
            if dialect.name == "clickhousedb":
                return value.replace(tzinfo=None)  # it was read on our clock, see `AsMoment`
            zone = dt.UTC if self.utc else HANOI
            return value.astimezone(zone).replace(tzinfo=None) if value.tzinfo else value
        return None if value is None else dt.datetime.combine(value, dt.time())


class AsMoment(FunctionElement[dt.datetime]):
    """A time column of a source, as each engine must read it to compare it with a bound. Nowhere else is this known.

    A column of times stays as it is; the session's zone does the rest (see `sessions`). A text is read as a time:
    with a space or a T, with a fraction, with Z or an offset, which then counts. What is no time is NULL: undated.
    """

    name = "as_moment"
    inherit_cache = False  # `text` is no part of the key SQLAlchemy would make

    def __init__(self, column: sa.ColumnElement[Any], *, text: bool, utc: bool) -> None:
        super().__init__(column)
        self.text, self.utc = text, utc
        self.type = Moment(utc=utc)


@compiles(AsMoment)
def _as_it_is(element: AsMoment, compiler: SQLCompiler, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(AsMoment, "sqlite")
def _in_sqlite(element: AsMoment, compiler: SQLCompiler, **options: Any) -> str:
    """SQLite keeps times as text. Its datetime() turns a text with a zone into UTC, and one without stays."""
    column = _as_it_is(element, compiler, **options)
    if element.utc:
        return f"datetime({column})"
    zoned = f"{column} GLOB '*[Zz]' OR {column} GLOB '*[+-][0-9][0-9]:[0-9][0-9]'"
    return f"CASE WHEN {zoned} THEN datetime({column}, '+7 hours') ELSE datetime({column}) END"


@compiles(AsMoment, "postgresql")
def _in_postgresql(element: AsMoment, compiler: SQLCompiler, **options: Any) -> str:
    column = _as_it_is(element, compiler, **options)
    return f"CAST({column} AS TIMESTAMP WITH TIME ZONE)" if element.text else column


@compiles(AsMoment, "duckdb")
def _in_duckdb(element: AsMoment, compiler: SQLCompiler, **options: Any) -> str:
    """Its driver gives a time with a zone only where pytz is installed, so the zone goes here: the session's clock."""
    column = _as_it_is(element, compiler, **options)
    return f"CAST({f'TRY_CAST({column} AS TIMESTAMPTZ)' if element.text else column} AS TIMESTAMP)"


@compiles(AsMoment, "mysql", "mariadb")
def _in_mysql(element: AsMoment, compiler: SQLCompiler, **options: Any) -> str:
    """MariaDB takes a text without its zone as the time, and says so in a warning only."""
    column = _as_it_is(element, compiler, **options)
    if not element.text:
        return column
    # No [+-]: the driver takes a % as its own, and LIKE is left out for that.
    zone = f"REGEXP_SUBSTR({column}, '(Z|[+-][0-9][0-9]:[0-9][0-9])$')"
    bare = f"CAST(REGEXP_REPLACE({column}, '(Z|[+-][0-9][0-9]:[0-9][0-9])$', '') AS DATETIME)"
    ours = "'+00:00'" if element.utc else "'+07:00'"
    return (
        f"CASE {zone} WHEN '' THEN {bare} WHEN 'Z' THEN CONVERT_TZ({bare}, '+00:00', {ours})"
        f" ELSE CONVERT_TZ({bare}, {zone}, {ours}) END"
    )


@compiles(AsMoment, "impala4")
def _in_spark(element: AsMoment, compiler: SQLCompiler, **options: Any) -> str:
    column = _as_it_is(element, compiler, **options)
    return f"TRY_CAST({column} AS TIMESTAMP)" if element.text else column


@compiles(AsMoment, "clickhousedb")
def _in_clickhouse(element: AsMoment, compiler: SQLCompiler, **options: Any) -> str:
    """A column that may not be empty holds the moment 0 where nothing is, or midnight of that day on some clock."""
    column = _as_it_is(element, compiler, **options)
    if element.text:
        zone = "UTC" if element.utc else "Asia/Ho_Chi_Minh"
        moment = f"accurateCastOrNull({column}, 'DateTime64(3, ''{zone}'')')"
        # Otherwise 31/08/2026 would be a day here, and undated everywhere else.
        return f"if(match(toString({column}), '^(19[89]|20[0-9])[0-9]-[0-9]{{2}}-[0-9]{{2}}'), {moment}, NULL)"
    return f"if({column} < toDateTime(86400), NULL, {column})"


def kept_as_text(connection: Connection, columns: Sequence[sa.ColumnElement[Any]]) -> frozenset[str]:
    """Names of the columns that hold texts, in ClickHouse also times with a zone of their own.

    SQLite's always may, so they are not asked for.
    """
    if connection.dialect.name == "clickhousedb":
        # Its driver tells no types of a statement of SQLAlchemy's. Of no rows at all there is still one minimum.
        types = sa.select(*(sa.func.toTypeName(sa.func.min(column)) for column in columns)).where(sa.false())
        named = zip(columns, connection.execute(types).one(), strict=True)
        return frozenset(column.name for column, name in named if _CLICKHOUSE_READ.search(name))
    codes = _TEXT_CODES.get(connection.dialect.name)
    if not codes:
        return frozenset()
    cursor: Any = connection.execute(sa.select(*columns).where(sa.false())).cursor
    described = cursor.description or ()
    return frozenset(name for name, code, *_ in described if code in codes or str(code) in codes)


def midnight(day: dt.date, *, utc: bool) -> dt.datetime:
    """The moment at which `day` begins in Vietnam, as a source that keeps local time or UTC writes it."""
    start = dt.datetime.combine(day, dt.time())
    return start - _AHEAD_OF_UTC if utc else start


def days_of(month: Period, *, utc: bool) -> list[dt.datetime]:
    """The beginnings of the month's days, and of the day after its last: n + 1 bounds of n days."""
    count = (month.end - month.start).days + 2
    return [midnight(month.start + dt.timedelta(days=number), utc=utc) for number in range(count)]


def in_vietnam(moment: Any, *, utc: bool) -> Any:
    """A moment of a source that keeps local time or UTC, as Vietnam writes it; None stays None."""
    return moment + _AHEAD_OF_UTC if moment is not None and utc else moment
