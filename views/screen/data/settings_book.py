"""The piece of the settings page that hands out all settings as one workbook, and takes it back with a preview."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from actions.data import settings_book as deeds
from actions.data.settings_book import Judged
from actions.data.settings_decisions import held
from core.clock import now
from core.viewer import Viewer
from core.words import NOT_KNOWN, Language, t
from store.database import reading
from views.documents.files import settings_workbook
from views.documents.settings_book import label, shown, whose
from views.screen import draw, session
from views.screen.allowed import only_for
from views.screen.language import language
from views.screen.lists import Files, ListScreen, choose_and_load, say_loaded

_BASE = "settings_base"


@only_for("structure")
def book() -> None:
    """What was applied; the workbook to download; and an edited one with what it would change."""
    say_loaded(BOOK)
    draw.sentences([t(language(), "settings.book_why")])
    st.download_button(
        t(language(), "settings.book_download"),
        # It runs outside the session, so that everything is passed in.
        partial(_workbook, session.viewer(), language()),
        file_name=t(language(), "settings.book_file"),
        key="settings_download",
        on_click="ignore",
    )
    choose_and_load(BOOK)


def _workbook(viewer: Viewer, language: Language) -> bytes:
    with reading(session.engine()) as connection:
        return settings_workbook(held(connection, viewer), language)


def _judge(files: Files) -> Judged:
    ((content, _),) = files
    return deeds.check(session.engine(), session.viewer(), content)


def _numbers(found: Judged) -> Mapping[str, int]:
    return {"rows": found.rows, "changes": len(found.changes)}


def _preview(found: Judged) -> None:
    st.session_state[_BASE] = found.base
    heads = ["settings.book_setting", "filter.target_kind", "settings.target_from", "settings.book_before"]
    heads += ["settings.book_now", "settings.source"]
    rows = [
        [
            label(each.now, language()),
            whose(each.now, language()) or "",
            each.now.key[-1],
            _said(each.now.key[0], each.before),
            t(language(), "settings.book_removed") if each.removes else _said(each.now.key[0], each.now.value),
            each.now.source,
        ]
        for each in found.changes
    ]
    if rows:
        draw.template("data/remembered.html", heads=[t(language(), head) for head in heads], rows=rows, nothing="")


def _said(what: str, value: str | float | None) -> str:
    found = shown(what, value, language())
    return NOT_KNOWN if found is None else str(found).replace(".", ",") if isinstance(found, float) else str(found)


def _load(files: Files, _: str) -> Mapping[str, int] | None:
    ((content, name),) = files
    base = st.session_state.get(_BASE, -1)
    with session.told():
        found = deeds.load(session.engine(), session.viewer(), content, name, clock=now, base=base)
        return _numbers(found) if found.fit_to_load else None
    return None


BOOK = ListScreen(
    words="settings.loading",
    chooser="settings_file",
    button="settings_load",
    judge=_judge,
    numbers=_numbers,
    changes_something=lambda found: bool(found.changes),
    preview=_preview,
    load=_load,
)
