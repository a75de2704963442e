"""The province's targets: those that hold, since when and by which document, and the form that enters one."""

import datetime as dt

import streamlit as st

from actions.data import targets as deeds
from core import words
from core.clock import now
from core.periods import HANOI, Period, month_with, months_back, parse, today
from core.words import t
from metrics.rates.measures import all_measures
from metrics.rates.targets import Target, decided
from store import settings
from store.database import reading
from views.screen import draw, filters, session
from views.screen.allowed import only_for
from views.screen.language import language, name_of
from views.screen.session import do

_VALUE, _SOURCE = "target_value", "target_source"
_BACK, _AHEAD = 24, 24


def targets() -> None:
    """The list, then the form: what would change is said before it is saved."""
    with reading(session.engine()) as connection:
        entered = settings.entries(connection, settings.TARGET)
    who = {each.at: each.who for each in entered}
    held = decided(session.everything().settings.targets)
    draw.sentences([t(language(), "settings.targets_why")])
    measures = all_measures()
    rows = [
        [
            measures[each.measure].title[language()],
            words.said(language(), parse(each.from_month)),
            _said(each),
            each.source[language()],
            f"{each.entered_at.astimezone(HANOI):%d/%m/%Y %H:%M}" if each.entered_at else "",
            name_of(who.get(each.entered_at, "")) if each.entered_at else "",
        ]
        for each in sorted(held, key=lambda each: (list(measures).index(each.measure), each.from_month))
    ]
    heads = [
        "filter.measure",
        "settings.target_from",
        "settings.target_value",
        "settings.source",
        "upload.at",
        "upload.by",
    ]
    draw.template("data/remembered.html", heads=[t(language(), head) for head in heads], rows=rows, nothing="–")
    _form(held)


@only_for("structure")
def _form(held: list[Target]) -> None:
    what, when, value, why = st.columns([2, 1, 1, 2], vertical_alignment="bottom")
    with what:
        names = {name: each.title[language()] for name, each in all_measures().items()}
        measure = filters.choice(st.selectbox, "target", names, label="measure")
    with when:
        begin = parse(filters.choice(st.selectbox, "from", _months(), label="month"))
    typed = value.text_input(t(language(), "settings.target_value"), key=_VALUE).strip()
    why.text_input(t(language(), "settings.source"), key=_SOURCE)
    _say_change(held, measure, begin, typed)
    side_by_side = st.container(horizontal=True)
    about = (measure, begin.code)
    side_by_side.button(t(language(), "settings.save"), key="target_save", on_click=_save, args=about)
    if any(each.entered_at and (each.measure, each.from_month) == about for each in held):
        side_by_side.button(t(language(), "settings.target_remove"), key="target_remove", on_click=_remove, args=about)


def _months() -> dict[str, str]:
    """The months a target may begin with; the first is next month."""
    this = month_with(today(now()))
    ahead = [this]
    for _ in range(_AHEAD):
        ahead.append(month_with(ahead[-1].end + dt.timedelta(days=1)))
    order = [*ahead[1:2], *ahead[2:], *reversed(months_back(this, _BACK))]
    return {each.code: filters.said(each) for each in order}


def _say_change(held: list[Target], measure: str, begin: Period, typed: str) -> None:
    """Old → new, and the published months that keep the old one."""
    holds = [each for each in held if each.measure == measure and each.from_month <= begin.code]
    before = _said(max(holds, key=lambda each: each.from_month)) if holds else words.NOT_KNOWN
    now_said = typed or words.NOT_KNOWN
    lines = [t(language(), "settings.target_change", period=begin, before=before, now=now_said)]
    with reading(session.engine()) as connection:
        kept = deeds.unchanged_months(connection, begin)
    if kept:
        lines.append(t(language(), "settings.target_kept", months=len(kept)))
    draw.sentences(lines)


def _said(target: Target) -> str:
    value = words.in_unit(language(), target.value, all_measures()[target.measure].unit, plain=True)
    example = target.entered_at is None and target.illustrative
    return f"{value} ({t(language(), 'target.illustrative')})" if example else value


def _save(measure: str, begin: str) -> None:
    with session.told():
        value = deeds.value_of(st.session_state[_VALUE])
        do(deeds.set_target, measure, begin, value, source=st.session_state[_SOURCE])
        st.session_state[_VALUE] = st.session_state[_SOURCE] = ""


def _remove(measure: str, begin: str) -> None:
    with session.told():
        do(deeds.remove_target, measure, begin, source=st.session_state[_SOURCE])
