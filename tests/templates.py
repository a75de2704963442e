"""Databases made once a session, and copied: every test has its own, and none is migrated or filled twice."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Literal

import psycopg
import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.engine import Engine

from core.clock import Clock
from core.settings import PROVINCES, Settings
from store.database import migrate, open_engine
from store.set_up import ready
from store.tables import core as tables

Kind = Literal["sqlite", "postgresql"]
Fill = Callable[[Engine], object]
_numbers = count(1)


@dataclass(frozen=True)
class Contents:
    """The rows of every table of a PostgreSQL database that has some, and where its sequences are."""

    rows: dict[str, bytes]
    sequences: list[tuple[str, int]]


class Templates:
    """Makes databases with the units of a province, and copies of them.

    Args:
        folder: for templates of SQLite; their copies are in memory.
        server: the address of a PostgreSQL, asked for when one is first needed.
    """

    def __init__(self, folder: Path, server: Callable[[], str], clock: Clock) -> None:
        self._folder, self._server, self._clock = folder, server, clock
        self._files: dict[tuple[str, ...], Path] = {}
        self._contents: dict[tuple[str, ...], Contents] = {}
        self._free: list[str] = []

    def copy(self, kind: Kind, province: str, fill: Fill | None = None) -> Engine:
        """A database of the test's own, with the province's units and what `fill` put there when it was first asked.

        `province` may be blank: there are the tables then, and no unit.
        """
        key = (province, fill.__module__ if fill else "", fill.__qualname__ if fill else "")
        return self._in_memory(key, fill) if kind == "sqlite" else self._on_the_server(key, fill)

    def empty(self, kind: Kind) -> str:
        """The address of a new database with nothing in it, not even tables."""
        if kind == "sqlite":
            return f"sqlite:///{self._folder / f'{next(_numbers)}.db'}"
        name = f"namro_{next(_numbers)}"
        self._do(f"CREATE DATABASE {name}")
        return sa.make_url(self._server()).set(database=name).render_as_string(hide_password=False)

    def give_back(self, engine: Engine) -> None:
        """After the test; one on the server is used again, for making a new one takes a quarter of a second."""
        engine.dispose()
        if engine.dialect.name == "postgresql":
            self._free.append(engine.url.render_as_string(hide_password=False))

    def drop(self, address: str) -> None:
        """Remove a database of `empty`; one in a folder of tests goes with it."""
        url = sa.make_url(address)
        if url.get_backend_name() == "postgresql":
            self._do(f"DROP DATABASE {url.database} WITH (FORCE)")

    def _in_memory(self, key: tuple[str, ...], fill: Fill | None) -> Engine:
        if key not in self._files:
            address = self.empty("sqlite")
            self._made(address, key[0], fill).dispose()
            self._files[key] = Path(str(sa.make_url(address).database))
        engine = open_engine("sqlite://")
        old = sqlite3.connect(self._files[key])
        with engine.connect() as connection:
            own: Any = connection.connection.driver_connection
            connection.rollback()
            old.backup(own)
        old.close()
        return engine

    def _on_the_server(self, key: tuple[str, ...], fill: Fill | None) -> Engine:
        if key not in self._contents:
            engine = self._made(self.empty("postgresql"), key[0], fill)
            self._contents[key] = contents(engine)
            return engine
        if not self._free:
            self._made(address := self.empty("postgresql"), key[0], None).dispose()
            self._free.append(address)
        engine = open_engine(self._free.pop())
        replace_contents(engine, self._contents[key])
        return engine

    def _made(self, address: str, province: str, fill: Fill | None) -> Engine:
        if province:
            assert (PROVINCES / province).is_dir()
            engine = ready(Settings(province, address), clock=self._clock)
        else:
            engine = open_engine(address)
            migrate(engine)
        if fill:
            fill(engine)
        return engine

    def _do(self, statement: str) -> None:
        server = sa.create_engine(self._server(), isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
        with server.connect() as connection:
            connection.exec_driver_sql(statement)


def contents(engine: Engine) -> Contents:
    with _plain(engine) as connection:
        rows = {}
        for table in tables.metadata.sorted_tables:
            with connection.cursor().copy(_sql("COPY {} TO STDOUT (FORMAT BINARY)", table.name)) as copy:
                rows[table.name] = b"".join(map(bytes, copy))
        found = connection.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        return Contents(rows, found.fetchall())


def replace_contents(engine: Engine, new: Contents) -> None:
    with _plain(engine) as connection:
        # Without triggers: foreign keys need no order then, and are not looked up.
        connection.execute("SET session_replication_role = replica")
        for name, rows in new.rows.items():
            connection.execute(_sql("DELETE FROM {}", name))
            with connection.cursor().copy(_sql("COPY {} FROM STDIN (FORMAT BINARY)", name)) as copy:
                copy.write(rows)
        for (name,) in connection.execute("SELECT sequencename FROM pg_sequences").fetchall():
            connection.execute(_sql("ALTER SEQUENCE {} RESTART", name))
        for name, last in new.sequences:
            connection.execute("SELECT setval(%s, %s)", [name, last])


def _plain(engine: Engine) -> "psycopg.Connection[Any]":
    return psycopg.connect(engine.url.set(drivername="postgresql").render_as_string(hide_password=False))


def _sql(text: str, name: str) -> sql.Composed:
    return sql.SQL(text).format(sql.Identifier(name))  # type: ignore[arg-type]
