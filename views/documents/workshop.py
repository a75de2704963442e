"""Makes documents in a process of its own, which stays warm: typesetting takes memory that a web process lacks.

The writers are named, not imported: their libraries are loaded in that process alone.
"""

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from importlib import import_module
from typing import Any, Literal

from core.words import Language
from views.documents.document import Document
from views.documents.paper_error import PaperError

Writer = Literal["pdf", "docx", "pptx", "xlsx", "html", "drawing"]
_FUNCTIONS: dict[Writer, str] = {
    "pdf": "pdf",
    "docx": "word",
    "pptx": "slides",
    "xlsx": "workbook",
    "html": "slides_page",
    "drawing": "picture",
}
SECONDS = 30
"""Longer than any document takes; a process that hangs is not waited for."""


def paper(document: Document, language: Language, *, one_page: bool = False) -> bytes:
    """As `views.documents.writers.pdf.pdf`.

    Raises:
        PaperError: as there, or the process died or took too long.
    """
    found: bytes = made("pdf", document, language, one_page=one_page)
    return found


def made(writer: Writer, *given: object, **named: object) -> Any:
    """What the function of a module of `views.documents.writers` makes, in the process.

    Raises:
        PaperError: the process died or took too long; and what the writer raises.
    """
    try:
        return _process().submit(_write, writer, given, named).result(SECONDS)
    except (BrokenProcessPool, TimeoutError) as error:
        stop()
        raise PaperError(repr(error)) from error


def begin() -> None:
    """Start the process and load the writers in it, while somebody looks at the page that offers documents."""
    _process().submit(_load)


def stop() -> None:
    """End the process; the next document begins a new one."""
    if _process.cache_info().currsize:
        _process().shutdown(wait=False, cancel_futures=True)
        _process.cache_clear()


def _write(writer: Writer, given: tuple[object, ...], named: dict[str, object]) -> Any:
    return getattr(import_module(f"views.documents.writers.{writer}"), _FUNCTIONS[writer])(*given, **named)


def _load() -> None:
    for name in _FUNCTIONS:
        import_module(f"views.documents.writers.{name}")


@cache
def _process() -> ProcessPoolExecutor:
    # One: two documents at once would take twice the memory, and each takes a moment.
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_with_parent)


def _leave_with_parent() -> None:
    """A pool's process waits for work for ever, also when the server was killed: it ends with the server."""

    def wait() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
        os._exit(0)

    threading.Thread(target=wait, name="parent", daemon=True).start()
