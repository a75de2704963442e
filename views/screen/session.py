"""Cached reports for the pages, valid as long as the data are the same.

The cache key is the state of the data (`store.state`) and codes, never frames or time; `st.cache_*` is not used, since
it copies its contents at every use. What a visitor sees is one `Published`: what is published now; with `as_of` in
the address, what was published then; with `draft`, what would be published if the drafts were.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache

import streamlit as st

from actions.prepare import prepared
from core.caching import cached
from core.clock import now as clock
from core.errors import DashboardError
from core.province import name_until_set_up
from core.settings import Settings, settings_from
from core.viewer import Viewer, everyone
from reports.access.asking import visitor
from reports.published import Published
from reports.versions import as_published, published, with_drafts
from store import settings as decided
from store import signatures
from store.database import Engine, reading, writing
from store.signatures import Signed
from store.state import State
from store.state import state as state_of
from views.rendering import CARRIED

AS_OF = "as_of"
DRAFT = "draft"
_SEEN, _STATE, _REFUSED, _FOR = "published", "state", "refused", "drawn_for"
when_new: list[Callable[[Published], None]] = []
"""What a server begins in the background when it sees a new version of the numbers; see `views.screen.warming`."""


@cache
def _engine(settings: Settings) -> Engine:
    return prepared(settings, clock=clock)


def settings() -> Settings:
    return settings_from(environment())


def engine() -> Engine:
    return _engine(settings())


def environment() -> Mapping[str, str]:
    """The source of settings and of the passwords of source databases."""
    return os.environ


def viewer() -> Viewer:
    """Who is asking, by what holds at this moment: a role that was withdrawn a click ago is gone.

    Raises:
        SessionEndedError: nobody who is still signed in.
    """
    with reading(engine()) as connection:
        return visitor(connection, st.context.headers, settings(), at=clock())


def drawn_for() -> Viewer:
    """Who this rerun is drawn for; nobody where that could not be said. What is done asks `viewer` again."""
    found: Viewer = st.session_state.get(_FOR, Viewer(""))
    return found


def begin() -> None:
    """Ask once a rerun how new the data are; the frame calls it before any page."""
    st.session_state[_FOR] = who = viewer()
    who.must("see_results")
    with reading(engine()) as connection:
        st.session_state[_STATE] = now = state_of(connection)
    as_of, drafts = _as_of(), draft_view()
    # Every link keeps the state of the data the reader is looking at.
    CARRIED.set({AS_OF: str(as_of)} if as_of is not None else {DRAFT: "1"} if drafts else {})
    st.session_state[_SEEN] = _published(settings(), now.database, now.numbers, as_of, drafts)


def _as_of() -> int | None:
    asked = st.query_params.get(AS_OF, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None


def draft_view() -> bool:
    """Whether the pages show the drafts too: asked for in the address, and then until it says otherwise.

    The bar's own links drop the address, so the session remembers it.
    """
    asked = st.query_params.get(DRAFT)
    if asked is not None:
        st.session_state[DRAFT] = asked == "1"
    return bool(st.session_state.get(DRAFT)) and viewer().may("see_drafts")


@cached(16)
def _published(settings: Settings, _database: str, _numbers: int, as_of: int | None, drafts: bool) -> Published:
    """The same for all who may see it: `begin` asks that."""
    viewer = everyone()
    with reading(_engine(settings)) as connection:
        if as_of is not None:
            return as_published(connection, viewer, as_of)
        if drafts:
            return with_drafts(connection, viewer)
        found = published(connection, viewer)
    for begin_with in when_new:
        threading.Thread(target=begin_with, args=[found], name="new-numbers", daemon=True).start()
    return found


def everything() -> Published:
    """All that is published (or was, then), for the choices of the filters."""
    seen: Published = st.session_state[_SEEN]
    return seen


def state() -> State:
    """How new the data were when this rerun began: the key of what depends on numbers and tasks alike."""
    found: State = st.session_state[_STATE]
    return found


def tasks_version() -> tuple[str, int]:
    """Grows with every deed about tasks, cohorts, commitments, explanations or yearly indices: the key of what is kept
    of them."""
    return state().database, state().tasks


def then() -> Signed | None:
    """The version as of which the pages show everything; None for now."""
    as_of = _as_of()
    if as_of is None:
        return None
    with reading(engine()) as connection:
        return next((each for each in signatures.signed(connection) if each.id == as_of), None)


def do(deed: Callable[..., object], *arguments: object, **named: object) -> object:
    """One deed in one transaction, by whoever is asking, now."""
    who = viewer()
    with writing(engine()) as connection:
        return deed(connection, who, *arguments, at=clock(), **named)


@contextmanager
def told() -> Iterator[None]:
    """Keep an error that a button's deed raises before the page runs, to be said on it; see `refusal`."""
    try:
        yield
    except DashboardError as error:
        st.session_state[_REFUSED] = error


def refusal() -> DashboardError | None:
    """Why the deed of the button that was just pressed was refused; said once."""
    found: DashboardError | None = st.session_state.pop(_REFUSED, None)
    return found


def province_name() -> dict[str, str]:
    """The province's name by language."""
    return _province_name(state().database, state().numbers)


@cached(4)
def _province_name(_database: str, _numbers: int) -> dict[str, str]:
    with reading(engine()) as connection:
        known = decided.newest(connection, decided.PROVINCE)
    return known["name"] if known else name_until_set_up(settings())


def illustrative() -> bool:
    """Whether anything published was made up to show the system."""
    return bool(everything().months["illustrative"].any())


def newest() -> Published:
    """What is published now, for what runs without a visitor."""
    return as_of(None)


def as_of(publication: int | None) -> Published:
    """What was published then (None: is now), as its rules were, for what asks outside a rerun."""
    with reading(engine()) as connection:
        now = state_of(connection)
    return _published(settings(), now.database, now.numbers, publication, False)


def warm_up() -> None:
    """Open the database and read what is published, before the first visitor asks."""
    data = newest()
    if data.all_months():
        data.measures(data.all_months()[:1])
