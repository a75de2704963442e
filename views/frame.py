"""The frame of every page: language, visitor, navigation, masthead, and the one error handler."""

import streamlit as st

from core.errors import DashboardError, NotAllowedError
from core.viewer import Viewer
from core.words import explain
from views.screen import data_state, draw, session
from views.screen.access import reading, visiting
from views.screen.language import settle, switch
from views.screen.navigation import asked, open_page, pages

now = settle()
st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
nobody: DashboardError | None = None
try:
    viewer = session.viewer()
except DashboardError as error:
    viewer, nobody = Viewer(""), error
page = st.navigation(pages(viewer), position="top")

try:
    if nobody:
        raise nobody
    session.begin()
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        draw.masthead()
        visiting.who()
        switch()
    visiting.banner()
    if refused := session.refusal():
        why = explain(now, refused)
        draw.alert("warning", why)
        # Also where one looks: the button may be a screen below.
        st.toast(draw.label(why), icon=":material/warning:", duration="long")
        if isinstance(refused, NotAllowedError):
            visiting.refused(asked(page), viewer, refused)
    visiting.must_open(asked(page), viewer)
    if asked(page).address == "/" and not session.everything().units and viewer.may("settings"):
        open_page("settings")
    data_state.banner()
    with reading.noted(asked(page), viewer):
        page.run()
    data_state.foot()
except DashboardError as error:
    draw.alert("warning", explain(now, error))
    if isinstance(error, NotAllowedError):
        visiting.refused(asked(page), viewer, error)
