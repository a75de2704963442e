"""The password again, where a page holds deeds that ask for it. Whether they do is decided in `Viewer.must_now`."""

import os
from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

import streamlit as st

from actions.access import openid, passkeys, signing_in
from core.access_errors import SessionEndedError
from core.clock import now
from core.passkeys import party_of
from core.rights import Right
from core.settings import hosts_from
from core.words import t
from reports.access.asking import SESSION_HEADER
from views.access import AGAIN, BACK, CONFIRM, OPENID
from views.screen import draw, session
from views.screen.language import language

_FIELD = "confirm_password"


def form(*rights: Right, about: Sequence[str] | None = None) -> None:
    """Ask for it, of who may do one of these and gave it more than ten minutes ago; nothing in a demonstration.

    Args:
        about: units; without, all of them.
    """
    viewer = session.viewer()
    if viewer.fresh or not any(viewer.may(right, about) for right in rights):
        return
    if _by_openid():
        draw.template("access/confirm_openid.html", address=_leading(OPENID, **{AGAIN: "1"}))
        return
    if _has_passkey():
        draw.template("access/confirm_passkey.html", address=_leading(CONFIRM))
    with st.form("confirm", clear_on_submit=True):
        draw.sentences([t(language(), "access.confirm_why")])
        field, button = st.columns([3, 1], vertical_alignment="bottom")
        field.text_input(t(language(), "access.password"), key=_FIELD, type="password", autocomplete="current-password")
        button.form_submit_button(t(language(), "access.confirm"), key="confirm_now", on_click=_confirm)


def _by_openid() -> bool:
    number = st.context.headers.get(SESSION_HEADER, "")
    return number.isdecimal() and openid.signs_in_by_it(session.engine(), int(number))


def _has_passkey() -> bool:
    """Whether the person has one that works at this address."""
    number, party = st.context.headers.get(SESSION_HEADER, ""), party_of(str(st.context.url), hosts_from(os.environ))
    return number.isdecimal() and passkeys.works_here(session.engine(), int(number), party)


def _leading(address: str, **parameters: str) -> str:
    """To an address, and back to this page as it is asked for."""
    parts = urlsplit(str(st.context.url))
    query = urlencode(st.query_params.to_dict())
    asked = parameters | {BACK: f"{parts.path}?{query}" if query else parts.path, "lang": language()}
    return f"{address}?{urlencode(asked)}"


def _confirm() -> None:
    # Out of the session's memory at once, right or wrong.
    password = str(st.session_state.pop(_FIELD, ""))
    with session.told():
        number = st.context.headers.get(SESSION_HEADER, "")
        if not number.isdecimal():
            raise SessionEndedError
        signing_in.confirm(session.engine(), int(number), password, st.context.ip_address or "", clock=now)
