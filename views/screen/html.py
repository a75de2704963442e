"""HTML of `views.rendering` on the page. The one place that hands any to Streamlit, but for the frame's style."""

import streamlit as st


def show(text: str) -> None:
    """Draw it; nothing where there is nothing, for `st.html("")` raises."""
    if text:
        st.html(text)
