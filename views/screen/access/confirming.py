"""The password again, where a page holds deeds that ask for it. Whether they do is decided in `Viewer.must_now`."""

import streamlit as st

from actions.access import signing_in
from core.access_errors import SessionEndedError
from core.clock import now
from core.rights import Right
from core.words import t
from reports.access.asking import SESSION_HEADER
from views.screen import draw, session
from views.screen.language import language

_FIELD = "confirm_password"


def form(*rights: Right) -> None:
    """Ask for it, of who may do one of these and gave it more than ten minutes ago; nothing in a demonstration."""
    viewer = session.viewer()
    if viewer.fresh or not any(viewer.may(right) for right in rights):
        return
    with st.form("confirm", clear_on_submit=True):
        draw.sentences([t(language(), "access.confirm_why")])
        field, button = st.columns([3, 1], vertical_alignment="bottom")
        field.text_input(t(language(), "access.password"), key=_FIELD, type="password", autocomplete="current-password")
        button.form_submit_button(t(language(), "access.confirm"), key="confirm_now", on_click=_confirm)


def _confirm() -> None:
    # Out of the session's memory at once, right or wrong.
    password = str(st.session_state.pop(_FIELD, ""))
    with session.told():
        number = st.context.headers.get(SESSION_HEADER, "")
        if not number.isdecimal():
            raise SessionEndedError
        signing_in.confirm(session.engine(), int(number), password, st.context.ip_address or "", clock=now)
