"""Dumps every row of the database into one file and restores it, the same for SQLite and PostgreSQL."""

import base64
import datetime as dt
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.database_errors import BackupError
from core.private_files import private
from store import state
from store.schema import Moment, metadata
from store.tables.core import identity

_MANIFEST = "manifest.json"
_TOGETHER = 500


def write(connection: Connection, path: Path, *, at: dt.datetime) -> dict[str, int]:
    """Write every table into a zip of JSON lines; how many rows each has.

    One transaction sees one moment, so this may run while others work. The file appears whole or not at all.
    """
    rows: dict[str, int] = {}
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with open(part, "xb", opener=private) as whole, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in _tables():
            rows[table.name] = 0
            with archive.open(f"{table.name}.jsonl", "w") as file:
                for row in connection.execution_options(yield_per=_TOGETHER).execute(
                    sa.select(table).order_by(*table.primary_key)
                ):
                    file.write(json.dumps([_plain(value) for value in row], ensure_ascii=False).encode() + b"\n")
                    rows[table.name] += 1
        manifest = {"at": at.isoformat(), "revision": _revision(connection), "rows": rows}
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
    part.replace(path)
    return rows


def read(connection: Connection, path: Path) -> dict[str, int]:
    """Fill an empty database from such a file; how many rows each table got. The caller owns the transaction.

    Raises:
        BackupError: no such file or none of ours, of another revision, incomplete, or the database holds data.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            if manifest["revision"] != _revision(connection):
                raise BackupError(reason="revision")
            for table in _tables():
                if connection.scalar(sa.select(sa.func.count()).select_from(table)):
                    raise BackupError(reason="not_empty")
            found = {table.name: _fill(connection, table, archive) for table in _tables()}
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BackupError(reason="unreadable") from error
    if found != manifest["rows"]:
        raise BackupError(reason="incomplete")
    # Its audit ids may equal those of the previous data, so cache keys need a new database name.
    state.rename(connection)
    return found


def _tables() -> list[sa.Table]:
    """Every table but the database's own name, which is not copied."""
    return [table for table in metadata.sorted_tables if table is not identity]


def _fill(connection: Connection, table: sa.Table, archive: zipfile.ZipFile) -> int:
    columns = list(table.columns)
    many = 0
    for batch in _batches(archive, table.name):
        connection.execute(
            sa.insert(table),
            [{column.name: _typed(column, value) for column, value in zip(columns, row, strict=True)} for row in batch],
        )
        many += len(batch)
    if connection.dialect.name == "postgresql" and "id" in table.columns and many:
        # Rows inserted with explicit ids have not advanced the sequence.
        counter = sa.func.pg_get_serial_sequence(table.name, "id")
        connection.execute(sa.select(sa.func.setval(counter, sa.select(sa.func.max(table.c.id)).scalar_subquery())))
    return many


def _batches(archive: zipfile.ZipFile, name: str) -> Iterator[list[list[Any]]]:
    batch: list[list[Any]] = []
    with archive.open(f"{name}.jsonl") as file:
        for line in file:
            batch.append(json.loads(line))
            if len(batch) == _TOGETHER:
                yield batch
                batch = []
    if batch:
        yield batch


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value.isoformat() if isinstance(value, dt.date) else value


def _typed(column: sa.Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, sa.LargeBinary):
        return base64.b64decode(value)
    if isinstance(column.type, Moment):
        return dt.datetime.fromisoformat(value)
    return dt.date.fromisoformat(value) if isinstance(column.type, sa.Date) else value


def _revision(connection: Connection) -> str | None:
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found
