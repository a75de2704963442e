"""Backup of the whole database, and restore."""

from pathlib import Path

from core.clock import Clock
from core.viewer import Viewer
from store import audit, copying, sessions
from store.database import Engine, reading, writing


def backup(engine: Engine, viewer: Viewer, path: Path, *, clock: Clock) -> dict[str, int]:
    """Write everything into `path`, while others work; one audit line. How many rows each table has.

    Raises:
        NotAllowedError: the viewer may not.
    """
    viewer.must("backup")
    with reading(engine) as connection:
        rows = copying.write(connection, path, at=clock())
    with writing(engine) as connection:
        audit.append(connection, at=clock(), who=viewer.who, deed="backup", about=path.name, rows=sum(rows.values()))
    return rows


def restore(engine: Engine, viewer: Viewer, path: Path, *, clock: Clock) -> dict[str, int]:
    """Fill an empty, migrated database from `path`; one transaction, one audit line.

    Raises:
        NotAllowedError: the viewer may not.
        BackupError: the file is not usable, or the database holds data.
    """
    viewer.must("backup")
    with writing(engine) as connection:
        rows = copying.read(connection, path)
        at = clock()
        sessions.end_all(connection, at=at)
        audit.append(connection, at=at, who=viewer.who, deed="restore", about=path.name, rows=sum(rows.values()))
    return rows
