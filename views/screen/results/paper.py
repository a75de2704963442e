"""The button that prints the month on one page."""

from functools import partial

import streamlit as st

from core.clock import now
from core.periods import Period
from core.words import Language, t
from reports.brief import brief_of
from reports.published import Published
from store.database import reading
from views.documents.brief import brief_document
from views.documents.workshop import paper
from views.screen import session
from views.screen.language import language


def button(month: Period) -> None:
    """Download the month's brief; it is made when somebody asks for it."""
    st.download_button(
        t(language(), "paper.button"),
        partial(_made, session.everything(), month, language()),
        file_name=f"tom-tat-{month.code}.pdf" if language() == "vi" else f"brief-{month.code}.pdf",
        mime="application/pdf",
        key="brief_pdf",
        icon=":material/picture_as_pdf:",
        on_click="ignore",
    )


def _made(data: Published, month: Period, chosen: Language) -> bytes:
    with reading(session.engine()) as connection:
        found = brief_of(connection, data, session.viewer(), month, now=now())
    # A failure is logged by Streamlit, and said beside the button (`locales/streamlit.toml`).
    return paper(brief_document(found, chosen), chosen, one_page=True)
