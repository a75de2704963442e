"""Dumps every row of the database into one file and restores it, the same for SQLite and PostgreSQL."""

import base64
import datetime as dt
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
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

    Raises:
        BackupError: there is something of this name already; a backup is never written over.
    """
    # Also where it is no file: as root, /dev/null itself would be replaced.
    if path.exists() or path.is_symlink():
        raise BackupError(reason="exists")
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
        # The names, for a later program puts its columns in another order (`store.older_copies`).
        columns = {table.name: list(table.columns.keys()) for table in _tables()}
        manifest = {"at": at.isoformat(), "revision": _revision(connection), "rows": rows, "columns": columns}
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
    part.replace(path)
    return rows


def read(connection: Connection, path: Path) -> dict[str, int]:
    """Fill an empty database from such a file; how many rows each table got. The caller owns the transaction.

    Raises:
        BackupError: no such file or none of ours, of another revision, incomplete, or the database holds data.
    """
    manifest = manifest_of(path)
    if manifest["revision"] != _revision(connection):
        raise BackupError(reason="revision")
    for table in _tables():
        if connection.scalar(sa.select(sa.func.count()).select_from(table)):
            raise BackupError(reason="not_empty")
    found = fill(connection, _tables(), path, manifest)
    # Its audit ids may equal those of the previous data, so cache keys need a new database name.
    state.rename(connection)
    return found


def manifest_of(path: Path) -> dict[str, Any]:
    """What a backup says of itself: at, revision, rows, columns.

    Raises:
        BackupError: no such file, or none of ours.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            found = json.loads(archive.read(_MANIFEST))
            dt.datetime.fromisoformat(found["at"])
            return {"revision": str(found["revision"]), **found}
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BackupError(reason="unreadable") from error


def fill(connection: Connection, tables: Sequence[sa.Table], path: Path, manifest: Mapping[str, Any]) -> dict[str, int]:
    """Put a backup's rows into these empty tables; how many each got.

    Raises:
        BackupError: the file cannot be read, or does not hold what it says; the caller undoes what was put.
    """
    try:
        names = manifest.get("columns", {})
        with zipfile.ZipFile(path) as archive:
            found = {
                table.name: _fill(connection, table, names.get(table.name) or table.columns.keys(), archive)
                for table in tables
            }
    except (OSError, zipfile.BadZipFile, AttributeError, KeyError, ValueError, TypeError) as error:
        raise BackupError(reason="unreadable") from error
    if found != manifest.get("rows"):
        raise BackupError(reason="incomplete")
    return found


def _tables() -> list[sa.Table]:
    """Every table but the database's own name, which is not copied."""
    return [table for table in metadata.sorted_tables if table is not identity]


def _fill(connection: Connection, table: sa.Table, names: Sequence[str], archive: zipfile.ZipFile) -> int:
    columns = [table.columns[name] for name in names]
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
    if isinstance(column.type, Moment | sa.DateTime):
        # SQLite's own type, of an older table that only the database describes, forgets the zone.
        return dt.datetime.fromisoformat(value).astimezone(dt.UTC)
    return dt.date.fromisoformat(value) if isinstance(column.type, sa.Date) else value


def _revision(connection: Connection) -> str | None:
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found
