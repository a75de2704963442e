"""When whom is reminded of tasks: the rules that hold, with their documents, and the form that enters one."""

import streamlit as st

from actions.data import remindings as deeds
from core import words
from core.periods import HANOI, Period, parse
from core.tasks import REMINDED, Reminded
from core.words import t
from metrics.dated import newest
from metrics.tasks.ladder import EVERY, Ladder, Reminding, ladder_of
from store import settings
from store.database import reading
from views.screen import draw, filters, session
from views.screen.allowed import only_for
from views.screen.data.targets import months_ahead_first
from views.screen.language import language, name_of
from views.screen.session import do

_TO, _SOURCE = "reminder_to", "reminder_source"


def remindings() -> None:
    """The list, then the form: what would change is said before it is saved."""
    with reading(session.engine()) as connection:
        who = {each.at: each.who for each in settings.entries(connection, settings.REMINDER)}
        ladder = ladder_of(settings.reminders(connection))
    draw.sentences([t(language(), "settings.reminders_why")])
    rows = [
        [
            deeds.said_when(each.occasion, language()),
            words.said(language(), parse(each.from_month)),
            _said(each),
            each.source[language()],
            f"{each.entered_at.astimezone(HANOI):%d/%m/%Y %H:%M}" if each.entered_at else "",
            name_of(who.get(each.entered_at, "")) if each.entered_at else "",
        ]
        for each in ladder.held
    ]
    heads = ["filter.reminder", "settings.target_from", "settings.reminder_to", "settings.source"]
    heads += ["upload.at", "upload.by"]
    draw.template("data/remembered.html", heads=[t(language(), head) for head in heads], rows=rows, nothing="–")
    _form(ladder)


@only_for("settings")
def _form(ladder: Ladder) -> None:
    occasion_in, when, to_in, why = st.columns([1.6, 1, 2, 1.8], vertical_alignment="bottom")
    with occasion_in:
        # Those there are stand first: they are what one mostly wants to change.
        order = dict.fromkeys([each.key for each in ladder.held] + list(EVERY))
        names = {key: deeds.said_when(EVERY[key], language()) for key in order}
        key = filters.choice(st.selectbox, "reminder", names)
    with when:
        begin = parse(filters.choice(st.selectbox, "reminder_from", months_ahead_first(), label="month"))
    now = newest((each for each in ladder.held if each.key == key), begin.code)
    with to_in:
        widget = f"{_TO}@{key}@{begin.code}@{language()}"
        st.session_state.setdefault(widget, list(now.to) if now else [])
        to: list[Reminded] = st.multiselect(
            t(language(), "settings.reminder_to"),
            list(REMINDED),
            format_func=lambda role: deeds.said_to((role,), language()),
            key=widget,
            placeholder=deeds.said_to((), language()),
        )
    why.text_input(t(language(), "settings.source"), key=_SOURCE)
    _say_change(now, begin, tuple(to))
    side_by_side, about = st.container(horizontal=True), (key, begin.code)
    side_by_side.button(t(language(), "settings.save"), key="reminder_save", on_click=_save, args=(*about, widget))
    if now and now.entered_at and now.from_month == begin.code:
        words_of = t(language(), "settings.reminder_remove")
        side_by_side.button(words_of, key="reminder_remove", on_click=_remove, args=(*about, widget))


def _say_change(now: Reminding | None, begin: Period, to: tuple[Reminded, ...]) -> None:
    change = {"before": _said(now) if now else words.NOT_KNOWN, "now": deeds.said_to(to, language())}
    draw.sentences([t(language(), "settings.target_change", period=begin, **change)])


def _said(rule: Reminding) -> str:
    said = deeds.said_to(rule.to, language())
    return f"{said} ({t(language(), 'target.illustrative')})" if rule.illustrative else said


def _save(occasion: str, begin: str, widget: str) -> None:
    with session.told():
        do(deeds.set_reminder, occasion, begin, tuple(st.session_state[widget]), source=st.session_state[_SOURCE])
        st.session_state[_SOURCE] = ""


def _remove(occasion: str, begin: str, widget: str) -> None:
    with session.told():
        do(deeds.remove_reminder, occasion, begin, source=st.session_state[_SOURCE])
        del st.session_state[widget]
