"""The late dossiers of one unit and month, from a source database that holds dossiers."""

import streamlit as st

from core.words import t
from views.screen import draw, filters, session
from views.screen.language import language
from views.screen.results import late

unit = late.unit()
when, where, _ = st.columns([1, 2, 1], vertical_alignment="bottom")
with when:
    month = filters.month(session.everything().months_of_unit(unit.code))
with where:
    source = late.source()
draw.title(t(language(), "late.title", unit=filters.name_of(unit), period=month))
late.show(source, unit, month)
