"""What of a page's HTML is for a viewer: links to what the viewer may not open are no links.

One place for all templates. Their HTML is kept for everybody who sees the same numbers, so it is settled when it is
drawn. It hides nothing that must be hidden: a page and a deed ask for themselves.
"""

import html
import re
from urllib.parse import parse_qs, urlsplit

from core.rights import REGISTER
from core.viewer import Viewer
from views.pages import PAGES, Page

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_ADDRESS = re.compile(r'\bhref="([^"]*)"')
_CLASS = re.compile(r'\bclass="([^"]*)"')
# What only leads somewhere, and says nothing to who cannot go there: “Giao nhiệm vụ”, and the cards of a strip.
_NOTHING_ELSE = {"assign", "only"}
_BY_ADDRESS = {page.address: page for page in PAGES.values()}


def permitted(text: str, viewer: Viewer) -> str:
    """The HTML with the words alone of links that this viewer may not follow, and without buttons that are such."""

    def settled(found: re.Match[str]) -> str:
        address = _ADDRESS.search(found[1])
        if address is None or _opens(html.unescape(address[1]), viewer):
            return found[0]
        classes = _CLASS.search(found[1])
        names = classes[1].split() if classes else []
        if _NOTHING_ELSE.intersection(names):
            return ""
        return f'<span class="{" ".join(names)}">{found[2]}</span>' if names else found[2]

    return _LINK.sub(settled, text)


def _opens(address: str, viewer: Viewer) -> bool:
    """Whether the viewer may open this address; what is no page of ours is not our business."""
    parts = urlsplit(address)
    page = _BY_ADDRESS.get(parts.path) if not parts.netloc else None
    if page is None:
        return True
    if not page.opens_for(viewer):
        return False
    asked = parse_qs(parts.query)
    if not _of_units(page):
        return True
    if "unit" in asked:
        return viewer.may(page.right, asked["unit"])
    # A kind of unit is all of them.
    return "kind" not in asked or viewer.may(page.right)


def _of_units(page: Page) -> bool:
    return REGISTER[page.right].about == "unit"
