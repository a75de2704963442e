"""The pieces of the page of the staff list: a file judged and loaded, and the list that holds."""

import datetime as dt
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from actions.tasks import people as deeds
from core.clock import now
from core.people import Post
from core.periods import HANOI, today
from core.words import t
from loaders.lists.people import ReadPeople
from store import people
from store.database import reading
from views.screen import chosen_files, draw, filters, findings, session
from views.screen.language import language, name_of

_CHECKED, _DONE = "checked_people", "loaded_people"
SHOWN = 500


def checked(file: UploadedFile) -> ReadPeople | None:
    """What is in the file, read once; None where it could not be read, and says why."""
    judge = partial(deeds.check_people, session.engine(), session.viewer(), file.getvalue())
    return chosen_files.judged(_CHECKED, [file], judge, "people.reading")


def preview(file: UploadedFile, found: ReadPeople) -> None:
    """How many people, every fault with its cell, and the button that puts the list in place of the one before."""
    draw.sentences([t(language(), "people.found", people=len(found.posts))])
    if found.issues:
        draw.template("issues.html", issues=found.issues, said=findings.said)
    if not found.fit_to_load:
        draw.alert("error", t(language(), "people.refused"))
        return
    label = t(language(), "people.load", people=len(found.posts))
    st.button(label, type="primary", key="load_people", on_click=_load, args=(file,))


def _load(file: UploadedFile) -> None:
    found = deeds.load_people(session.engine(), session.viewer(), file.getvalue(), file.name, clock=now)
    st.session_state[_DONE] = len(found.posts)


def outcome() -> None:
    """Say once that a list was loaded."""
    many = st.session_state.pop(_DONE, 0)
    if many:
        draw.alert("success", t(language(), "people.loaded", people=many))


def newest() -> None:
    """The list that holds, those who have left marked."""
    with reading(session.engine()) as connection:
        found = people.newest(connection)
    if found is None:
        draw.alert("info", t(language(), "people.none"))
        return
    names = filters.unit_names(session.everything())
    day = today(now())
    draw.template(
        "tasks/people.html",
        file=found.file_name,
        on=found.at.astimezone(HANOI).date(),
        who=name_of(found.who),
        rows=sorted(found.posts, key=lambda post: (names.get(post.unit, post.unit), post.name))[:SHOWN],
        total=len(found.posts),
        names=names,
        left=lambda post: _left(post, day),
    )


def _left(post: Post, day: dt.date) -> bool:
    return post.until is not None and post.until < day
