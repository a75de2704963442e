"""The handler of unexpected errors: logs the error under an incident number and shows the number on the page."""

import secrets

import streamlit as st
import structlog

from core.words import t
from views.screen.language import language

log = structlog.get_logger()


def reported(error: Exception) -> bool:
    """Log the error under a number that the reader is shown. True: Streamlit shows nothing of its own."""
    number = secrets.token_hex(4)
    log.error("incident", incident=number, exc_info=error)
    now = language()
    st.error(t(now, "error.bug", incident=number), title=t(now, "error.bug_title"))
    return True
