"""The navigation, of the pages that the viewer may open, and the way from one page to another."""

from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.settings import ROOT
from core.viewer import Viewer
from core.words import t
from views.pages import IN_THE_BAR, PAGES, SECTIONS, Page
from views.rendering import CARRIED
from views.screen.language import language


def pages(viewer: Viewer) -> dict[str, list[StreamlitPage]]:
    """By the headings of the sections, titled in the language in use.

    Those that the viewer may not open are there too, hidden: their address says so instead of leading elsewhere.
    """
    return {
        t(language(), f"section.{section}") if section else IN_THE_BAR: [
            _page(page, shown=page.opens_for(viewer)) for page in PAGES.values() if page.section == section
        ]
        for section in SECTIONS
    }


def asked(opened: StreamlitPage) -> Page:
    """Which page of the register it is."""
    return next(page for page in PAGES.values() if page.address.strip("/") == opened.url_path)


def open_page(name: str, **filters: str) -> NoReturn:
    """Switch to another page with these filters in its address."""
    if language() != "vi":
        filters["lang"] = language()
    st.switch_page(_page(PAGES[name]), query_params=CARRIED.get({}) | filters)


def _page(page: Page, *, shown: bool = True) -> StreamlitPage:
    return st.Page(
        # Absolute path: a relative one would be resolved against the frame's folder.
        ROOT / "pages" / page.script,
        title=t(language(), f"page.{page.name}"),
        url_path=page.address.strip("/") or None,
        default=page.address == "/",
        visibility="visible" if shown and not page.linked else "hidden",
    )
