"""The piece of the page of the audit trail."""

import json
import re

import streamlit as st

from core.periods import HANOI
from core.words import keys, t
from store import chain, proving, signatures
from store.database import reading
from views.screen import draw, session
from views.screen.language import language, name_of

_MOST = 300


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
        person, deed, about = st.columns(3)
        who = person.selectbox(
            t(language(), "audit.who"), ["", *people], key=f"trail_who_{language()}", format_func=_or_all
        )
        what = deed.selectbox(
            t(language(), "audit.deed"), ["", *deeds], key=f"trail_deed_{language()}", format_func=_deed_or_all
        )
        part = about.text_input(t(language(), "audit.contains"), key="trail_about", max_chars=100)
        found = proving.trail(connection, who=who, deed=what, about=part.strip(), most=_MOST)
        digest = chain.newest_digest(connection)
    rows = [
        (
            each.id,
            f"{each.at.astimezone(HANOI):%d/%m/%Y %H:%M:%S}",
            name_of(each.who),
            _deed(each.deed),
            each.about,
            _details(each.details),
        )
        for each in found
    ]
    draw.sentences([t(language(), "audit.shown", shown=len(rows), lines=many)])
    draw.template("access/trail.html", rows=rows, digest=digest)


def _details(details: object) -> str:
    """What the line tells besides, a digest by its first digits."""
    said = json.dumps(details, ensure_ascii=False).translate(str.maketrans("", "", '{}"'))
    return re.sub(r"\b([0-9a-f]{8})[0-9a-f]{56}\b", r"\1…", said)[:300]


def _deed(code: str) -> str:
    """In words; the code where the words are gone, for a line outlives the program that wrote it."""
    key = f"deed.{code}"
    return t(language(), key) if key in keys(language()) else code


def _deed_or_all(code: str) -> str:
    return _deed(code) if code else t(language(), "audit.every")


def _or_all(chosen: str) -> str:
    return name_of(chosen) if chosen else t(language(), "audit.every")
