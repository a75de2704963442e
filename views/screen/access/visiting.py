"""Who is visiting: the name at the top, the banner of the demonstration, and the refusal of a page."""

import streamlit as st

from core.clock import now
from core.errors import NotAllowedError
from core.viewer import Viewer
from reports.access.asking import PART_HEADER
from reports.access.demonstration import PARTS
from store import audit
from store.database import writing
from views.access import ACCOUNT, DEMONSTRATION
from views.pages import Page
from views.screen import draw, session
from views.screen.access.reading import asked_unit

_TOLD = "refused_pages"


def who() -> None:
    """The signed-in person's name, which leads to signing out; nothing in a demonstration."""
    if not _part():
        draw.template("access/who.html", who=session.viewer().who, address=ACCOUNT)


def banner() -> None:
    """That these are samples without sign-in, and as whom they are looked at."""
    if _part():
        draw.template("access/demonstration.html", part=_part(), parts=PARTS, address=DEMONSTRATION)


def demonstrating() -> bool:
    """Whether samples are looked at without an account."""
    return bool(_part())


def must_open(page: Page, viewer: Viewer) -> None:
    """A page that the navigation does not show may still be asked for by its address: the trail tells of it.

    Raises:
        NotAllowedError: the viewer may not open it.
    """
    try:
        page.must_open_for(viewer)
    except NotAllowedError as error:
        refused(page, viewer, error)
        raise


def refused(page: Page, viewer: Viewer, error: NotAllowedError) -> None:
    """The trail tells, once a session, of what was asked for in vain: the page, the unit of the address, the right."""
    about = (page.address, asked_unit(), str(error.values.get("right", "")))
    told = st.session_state.setdefault(_TOLD, set())
    if about in told:
        return
    told.add(about)
    address, unit, right = about
    with writing(session.engine()) as connection:
        audit.append(
            connection, at=now(), who=viewer.who, deed="account_refused", about=address, unit=unit, right=right
        )


def _part() -> str:
    found: str = st.context.headers.get(PART_HEADER, "")
    return found
