"""The province's days of delivery: those that hold, since when and by which document, and the form that enters one."""

import streamlit as st

from actions.data import delivery_days as deeds
from core import words
from core.periods import HANOI, Period, parse
from core.words import t
from metrics.dated import decided
from metrics.in_force import definitions_of
from metrics.rates.deliveries import all_deliveries
from store import settings
from store.database import reading
from views.screen import draw, filters, session
from views.screen.allowed import only_for
from views.screen.data.targets import months_ahead_first
from views.screen.language import language, name_of
from views.screen.session import do

_DAY, _SOURCE = "delivery_day", "delivery_source"


def delivery_days() -> None:
    """The list, then the form: what would change is said before it is saved."""
    with reading(session.engine()) as connection:
        who = {each.at: each.who for each in settings.entries(connection, settings.DELIVERY_DAY)}
    held = sorted(decided(session.everything().settings.deliveries), key=lambda each: (each.id, each.from_month))
    draw.sentences([t(language(), "settings.delivery_why")])
    rows = [
        [
            each.title[language()],
            words.said(language(), parse(each.from_month)),
            f"{each.due_day} ({t(language(), 'target.illustrative')})" if each.illustrative else str(each.due_day),
            each.source[language()],
            f"{each.entered_at.astimezone(HANOI):%d/%m/%Y %H:%M}" if each.entered_at else "",
            name_of(who.get(each.entered_at, "")) if each.entered_at else "",
        ]
        for each in held
    ]
    heads = ["calendar.delivery", "settings.target_from", "settings.delivery_day", "settings.source"]
    heads += ["upload.at", "upload.by"]
    draw.template("data/remembered.html", heads=[t(language(), head) for head in heads], rows=rows, nothing="–")
    _form({(each.id, each.from_month) for each in held if each.entered_at})


@only_for("settings")
def _form(entered: set[tuple[str, str]]) -> None:
    what, when, day, why = st.columns([2, 1, 1, 2], vertical_alignment="bottom")
    with what:
        names = {each.id: each.title[language()] for each in all_deliveries()}
        delivery = filters.choice(st.selectbox, "delivery", names)
    with when:
        begin = parse(filters.choice(st.selectbox, "delivery_from", months_ahead_first(), label="month"))
    typed = day.text_input(t(language(), "settings.delivery_day"), key=_DAY).strip()
    why.text_input(t(language(), "settings.source"), key=_SOURCE)
    _say_change(delivery, begin, typed)
    side_by_side, about = st.container(horizontal=True), (delivery, begin.code)
    side_by_side.button(t(language(), "settings.save"), key="delivery_save", on_click=_save, args=about)
    if about in entered:
        words_of = t(language(), "settings.delivery_remove")
        side_by_side.button(words_of, key="delivery_remove", on_click=_remove, args=about)


def _say_change(delivery: str, begin: Period, typed: str) -> None:
    """Old → new; or why what is typed is no day, beside it."""
    try:
        if typed:
            deeds.day_of(typed)
    except deeds.DeliveryDayError as slip:
        draw.alert("warning", words.explain(language(), slip))
        return
    now = definitions_of(begin, session.everything().settings).deliveries.get(delivery)
    change = {"before": str(now.due_day) if now else words.NOT_KNOWN, "now": typed or words.NOT_KNOWN}
    draw.sentences([t(language(), "settings.target_change", period=begin, **change)])


def _save(delivery: str, begin: str) -> None:
    with session.told():
        day = deeds.day_of(st.session_state[_DAY])
        do(deeds.set_delivery_day, delivery, begin, day, source=st.session_state[_SOURCE])
        st.session_state[_DAY] = st.session_state[_SOURCE] = ""


def _remove(delivery: str, begin: str) -> None:
    with session.told():
        do(deeds.remove_delivery_day, delivery, begin, source=st.session_state[_SOURCE])
