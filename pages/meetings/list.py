"""The Committee's meetings: prepared, shown, decided on, followed up."""

import streamlit as st

from core.words import t
from views.screen import draw
from views.screen.language import language
from views.screen.meetings import listing, one

code = st.query_params.get(listing.MEETING, "")
draw.title(one.title(code) if code else t(language(), "meeting.title"))
if code:
    one.show(code)
else:
    listing.show()
    listing.new()
