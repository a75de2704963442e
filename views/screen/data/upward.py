"""The pieces that hand out a month filled into the forms in which it is reported upward."""

from functools import partial

import streamlit as st

from core.periods import Period
from core.viewer import Viewer
from core.words import t
from reports.data.form_out import form_out
from reports.published import Published
from store.database import reading
from views.documents.form_ii06a import form_file
from views.screen import draw, session
from views.screen.language import language

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def form(month: Period) -> None:
    """The province's form II.06a of a published month, for who may see every unit's numbers."""
    if month in session.everything().all_months() and session.viewer().may("see_unit"):
        draw.heading(t(language(), "upward.title"))
        draw.sentences([t(language(), "upward.why")])
        button(month)


def button(month: Period, unit: str = "") -> None:
    """Download the form of the province, or of one unit; the caller has asked whether it may be seen."""
    file = t(language(), "upward.file", month=month.code)
    file = t(language(), "upward.file_unit", unit=unit, month=month.code) if unit else file
    st.download_button(
        t(language(), "upward.button_unit" if unit else "upward.button"),
        # It runs outside the session, so that everything is passed in.
        partial(_made, session.viewer(), session.everything(), month, unit),
        file_name=file,
        mime=_XLSX,
        key="form_ii06a",
        icon=":material/description:",
        on_click="ignore",
    )


def _made(viewer: Viewer, data: Published, month: Period, unit: str) -> bytes:
    with reading(session.engine()) as connection:
        return form_file(form_out(connection, data, viewer, month, unit))
