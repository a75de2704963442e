"""Editing a task: a form with a clarity lamp for each “rõ”, prefilled where the user came from a red number."""

import datetime as dt
import re

import streamlit as st

from actions.data.clarity_sets import title_of
from actions.tasks import steps as deeds
from core.clock import now
from core.periods import month_with, parse, today
from core.tasks import Details
from core.words import in_unit, t
from core.working_days import last_up_to
from metrics.rates.measures import Measure, all_measures
from metrics.tasks.clarity import lamps, set_on
from store import tasks
from store.database import reading
from views.screen import draw, filters, session, unit_asked
from views.screen.language import language
from views.screen.navigation import open_page
from views.screen.session import do
from views.screen.tasks import flagged
from views.screen.tasks.linking import link_of
from views.screen.tasks.yearly.remedy import proposed

DAYS_PROPOSED = 30
_OPENED = "task_opened_"


def asked() -> tuple[str, Details]:
    """The code and details of the draft in the address; a blank code and what the red number proposes for a new one."""
    code = st.query_params.get("task", "")
    if code:
        with reading(session.engine()) as connection:
            found = tasks.of_code(connection, code)
        if found is not None:
            # What somebody else writes meanwhile must not be overwritten: the deed is told what was opened.
            st.session_state.setdefault(f"{_OPENED}{code}", len(found.events))
            return code, found.details
    return "", _proposed()


def _proposed() -> Details:
    unit = unit_asked.in_address(session.everything(), "assign_task")
    measure = all_measures().get(st.query_params.get("measure", ""))
    deadline = last_up_to(today(now()) + dt.timedelta(days=DAYS_PROPOSED))
    if remedy := proposed(st.query_params.get("criterion", ""), deadline):
        return remedy
    test, period = (st.query_params.get(name, "") for name in ("flag", "period"))
    if explanation := flagged.proposed(unit, test, period, deadline):
        return explanation
    if unit is None or measure is None or not session.everything().all_months():
        return Details(deadline=deadline, units=(unit.code,) if unit else ())
    month = parse(period) if period else session.everything().all_months()[0]
    link = link_of(unit, measure, month, _promised(measure))
    baseline = float("nan") if link.baseline is None else link.baseline
    words = {
        "measure": measure.title[language()].lower(),
        "unit": filters.name_of(unit),
        "period": month,
        "now": in_unit(language(), baseline, measure.unit),
        "target": "–" if link.target is None else in_unit(language(), link.target, measure.unit, plain=True),
        "by": month_with(deadline),
    }
    return Details(
        content=t(language(), "tasks.proposed_content", **words),
        product=t(language(), "tasks.proposed_product", **words),
        proof=t(language(), "tasks.proposed_proof", **words),
        deadline=deadline,
        units=(unit.code,),
        links=(link,),
    )


def _promised(measure: Measure) -> float | None:
    """What the commitment that led here promised, where the address holds such a number."""
    asked = st.query_params.get("target", "")
    if re.fullmatch(r"\d{1,6}(\.\d{1,4})?", asked, re.ASCII) and (measure.unit != "percent" or float(asked) <= 100):
        return float(asked)
    return None


def lamps_of(task: Details) -> bool:
    """Draws a lamp for each clarity, with the reason where it fails; returns whether all pass."""
    with reading(session.engine()) as connection:
        context = deeds.context(connection, now())
    found = lamps(task, context)
    title = title_of(set_on(context.today, context.sets).clarities, language())
    draw.template("tasks/lamps.html", title=title, lamps=found)
    return all(lamp.clear for lamp in found)


def buttons(code: str, task: Details, *, clear: bool) -> None:
    """Buttons to save the draft, or to issue it when every check passes."""
    issue, keep = st.columns(2)
    if issue.button(t(language(), "tasks.issue"), type="primary", disabled=not clear, key="issue_task"):
        _open(_kept(code, task, issue=True))
    if keep.button(t(language(), "tasks.keep"), key="keep_task"):
        _open(_kept(code, task, issue=False))


def _kept(code: str, task: Details, *, issue: bool) -> str:
    written = str(do(deeds.write, code, task, issue_it=issue, base=st.session_state.get(f"{_OPENED}{code}")))
    st.session_state.pop(f"{_OPENED}{code}", None)
    return written


def _open(code: str) -> None:
    open_page("task", task=code)
