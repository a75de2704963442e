"""All meetings: when, about which month, what was decided and whether it closed; and the form of a new one."""

import datetime as dt

import streamlit as st

from actions.meetings import preparing
from core.clock import now
from core.errors import NoDataError
from core.meetings import LAYOUTS, Plan
from core.periods import today
from core.words import period, t
from reports.meetings.agenda import Known, proposed
from reports.meetings.closing import JUDGED, OWNED, TOUCHED, closed
from views.screen import draw, session
from views.screen.allowed import only_for
from views.screen.language import language
from views.screen.meetings import known, one
from views.wording import meetings as said

MEETING = "meeting"
"""The address's name of a meeting's code."""


def show() -> None:
    """Every meeting, the newest first; then whether what was decided came about."""
    found = _now()
    if not found.meetings:
        draw.sentences([t(language(), "meeting.none")])
        return
    draw.template("meetings/meetings.html", meetings=found.meetings)
    tasks = [each.task for each in found.tasks.values()]
    followed = closed(found.meetings, tasks, today=found.today)
    if followed:
        draw.heading(t(language(), "meeting.followed"))
        untouched = {
            each.meeting.code: "; ".join(
                said.owner(one.outcome, found.data, language()) or t(language(), "meeting.nobody")
                for one in each.untouched
            )
            for each in followed
        }
        goals = {"owned": OWNED, "touched": TOUCHED, "judged": JUDGED}
        draw.template("meetings/followed.html", followed=followed, untouched=untouched, goals=goals)


@only_for("assign_task")
def new() -> None:
    """The form of a new meeting; its agenda is built from what is published."""
    data = session.everything()
    months = {month.code: month for month in data.all_months()[:12]}
    with st.expander(t(language(), "meeting.new"), expanded=not _now().meetings), st.form("meeting", border=False):
        left, middle, right = st.columns([1, 2, 2])
        on = left.date_input(t(language(), "meeting.day"), today(now()), key="meeting_on", format="DD/MM/YYYY")
        month = middle.selectbox(
            t(language(), "meeting.month"),
            list(months),
            key=f"meeting_month_{language()}",
            format_func=lambda code: period(language(), months[code]),
        )
        layout = right.selectbox(
            t(language(), "meeting.layout"),
            LAYOUTS,
            key=f"meeting_layout_{language()}",
            format_func=lambda name: t(language(), f"meeting.layout_{name}"),
        )
        chair = st.text_input(t(language(), "meeting.chair"), key="meeting_chair", max_chars=300)
        if st.form_submit_button(t(language(), "meeting.prepare"), key="meeting_prepare", type="primary"):
            assert isinstance(on, dt.date)  # noqa: S101  one day, not a range
            plan = Plan(on, months[month], chair, session.newest().newest_publication, layout)
            about = known.about(session.viewer(), session.newest(), plan.month)
            code = str(session.do(preparing.prepare, plan, proposed(about, on)))
            st.query_params[MEETING] = code
            st.session_state[one.SAID] = t(language(), "meeting.prepared", code=code)
            st.rerun()


def _now() -> Known:
    data = session.everything()
    if not data.all_months():
        raise NoDataError(period=None)
    return known.about(session.viewer(), data, data.all_months()[0])
