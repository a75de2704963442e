"""The list of tasks taken along: its deadlines as a calendar, and the list in the form of a plan."""

from dataclasses import replace
from functools import partial

import streamlit as st

from core.words import t
from reports.tasks.listed import TaskList
from views.documents.calendar_feed import calendar_feed
from views.documents.files import plan_workbook
from views.screen import filters, session
from views.screen.language import language
from views.screen.tasks import subscribing


def downloads(found: TaskList) -> None:
    """What the filters leave, made only when somebody asks for it; and the address at which a calendar follows it."""
    if not session.drawn_for().may_somewhere("see_people"):
        return
    # What is taken along holds the people and papers of one's own tasks, and no others.
    mine = replace(found, listed=tuple(each for each in found.listed if each.whole))
    if mine.listed:
        _files(mine)
    subscribing.link()


def _files(found: TaskList) -> None:
    names = filters.unit_names(session.everything())
    calendar, plan, _ = st.columns([1, 1.4, 1.6])
    calendar.download_button(
        t(language(), "tasks.calendar"),
        # It runs outside the session, so everything it needs is passed in.
        partial(calendar_feed, found.listed, names, language()),
        file_name=t(language(), "tasks.calendar_file"),
        mime="text/calendar",
        icon=":material/event:",
        on_click="ignore",
        key="task_calendar",
    )
    plan.download_button(
        t(language(), "tasks.export"),
        partial(plan_workbook, found.listed, names, language()),
        file_name=t(language(), "tasks.export_file"),
        icon=":material/download:",
        on_click="ignore",
        key="task_plan",
    )
