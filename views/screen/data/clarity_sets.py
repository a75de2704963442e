"""What a task must make clear: the sets that hold, with their documents, and the form that enters one."""

from collections.abc import Sequence

import streamlit as st

from actions.data import clarity_sets as deeds
from core import words
from core.periods import HANOI, parse
from core.words import t
from metrics.dated import newest
from metrics.tasks.clarity import ClaritySet, all_clarities, sets_of
from store import settings
from store.database import reading
from views.screen import draw, filters, session
from views.screen.allowed import only_for
from views.screen.data.targets import months_ahead_first
from views.screen.language import language, name_of
from views.screen.session import do

_ASKED, _SOURCE = "clarity_asked", "clarity_source"


def clarity_sets() -> None:
    """The list, then the form: what would change is said before it is saved."""
    with reading(session.engine()) as connection:
        who = {each.at: each.who for each in settings.entries(connection, settings.CLARITIES)}
        held = sets_of(settings.clarities(connection))
    draw.sentences([t(language(), "settings.clarities_why")])
    rows = [
        [
            _titled(each),
            words.said(language(), parse(each.from_month)),
            deeds.said_clarities(each.clarities, language()),
            # What the program brings along is another province's: an example here, not a decision.
            each.source[language()] if each.entered_at else "–",
            f"{each.entered_at.astimezone(HANOI):%d/%m/%Y %H:%M}" if each.entered_at else "",
            name_of(who.get(each.entered_at, "")) if each.entered_at else "",
        ]
        for each in held
    ]
    heads = ["settings.clarities_set", "settings.target_from", "settings.clarities_asked", "settings.source"]
    heads += ["upload.at", "upload.by"]
    draw.template("data/remembered.html", heads=[t(language(), head) for head in heads], rows=rows, nothing="–")
    _form(held)


@only_for("settings")
def _form(held: list[ClaritySet]) -> None:
    when, asked_in, why = st.columns([1, 3, 2], vertical_alignment="bottom")
    with when:
        begin = parse(filters.choice(st.selectbox, "clarity_from", months_ahead_first(), label="month"))
    now = newest(held, begin.code)
    with asked_in:
        widget = f"{_ASKED}@{begin.code}@{language()}"
        st.session_state.setdefault(widget, list(now.clarities) if now else [])
        names = {each.id: each.title[language()] for each in all_clarities().values()}
        asked: list[str] = st.multiselect(
            t(language(), "settings.clarities_asked"),
            list(names),
            format_func=names.__getitem__,
            key=widget,
            placeholder="",
        )
    why.text_input(t(language(), "settings.source"), key=_SOURCE)
    change = {"before": _said(now.clarities if now else ()), "now": _said([each for each in names if each in asked])}
    draw.sentences([t(language(), "settings.target_change", period=begin, **change)])
    side_by_side, about = st.container(horizontal=True), (begin.code, widget)
    side_by_side.button(t(language(), "settings.save"), key="clarity_save", on_click=_save, args=about)
    if now and now.entered_at and now.from_month == begin.code:
        words_of = t(language(), "settings.clarities_remove")
        side_by_side.button(words_of, key="clarity_remove", on_click=_remove, args=about)


def _titled(held: ClaritySet) -> str:
    title = deeds.title_of(held.clarities, language())
    return title if held.entered_at else f"{title} ({t(language(), 'target.illustrative')})"


def _said(clarities: Sequence[str]) -> str:
    if not clarities:
        return words.NOT_KNOWN
    return f"{deeds.title_of(clarities, language())} ({deeds.said_clarities(clarities, language())})"


def _save(begin: str, widget: str) -> None:
    with session.told():
        do(deeds.set_clarities, begin, st.session_state[widget], source=st.session_state[_SOURCE])
        st.session_state[_SOURCE] = ""


def _remove(begin: str, widget: str) -> None:
    with session.told():
        do(deeds.remove_clarities, begin, source=st.session_state[_SOURCE])
        del st.session_state[widget]
