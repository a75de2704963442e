"""The frame of every page: language, navigation, masthead, and the one error handler."""

import streamlit as st

from core.errors import DashboardError
from core.words import explain
from views.screen import data_state, draw, session
from views.screen.language import settle, switch
from views.screen.navigation import pages

now = settle()
st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
page = st.navigation(pages(), position="top")

try:
    session.begin()
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        draw.masthead()
        switch()
    if refused := session.refusal():
        draw.alert("warning", explain(now, refused))
    data_state.banner()
    page.run()
    data_state.foot()
except DashboardError as error:
    draw.alert("warning", explain(now, error))
