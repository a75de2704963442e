"""Which pages are noted when they are read: those with what is restricted, for who is signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import streamlit as st

from actions.access.reads import Reads
from core.clock import now
from core.errors import DashboardError
from core.rights import Right
from core.viewer import Viewer
from reports.access.asking import SESSION_HEADER
from views.pages import Page
from views.screen import own_unit, session

READS = Reads(session.engine, now)
RESTRICTED: frozenset[Right] = frozenset({"see_unit", "see_drafts", "see_files", "see_people", "see_trail", "accounts"})
OF_UNITS: frozenset[Right] = frozenset({"see_unit", "see_drafts"})
"""One's own unit's details are one's own: they are noted of who sees those of others."""
_ONE_UNIT = frozenset({"unit", "unit_score"})
_ONE_TASK = frozenset({"task", "task_draft"})


@contextmanager
def noted(page: Page, viewer: Viewer) -> Iterator[None]:
    """The page is drawn for the viewer; also one that is left before it is whole, but none that is refused."""
    number = st.context.headers.get(SESSION_HEADER, "")
    if not number.isdecimal() or right_of(page, viewer) is None:
        yield
        return
    about, read = _about(page), True
    try:
        yield
        # Only now is it known of which unit a page is that was asked for without one.
        about = _about(page)
    except DashboardError:
        read = False
        raise
    finally:
        if read:
            READS.note(int(number), about, "page")


def _about(page: Page) -> str:
    asked = {"unit": asked_unit()}
    if page.name in _ONE_TASK:
        asked["task"] = st.query_params.get("task", "")[:40]
    if page.name in _ONE_UNIT:
        asked["unit"] = asked["unit"] or own_unit.remembered()
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{page.address}?{query}" if query else page.address


def asked_unit() -> str:
    """The code of the unit that the address names; blank where there is none: each would be a line more."""
    code = st.query_params.get("unit", "")
    return code if code in {each.code for each in session.everything().units} else ""


def right_of(page: Page, viewer: Viewer) -> Right | None:
    """The right by which this viewer reads what is restricted on a page; None where there is nothing to note."""
    # Everybody opens a task; names and papers are for who may see people.
    right: Right = "see_people" if page.name == "task" else page.right
    if right not in RESTRICTED or not viewer.may_somewhere(right):
        return None
    return None if right in OF_UNITS and not viewer.may(right) else right
