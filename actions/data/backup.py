"""Backup of the whole database, and restore."""

from pathlib import Path

from core.clock import Clock
from core.errors import UnwritableFileError
from core.viewer import Viewer
from store import audit, copying, older_copies, sessions
from store.database import Engine, reading, writing


def backup(engine: Engine, viewer: Viewer, path: Path, *, clock: Clock) -> dict[str, int]:
    """Write everything into `path`, while others work; one audit line. How many rows each table has.

    Raises:
        NotAllowedError: the viewer may not.
        UnwritableFileError: there is no such folder, or no room in it.
    """
    viewer.must("backup")
    if not path.name or path.is_dir():
        raise UnwritableFileError(file=str(path)[:300])
    try:
        with reading(engine) as connection:
            rows = copying.write(connection, path, at=clock())
    except OSError as error:
        raise UnwritableFileError(file=str(path)[:300]) from error
    with writing(engine) as connection:
        audit.append(connection, at=clock(), who=viewer.who, deed="backup", about=path.name, rows=sum(rows.values()))
    return rows


def restore(engine: Engine, viewer: Viewer, path: Path, *, clock: Clock) -> dict[str, int]:
    """Fill an empty, migrated database from `path`, by this program or an older one; one transaction, one audit line.

    Raises:
        NotAllowedError: the viewer may not.
        BackupError: the file is not usable, or the database holds data.
    """
    viewer.must("backup")
    with older_copies.up_to_date(path) as newest, writing(engine) as connection:
        rows = copying.read(connection, newest)
        at = clock()
        sessions.end_all(connection, at=at)
        audit.append(connection, at=at, who=viewer.who, deed="restore", about=path.name, rows=sum(rows.values()))
    return rows
