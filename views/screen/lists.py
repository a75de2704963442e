"""The screen of a list that is loaded from files: choose, judge, preview, confirm, and say what was loaded.

A kind of list gives what differs: its words, how its files are judged, its preview and the deed (`ListScreen`).
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.clock import now
from core.issues import Issue
from core.periods import today
from core.words import t
from views.screen import chosen_files, draw, findings
from views.screen.language import language

Files = Sequence[tuple[bytes, str]]
"""(content, name) of each."""


class Judged(Protocol):
    """What is in the files and what is wrong with it."""

    @property
    def issues(self) -> Sequence[Issue]: ...

    @property
    def fit_to_load(self) -> bool: ...


_Found = TypeVar("_Found", bound=Judged)


@dataclass(frozen=True)
class ListScreen(Generic[_Found]):
    """What one kind of list says and does on its screen."""

    words: str
    """The table of its words: choose, reading, found, refused, nothing_new, load, loaded; note, where one is asked."""
    chooser: str
    """The key of the file chooser."""
    button: str
    """The key of the button that loads."""
    judge: Callable[[Files], _Found]
    """What is in the files; stores nothing."""
    numbers: Callable[[_Found], Mapping[str, int]]
    """The values of the words `found` and `load`."""
    load: Callable[[Files, str], Mapping[str, Any] | None]
    """The deed, with the note; the values of the word `loaded`, None where nothing was loaded."""
    changes_something: Callable[[_Found], bool] = lambda _: True
    """Whether loading would change anything; if not, there is no button."""
    preview: Callable[[_Found], None] | None = None
    """Draws what would be loaded, below the issues."""
    formats: Sequence[str] = ("xlsx", "xls", "ods", "csv")
    several_files: bool = False
    note: str = ""
    """The key of the text input for the reason, without which the button is disabled; blank where none is required."""
    beside: Hashable = None
    """What was typed beside the files and is judged with them: when it changes they are judged anew."""

    def said(self, word: str, **values: Any) -> str:
        return t(language(), f"{self.words}.{word}", **values)


def say_loaded(kind: ListScreen[Any]) -> bool:
    """Say once that a list was loaded; whether there was something to say."""
    values = st.session_state.pop(f"{kind.words}.done", None)
    if values is not None:
        draw.alert("success", kind.said("loaded", **values))
    return values is not None


def choose_and_load(kind: ListScreen[Any]) -> None:
    """Choose files; see what is in them, every issue and a preview; and load them, where they are fit for it."""
    chosen = st.file_uploader(
        kind.said("choose"),
        type=list(kind.formats),
        accept_multiple_files=kind.several_files,
        key=kind.chooser,
    )
    files = chosen if isinstance(chosen, list) else [chosen] if chosen else []
    if not files:
        return
    judge = partial(kind.judge, _contents(files))
    found = chosen_files.judged(
        f"{kind.words}.checked", files, judge, f"{kind.words}.reading", today(now()), kind.beside
    )
    if found is None:
        return
    changes = kind.changes_something(found)
    _draw_found(kind, found, changes=changes)
    if found.fit_to_load and changes:
        _ask_to_load(kind, found, files)


def _draw_found(kind: ListScreen[_Found], found: _Found, *, changes: bool) -> None:
    draw.sentences([kind.said("found", **kind.numbers(found))])
    if found.issues:
        draw.template("issues.html", issues=found.issues, said=findings.said)
    if not found.fit_to_load:
        draw.alert("error", kind.said("refused"))
    elif not changes:
        draw.alert("info", kind.said("nothing_new"))
    if kind.preview:
        kind.preview(found)


def _ask_to_load(kind: ListScreen[_Found], found: _Found, files: Sequence[UploadedFile]) -> None:
    note = st.text_input(kind.said("note"), key=kind.note) if kind.note else ""
    st.button(
        kind.said("load", **kind.numbers(found)),
        type="primary",
        disabled=bool(kind.note) and not note.strip(),
        key=kind.button,
        on_click=_load,
        args=(kind, files, note),
    )


def _load(kind: ListScreen[Any], files: Sequence[UploadedFile], note: str) -> None:
    values = kind.load(_contents(files), note)
    if values is not None:
        st.session_state[f"{kind.words}.done"] = values


def _contents(files: Sequence[UploadedFile]) -> Files:
    return [(file.getvalue(), file.name) for file in files]
