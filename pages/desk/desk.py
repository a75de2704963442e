"""A unit's own desk: its month handed in, its published numbers accepted, explained or contested."""

import streamlit as st

from core.words import t
from views.screen import draw
from views.screen.desk import delegating, handing_in, replying, standing
from views.screen.language import language
from views.screen.results import unit

when, who = st.columns([1, 3], vertical_alignment="bottom")
with when:
    month = standing.month()
with who:
    code = standing.unit(month)

draw.title(t(language(), "desk.title", period=month))
if not code:
    draw.alert("info", t(language(), "desk.no_unit"))
    st.stop()
handing_in.told()
standing.told()
desk = standing.of(code, month)
standing.show(desk)
handing_in.form(desk)
standing.own_drafts(desk)
if desk.version:
    report = unit.answer(code, month, "then")
    replying.results(desk, report)
    replying.form(desk, report)
replying.said(desk)
delegating.within(desk)
