"""Parsing in a sandboxed child process: spreadsheet bytes go in; only plain JSON, or bytes, comes back.

A 1.4 KB workbook can abort the process that reads it (calamine, SIGABRT), so no parser runs in ours.
"""

import json
import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from core.errors import UnreadableFileError
from loaders import sheets
from loaders.reading.marks import Paint
from loaders.reading.precheck import Kind

WALL_SECONDS = 30
CHILD = (sys.executable, "-m", "loaders.reading.child")
_ROOT = Path(__file__).parents[2]
_ONE_AT_A_TIME = threading.Lock()
_log = logging.getLogger(__name__)


def read(
    content: bytes, kind: Kind, *, command: Sequence[str] = CHILD, wall_seconds: float = WALL_SECONDS
) -> list[sheets.Sheet]:
    """Every sheet of a file that has passed `precheck`.

    Raises:
        UnreadableFileError: what the child found (encrypted, broken, bad_encoding, dtd, too_many_cells), or
            reader_died, or reader_timeout.
    """
    return sheets.from_json(_answer([*command, kind], content, wall_seconds))


def painted(content: bytes, kind: Kind, paint: Paint) -> bytes:
    """The workbook with its marks, as .xlsx; writing also parses the file, so it runs in the sandboxed child too.

    Raises:
        UnreadableFileError: as for `read`.
    """
    marks = json.dumps(paint, ensure_ascii=False, separators=(",", ":")).encode()
    return _answer([*CHILD, kind, "paint"], marks + b"\n" + content, WALL_SECONDS)


def _answer(command: Sequence[str], given: bytes, wall_seconds: float) -> bytes:
    with _ONE_AT_A_TIME:
        try:
            child = subprocess.run(  # noqa: S603  our own interpreter and module; the file goes in on stdin
                command,
                input=given,
                capture_output=True,
                timeout=wall_seconds,
                cwd=_ROOT,
                env={"OPENPYXL_LXML": "False"},  # the child has no access to our passwords
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableFileError("reader_timeout", seconds=int(wall_seconds)) from error
    if child.returncode == -signal.SIGXCPU:
        raise UnreadableFileError("reader_timeout", seconds=int(wall_seconds))
    if child.returncode != 0:
        _log.warning("parsing child died: %s: %s", child.returncode, child.stderr[-2000:].decode(errors="replace"))
        raise UnreadableFileError("reader_died")
    if child.stdout.startswith(b"!"):
        refusal = json.loads(child.stdout[1:])
        raise UnreadableFileError(refusal["reason"], **refusal["values"])
    return child.stdout
