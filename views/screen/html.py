"""Draws HTML from `views.rendering`. The only place that passes HTML to Streamlit."""

import streamlit as st

from views.permitted import permitted
from views.screen import session


def show(text: str) -> None:
    """Draw it, without the links that the viewer may not follow; nothing where there is nothing, for `st.html("")`
    raises."""
    if text := permitted(text, session.drawn_for()):
        st.html(text)
