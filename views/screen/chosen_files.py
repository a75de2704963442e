"""Uploaded files, judged once for each content and state of the data; and stored files to be downloaded."""

import hashlib
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import TypeVar

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.errors import UnreadableFileError
from core.words import explain, t
from store import provenance
from store.database import reading
from views.screen import draw, session
from views.screen.language import language

_Judged = TypeVar("_Judged")


def judged(
    slot: str, files: Sequence[UploadedFile], judge: Callable[[], _Judged], waiting: str, *more: Hashable
) -> _Judged | None:
    """The result of `judge` for the files; None where they could not be read, and then an error is shown.

    Args:
        slot: session key under which the result is cached.
        waiting: the key of the message shown meanwhile.
        more: further parts of the cache key.
    """
    key = (*(hashlib.sha256(file.getvalue()).hexdigest() for file in files), session.state(), *more)
    known = st.session_state.get(slot)
    if known is None or known[0] != key:
        try:
            with st.spinner(t(language(), waiting)):
                found: _Judged | UnreadableFileError = judge()
        except UnreadableFileError as error:
            found = error
        known = st.session_state[slot] = (key, found)
    if isinstance(known[1], UnreadableFileError):
        draw.alert("error", explain(language(), known[1]))
        return None
    result: _Judged = known[1]
    return result


def save_button(name: str, sha256: str, *, key: str, label: str = "") -> None:
    """A download of a stored file; never opened in the browser, because it may be anything."""
    st.download_button(
        label or draw.label(name or sha256[:12]),
        partial(_content, sha256),
        file_name=name or sha256[:12],
        mime="application/octet-stream",
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )


def _content(sha256: str) -> bytes:
    with reading(session.engine()) as connection:
        return provenance.file(connection, sha256)
