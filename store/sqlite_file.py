"""Follows the file of an SQLite database that is replaced while it is open."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine

from core.errors import DatabaseUnavailableError


def follow(engine: Engine, path: Path) -> None:
    """Reopen the file if it was replaced, for example by a restored backup: a pooled connection would go on reading
    the deleted file.

    The write-ahead log of the deleted file is removed first: SQLite would take it for that of the new one, and write
    the old pages over it. A file that is gone is not created again.
    """
    log = path.with_name(f"{path.name}-wal")

    def opened(_connection: Any, record: Any) -> None:
        record.info["file"] = _inode(path)

    def taken(_connection: Any, record: Any, _proxy: Any) -> None:
        now = _inode(path)
        if now is None and record.info["file"] is not None:
            raise DatabaseUnavailableError(reason=f"{path.name}: no such file")
        if now == record.info["file"]:
            record.info["log"] = _inode(log)
            return
        if record.info.get("log") is not None and record.info["log"] == _inode(log):
            log.unlink(missing_ok=True)
            path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
        raise sa.exc.DisconnectionError

    def returned(_connection: Any, record: Any) -> None:
        # The log appears with the first transaction.
        if record.info.get("file") == _inode(path):
            record.info["log"] = _inode(log)

    event.listen(engine, "connect", opened)
    event.listen(engine, "checkout", taken)
    event.listen(engine, "checkin", returned)


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
