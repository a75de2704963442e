"""Parsing in a sandboxed child process: spreadsheet bytes go in; only plain JSON, or bytes, comes back.

A 1.4 KB workbook can abort the process that reads it (calamine, SIGABRT), so no parser runs in ours.
"""

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.errors import UnreadableFileError
from loaders import papers, sheets
from loaders.papers import Words
from loaders.reading.marks import Paint
from loaders.reading.turns import Turns

WALL_SECONDS = 30
CHILD = (sys.executable, "-m", "loaders.reading.child")
_ROOT = Path(__file__).parents[2]
_TURNS = Turns()
OF_PAPERS = {
    "broken": "paper_broken",
    "encrypted": "paper_locked",
    "zip_bomb": "paper_refused",
    "duplicate_parts": "paper_refused",
    "dtd": "paper_refused",
    "macro": "paper_refused",
    "too_many_cells": "paper_refused",
    "reader_died": "paper_stopped",
    "reader_timeout": "paper_stopped",
}
"""What is said of a paper where a spreadsheet's sentence would tell people what to do in Excel."""
_log = logging.getLogger(__name__)


def read(content: bytes, *, command: Sequence[str] = CHILD, wall_seconds: float = WALL_SECONDS) -> list[sheets.Sheet]:
    """Every sheet of a file, whose kind its bytes decide.

    Raises:
        UnreadableFileError: what the child found (see `precheck.kind_of` and the readers in `formats`), or
            reader_died, or reader_timeout.
    """
    _, body = _answer(("sheets",), command, content, wall_seconds)
    return _sheets(body)


def read_portal(content: bytes) -> dict[str, Any] | list[sheets.Sheet]:
    """The portal's answers in a JSON file (see `loaders.reading.formats.portal_json`); the sheets of any other file.

    Raises:
        UnreadableFileError: as for `read`, and broken_json, not_portal.
    """
    kind, body = _answer(("portal", "sheets"), [*CHILD, "portal"], content, WALL_SECONDS)
    if kind == "sheets":
        return _sheets(body)
    try:
        found: dict[str, Any] = json.loads(body)
    except ValueError as error:
        raise _died("no answers came back", repr(error)) from error
    return found


def _sheets(body: bytes) -> list[sheets.Sheet]:
    try:
        return sheets.from_json(body)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _died("no sheets came back", repr(error)) from error


def words(content: bytes) -> Words:
    """The words of a paper: PDF, Word, PowerPoint or Excel, as its bytes decide.

    Raises:
        UnreadableFileError: empty, too_big, not_a_paper, too_many_words, or one of `OF_PAPERS`.
    """
    try:
        _, body = _answer(("words",), [*CHILD, "words"], content, WALL_SECONDS)
    except UnreadableFileError as refusal:
        raise UnreadableFileError(OF_PAPERS.get(refusal.reason, refusal.reason), **refusal.values) from refusal
    try:
        return papers.from_json(body)
    except (ValueError, KeyError, TypeError) as error:
        raise _died("no words came back", repr(error)) from error


def painted(content: bytes, paint: Paint) -> bytes:
    """The workbook with its marks, as .xlsx; writing also parses the file, so it runs in the sandboxed child too.

    Raises:
        UnreadableFileError: as for `read`.
    """
    marks = json.dumps(paint, ensure_ascii=False, separators=(",", ":")).encode()
    return _answer(("workbook",), [*CHILD, "paint"], marks + b"\n" + content, WALL_SECONDS)[1]


def _answer(kinds: Sequence[str], command: Sequence[str], given: bytes, wall_seconds: float) -> tuple[str, bytes]:
    with _TURNS.turn():
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
        raise _died(str(child.returncode), child.stderr[-2000:].decode(errors="replace"))
    found, body = _taken_apart(child.stdout)
    if found == "refused":
        raise _refusal(body)
    if found not in kinds:
        raise _died("another answer came back", repr(child.stdout[:200]))
    return found, body


def _taken_apart(answer: bytes) -> tuple[str, bytes]:
    """What came back, and its body; ("", b"") for anything that is not a whole answer."""
    head, _, body = answer.partition(b"\n")
    kind, _, length = head[:40].decode(errors="replace").partition(" ")
    return (kind, body) if length.isdigit() and int(length) == len(body) else ("", b"")


def _refusal(body: bytes) -> UnreadableFileError:
    try:
        told = json.loads(body)
        return UnreadableFileError(told["reason"], **told["values"])
    except (ValueError, KeyError, TypeError) as error:
        return _died("no reason came back", repr(error))


def _died(what: str, told: str) -> UnreadableFileError:
    _log.warning("parsing child died: %s: %s", what, told)
    return UnreadableFileError("reader_died")
