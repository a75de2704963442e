"""The pages there are, and the way from one to another. Only what stands here can be reached."""

from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.settings import ROOT
from core.words import t
from views.rendering import PATHS
from views.screen.language import language

# A folder of `pages/` is a section. While there are so few pages they stand side by side in the bar: a page
# inside a closed drop-down is a page nobody finds.
SECTIONS = {
    "results": {"overview": "results/overview.py", "ranking": "results/ranking.py", "unit": "results/unit.py"},
    "data": {"upload": "data/upload.py", "month": "data/month.py"},
}


def pages() -> list[StreamlitPage]:
    """In the order of the sections, titled in the language in use."""
    return [_page(name) for names in SECTIONS.values() for name in names]


def open_page(name: str, **filters: str) -> NoReturn:
    """Leave for another page with these filters in its address."""
    if language() != "vi":
        filters["lang"] = language()
    st.switch_page(_page(name), query_params=filters)


def _page(name: str) -> StreamlitPage:
    path = next(names[name] for names in SECTIONS.values() if name in names)
    return st.Page(
        # Absolute: a relative path would be looked up beside the frame.
        ROOT / "pages" / path,
        title=t(language(), f"page.{name}"),
        url_path=PATHS[name].strip("/") or None,
        default=name == "overview",
    )
