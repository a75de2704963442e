"""Makes documents in a process of its own, which stays warm: typesetting takes memory that a web process lacks."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache

from core.words import Language
from views.documents.document import Document
from views.documents.writers.pdf import PaperError, pdf

SECONDS = 30
"""Longer than any document takes; a process that hangs is not waited for."""


def paper(document: Document, language: Language, *, one_page: bool = False) -> bytes:
    """As `views.documents.writers.pdf.pdf`.

    Raises:
        PaperError: as there, or the process died or took too long.
    """
    try:
        return _process().submit(pdf, document, language, one_page=one_page).result(SECONDS)
    except (BrokenProcessPool, TimeoutError) as error:
        stop()
        raise PaperError(repr(error)) from error


def stop() -> None:
    """End the process; the next document begins a new one."""
    if _process.cache_info().currsize:
        _process().shutdown(wait=False, cancel_futures=True)
        _process.cache_clear()


@cache
def _process() -> ProcessPoolExecutor:
    # One: two documents at once would take twice the memory, and each takes a moment.
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
