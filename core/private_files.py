"""Files that nobody else on the machine may read: databases, backups, letters, keys."""

import os
from contextlib import suppress
from pathlib import Path

MODE = 0o600


def private(path: str, flags: int) -> int:
    """An opener for `open`: the file is ours alone from its first moment."""
    return os.open(path, flags, MODE)


def only_ours(path: Path) -> None:
    """Take a file's rights away from everybody else; where it is somebody else's, they decide."""
    with suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(MODE)
