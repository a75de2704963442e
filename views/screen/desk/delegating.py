"""The head of the unit lets one person of it hand in and reply; who does so is seen by all who hand in for it."""

import streamlit as st

from actions.access import delegating as deeds
from core.clock import now
from core.periods import today
from core.words import day, t
from reports.desk.desk import Desk
from store.database import reading
from views.screen import draw, session
from views.screen.access import confirming
from views.screen.language import language, name_of
from views.screen.session import do

_DONE, _PERSON, _UNTIL = "delegating_done", "delegating_person", "delegating_until"


def within(found: Desk) -> None:
    """Who stands in, and for the head of the unit the way to give it or take it back."""
    viewer, code = session.viewer(), found.unit.code
    head = viewer.may("delegate", [code])
    with reading(session.engine()) as connection:
        standing_in = deeds.standing_in(connection, viewer, code, at=now())
        people = deeds.people(connection, viewer, code, at=now()) if head and standing_in is None else []
    told = st.session_state.pop(_DONE, None)
    if not head and standing_in is None:
        return
    draw.heading(t(language(), "delegating.title"))
    if told:
        draw.alert("success", told)
    if standing_in is not None:
        person, grant = standing_in
        until = day(language(), grant.until or today(now()))
        said = {"name": person.full_name or person.name, "day": until, "giver": name_of(grant.who)}
        draw.sentences([t(language(), "delegating.now", **said)])
        if head:
            st.button(t(language(), "delegating.take_back"), key="delegating_end", on_click=_take_back, args=(code,))
        return
    draw.sentences([t(language(), "delegating.why")])
    if not people:
        draw.sentences([t(language(), "delegating.nobody")])
        return
    confirming.form("delegate", about=[code])
    names = {each.name: f"{each.full_name} · {each.name}" if each.full_name else each.name for each in people}
    with st.form("delegating", border=False):
        who, until_day, give = st.columns([2, 1, 1], vertical_alignment="bottom")
        who.selectbox(t(language(), "delegating.person"), list(names), format_func=names.__getitem__, key=_PERSON)
        until_day.date_input(t(language(), "delegating.until"), value=None, key=_UNTIL, format="DD/MM/YYYY")
        give.form_submit_button(t(language(), "delegating.give"), key="delegating_give", on_click=_give, args=(code,))


def _give(code: str) -> None:
    name = str(st.session_state[_PERSON])
    with session.told():
        do(deeds.delegate, code, name, st.session_state[_UNTIL])
        st.session_state[_DONE] = t(language(), "delegating.given", name=name)


def _take_back(code: str) -> None:
    with session.told():
        do(deeds.take_back, code)
        st.session_state[_DONE] = t(language(), "delegating.taken_back")
