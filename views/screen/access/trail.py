"""The piece of the page of the audit trail."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from core.periods import HANOI
from core.words import keys, t
from store import chain, proving, signatures, units
from store.database import reading
from store.state import READ
from views.access import PICTURES, TABLES
from views.pages import PAGES
from views.screen import draw, session
from views.screen.access import details
from views.screen.language import language, name_of

_MOST = 300
PAGE_AT = {page.address: page.name for page in PAGES.values()}
_READS: dict[str, bool | None] = {"both": None, "deeds": False, "reads": True}


def public_keys() -> None:
    """By which anybody verifies what was published."""
    with reading(session.engine()) as connection:
        known = signatures.public_keys(connection)
    if known:
        draw.sentences([t(language(), "audit.public_keys", keys=", ".join(known))])


def lines() -> None:
    """The newest lines that fit the filters."""
    session.viewer().must("see_trail")
    with reading(session.engine()) as connection:
        people, deeds, many = proving.said_in(connection)
        kinds = {each: t(language(), f"audit.{each}") for each in _READS}
        which = st.segmented_control(
            t(language(), "audit.lines"), list(kinds), default="both", format_func=kinds.__getitem__, key="trail_kind"
        )
        person, deed, about = st.columns(3)
        who = person.selectbox(
            t(language(), "audit.who"), ["", *people], key=f"trail_who_{language()}", format_func=_or_all
        )
        what = deed.selectbox(
            t(language(), "audit.deed"), ["", *deeds], key=f"trail_deed_{language()}", format_func=_deed_or_all
        )
        part = about.text_input(t(language(), "audit.contains"), key="trail_about", max_chars=100)
        found = proving.trail(
            connection, who=who, deed=what, about=part.strip(), reads=_READS[which or "both"], most=_MOST
        )
        digest = chain.newest_digest(connection)
        names = {unit.code: unit.name if language() == "vi" else unit.name_en for unit in units.everything(connection)}
    rows = [
        (
            each.id,
            f"{each.at.astimezone(HANOI):%d/%m/%Y %H:%M:%S}",
            name_of(each.who),
            _deed(each.deed),
            _about(each.deed, each.about, names),
            details.said(each.details, language(), names),
        )
        for each in found
    ]
    draw.sentences([t(language(), "audit.shown", shown=len(rows), lines=many)])
    draw.template("access/trail.html", rows=rows, digest=digest)


def _about(deed: str, about: str, names: Mapping[str, str]) -> str:
    """What was read by its name: a page, a picture, a table, and the unit; what else there is as it was written."""
    parts = urlsplit(about) if deed == READ else None
    what = _what(parts.path) if parts else ""
    if parts is None or not what:
        return about
    # With its code, for that is what the line holds and the filter looks for.
    asked = [f"{names[value]} ({value})" if value in names else value for _, value in parse_qsl(parts.query)]
    return " · ".join([what, *asked])


def _what(path: str) -> str:
    if path in PAGE_AT:
        return t(language(), f"page.{PAGE_AT[path]}")
    for below, key in ((PICTURES, "audit.picture"), (TABLES, "audit.table")):
        if path.startswith(below):
            return t(language(), key, name=path.removeprefix(below))
    return ""


def _deed(code: str) -> str:
    """In words; the code where the words are gone, for a line outlives the program that wrote it."""
    key = f"deed.{code}"
    return t(language(), key) if key in keys(language()) else code


def _deed_or_all(code: str) -> str:
    return _deed(code) if code else t(language(), "audit.every")


def _or_all(chosen: str) -> str:
    return name_of(chosen) if chosen else t(language(), "audit.every")
