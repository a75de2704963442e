"""One unit's points: each indicator won and lost, with its counts and the formula written out."""

import streamlit as st

from core.words import t
from views.screen import data_state, draw, filters, session, unit_asked
from views.screen.language import language
from views.screen.results import score, what_if

unit = unit_asked.in_address(session.everything(), "see_unit")
when, what, _ = st.columns([1, 1.4, 2], vertical_alignment="bottom")
with when:
    month = filters.month(session.everything().months_of_unit(unit.code) if unit else session.everything().all_months())
with what:
    rules = score.rules(month)

name = filters.name_of(unit) if unit else t(language(), "kind.province")
draw.title(score.title(rules, name, month), data_state.badge(month))
score.indicators(unit, rules, month)
what_if.show(unit, rules, month)
