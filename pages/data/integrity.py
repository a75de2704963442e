"""Numbers of a month that need an explanation before anybody builds on them."""

import streamlit as st

from core.words import t
from views.screen import data_state, draw, filters, session
from views.screen.data import integrity
from views.screen.language import language

when, _ = st.columns([1, 3], vertical_alignment="bottom")
with when:
    month = filters.month(session.everything().all_months())
draw.title(t(language(), "integrity.title", period=month), data_state.badge(month))
integrity.show(integrity.report(month))
