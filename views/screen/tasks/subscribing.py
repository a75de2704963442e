"""The calendar of deadlines at its own address: what it holds, and the link to it beside the list."""

from collections.abc import Mapping

import streamlit as st

from core.clock import now
from core.words import Language
from reports.access.asking import visitor
from store.database import reading
from views.documents.task_feed import ADDRESS, PERSON, UNIT, task_feed
from views.screen import draw, session
from views.screen.language import language
from views.screen.tasks import all_tasks


def feed(*, headers: Mapping[str, str], unit: str, person: str, language: Language) -> bytes:
    """The current calendar, as the requesting viewer may see it; runs outside any session.

    Raises:
        NotAllowedError: the viewer may see no task.
    """
    with reading(session.engine()) as connection:
        viewer = visitor(connection, headers, production=session.settings().production, at=now())
        viewer.must_somewhere("see_people")
        return task_feed(
            connection, all_tasks.everything(), viewer, unit=unit, person=person, language=language, now=now()
        )


def link() -> None:
    """To the calendar of the unit and the person that the filters name."""
    asked = {UNIT: _chosen("unit"), PERSON: _chosen("person"), "lang": language() if language() != "vi" else ""}
    draw.template("tasks/subscribe.html", address=ADDRESS, asked={key: value for key, value in asked.items() if value})


def _chosen(name: str) -> str:
    found: str = st.query_params.get(name, "")
    return "" if found == "all" else found
