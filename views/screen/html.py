"""Draws HTML from `views.rendering`. The only place that passes HTML to Streamlit."""

import streamlit as st


def show(text: str) -> None:
    """Draw it; nothing where there is nothing, for `st.html("")` raises."""
    if text:
        st.html(text)
