"""Who has reported for the month, who is late, and how often each unit was in time this year."""

import streamlit as st

from core.words import t
from views.screen import draw
from views.screen.data import calendar
from views.screen.language import language

when, who = st.columns([1, 3], vertical_alignment="bottom")
with when:
    month = calendar.month()
with who:
    kind = calendar.kind(month)

draw.title(t(language(), "calendar.title", period=month))
calendar.letter(month)
calendar.show(month, kind)
calendar.sources(month)
