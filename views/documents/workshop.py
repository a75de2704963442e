"""Makes documents in a process of its own, which stays warm: typesetting takes memory that a web process lacks."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import TypeVar

from core.words import Language
from views.documents.document import Document
from views.documents.writers.pdf import PaperError, pdf

Made = TypeVar("Made")

SECONDS = 30
"""Longer than any document takes; a process that hangs is not waited for."""


def paper(document: Document, language: Language, *, one_page: bool = False) -> bytes:
    """As `views.documents.writers.pdf.pdf`.

    Raises:
        PaperError: as there, or the process died or took too long.
    """
    return made(pdf, document, language, one_page=one_page)


def made(write: Callable[..., Made], *given: object, **named: object) -> Made:
    """What a writer of `views.documents.writers` makes, in the process.

    Raises:
        PaperError: the process died or took too long; and what the writer raises.
    """
    try:
        return _process().submit(write, *given, **named).result(SECONDS)
    except (BrokenProcessPool, TimeoutError) as error:
        stop()
        raise PaperError(repr(error)) from error


def begin() -> None:
    """Start the process and load the writers in it, while somebody looks at the page that offers documents."""
    _process().submit(_loaded)


def _loaded() -> None:
    from views.documents.writers import docx, html, pptx  # noqa: F401, PLC0415  loaded in the process alone


def stop() -> None:
    """End the process; the next document begins a new one."""
    if _process.cache_info().currsize:
        _process().shutdown(wait=False, cancel_futures=True)
        _process.cache_clear()


@cache
def _process() -> ProcessPoolExecutor:
    # One: two documents at once would take twice the memory, and each takes a moment.
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
