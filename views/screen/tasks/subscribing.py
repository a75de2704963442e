"""The calendar of deadlines at its own address: what it holds, and the link to it beside the list."""

from collections.abc import Mapping

import streamlit as st

from core.access_errors import NoCalendarError, SecondFactorRequiredError
from core.clock import now
from core.words import Language
from reports.access.asking import lacks_second_factor, visitor
from store import accounts
from store.database import reading
from views.access import ACCOUNT
from views.documents.task_feed import ADDRESS, PERSON, UNIT, task_feed
from views.screen import draw, session
from views.screen.access.visiting import demonstrating
from views.screen.language import language
from views.screen.tasks import all_tasks


def feed(*, headers: Mapping[str, str], unit: str, person: str, language: Language) -> bytes:
    """The current calendar, as the requesting viewer may see it; runs outside any session.

    Raises:
        NotAllowedError: the viewer may see no task.
    """
    with reading(session.engine()) as connection:
        viewer = visitor(connection, headers, session.settings(), at=now())
        viewer.must_somewhere("see_people")
        return task_feed(
            connection, all_tasks.everything(), viewer, unit=unit, person=person, language=language, now=now()
        )


def feed_by_key(*, key: str, unit: str, person: str, language: Language) -> bytes:
    """The calendar of the person whose key it is, by the rights of this moment.

    Raises:
        NoCalendarError: nobody has this key, or the account is disabled.
        NotAllowedError: the person may see no task.
        SecondFactorRequiredError: the person has to set one up before anything else.
    """
    with reading(session.engine()) as connection:
        account = accounts.of_calendar(connection, key) if key else None
        if account is None or account.disabled:
            raise NoCalendarError
        if lacks_second_factor(connection, account, session.settings(), at=now()):
            raise SecondFactorRequiredError
        viewer = account.viewer(now())
        viewer.must_somewhere("see_people")
        return task_feed(
            connection, all_tasks.everything(), viewer, unit=unit, person=person, language=language, now=now()
        )


def link() -> None:
    """To the calendar of the unit and the person that the filters name."""
    asked = {UNIT: _chosen("unit"), PERSON: _chosen("person"), "lang": language() if language() != "vi" else ""}
    asked = {key: value for key, value in asked.items() if value}
    own = "" if demonstrating() else ACCOUNT
    draw.template("tasks/subscribe.html", address=ADDRESS, asked=asked, own=own)


def _chosen(name: str) -> str:
    found: str = st.query_params.get(name, "")
    return "" if found == "all" else found
