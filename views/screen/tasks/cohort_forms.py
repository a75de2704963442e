"""Defining a cohort, changing it, ending it, and what has happened to it."""

import streamlit as st

from actions.tasks import cohorts as deeds
from core.clock import now
from core.cohorts import Cohort, Definition
from core.periods import HANOI, today
from core.words import t
from views.screen import draw, filters, session
from views.screen.allowed import only_for
from views.screen.language import language, name_of
from views.screen.session import do

_OPENED = "cohort_opened_"


def forms(cohort: Cohort | None) -> None:
    """What may be done with the cohort, and another one defined."""
    if cohort:
        _history(cohort)
        if not cohort.ended:
            _change(cohort)
            _end(cohort)
    _define(expanded=cohort is None)


def _history(cohort: Cohort) -> None:
    with st.expander(t(language(), "cohorts.history")):
        events = [
            (
                t(
                    language(),
                    "cohorts.event",
                    at=f"{event.at.astimezone(HANOI):%d/%m/%Y %H:%M}",
                    what=t(language(), f"cohorts.event_{event.kind}"),
                    who=name_of(event.who),
                ),
                event.note,
            )
            for event in reversed(cohort.events)
        ]
        draw.template("tasks/happened.html", events=events)


@only_for("assign_task")
def _define(*, expanded: bool) -> None:
    with st.expander(t(language(), "cohorts.new"), expanded=expanded), st.form("define_cohort", border=False):
        given = _fields("new", None)
        note = st.text_area(t(language(), "cohorts.note"), key="cohort_note_new")
        if st.form_submit_button(t(language(), "cohorts.save_new"), type="primary", key="define_cohort_now"):
            _open(str(do(deeds.define, given, note=note)))


@only_for("assign_task")
def _change(cohort: Cohort) -> None:
    # The widget keys change after every deed here, so that the fields start with the current definition. They stay
    # where somebody else changed it meanwhile: what was typed is kept, and the deed says so.
    base = _opened(cohort)
    key = f"{cohort.code}_{base}"
    with st.expander(t(language(), "cohorts.edit")), st.form("change_cohort", border=False):
        given = _fields(key, cohort.definition)
        note = st.text_area(t(language(), "cohorts.reason"), key=f"cohort_note_{key}")
        if st.form_submit_button(t(language(), "cohorts.save"), type="primary", key="change_cohort_now"):
            do(deeds.change, cohort.code, given, note=note, base=base)
            _open(cohort.code)


@only_for("assign_task")
def _end(cohort: Cohort) -> None:
    with st.expander(t(language(), "cohorts.end")), st.form("end_cohort", border=False):
        on = st.date_input(
            t(language(), "cohorts.end_on"), today(now()), key=f"cohort_end_{cohort.code}", format="DD/MM/YYYY"
        )
        note = st.text_area(t(language(), "cohorts.reason"), key=f"cohort_why_{cohort.code}")
        if st.form_submit_button(t(language(), "cohorts.save_end"), key="end_cohort_now"):
            do(deeds.end, cohort.code, on=on, note=note, base=_opened(cohort))
            _open(cohort.code)


def _opened(cohort: Cohort) -> int:
    """How many events it had when it was opened here."""
    base: int = st.session_state.setdefault(f"{_OPENED}{cohort.code}", len(cohort.events))
    return base


def _fields(key: str, given: Definition | None) -> Definition:
    known = session.everything().ranked_units()
    names = {unit.code: filters.name_of(unit) for unit in known}
    name = st.text_input(t(language(), "cohorts.name"), given.name if given else "", key=f"cohort_name_{key}")
    units = st.multiselect(
        t(language(), "cohorts.units"),
        list(names),
        [code for code in given.units if code in names] if given else [],
        key=f"cohort_units_{key}",
        format_func=names.__getitem__,
    )
    left, right = st.columns(2)
    begin = left.date_input(
        t(language(), "cohorts.begin"),
        given.begin if given else today(now()),
        key=f"cohort_begin_{key}",
        format="DD/MM/YYYY",
    )
    end = right.date_input(
        t(language(), "cohorts.last_day"),
        given.end if given else None,
        key=f"cohort_last_{key}",
        format="DD/MM/YYYY",
    )
    return Definition(name, tuple(units), begin, end)


def _open(code: str) -> None:
    st.session_state.pop(f"{_OPENED}{code}", None)
    st.query_params["cohort"] = code
    st.rerun()
