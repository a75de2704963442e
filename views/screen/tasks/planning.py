"""The pieces of the page on which a yearly plan is loaded."""

from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from actions.tasks import plans as deeds
from actions.tasks.plans import PlanCheck
from core.clock import now
from core.periods import today
from core.words import t
from views.screen import chosen_files, draw, filters, findings, session
from views.screen.language import language

_CHECKED, _DONE = "checked_plan", "loaded_plan"


def checked(file: UploadedFile) -> PlanCheck | None:
    """What is in the file, read once; None where it could not be read, and says why."""
    judge = partial(deeds.check_plan, session.engine(), session.viewer(), file.getvalue(), file.name, clock=now)
    return chosen_files.judged(_CHECKED, [file], judge, "tasks.plan_reading", today(now()))


def preview(found: PlanCheck) -> None:
    """How many lines are clear, every fault with its cell, and every line with its verdict."""
    clear = sum(each.clear for each in found.lines)
    many = {"lines": len(found.lines), "clear": clear, "unclear": len(found.lines) - clear}
    draw.sentences([t(language(), "tasks.plan_found", **many, known=len(found.lines) - len(found.new))])
    if found.issues:
        draw.template("issues.html", issues=found.issues, said=findings.said)
    if not found.fit_to_load:
        draw.alert("error", t(language(), "tasks.plan_refused"))
    elif not found.new:
        draw.alert("info", t(language(), "tasks.plan_nothing"))
    names = filters.unit_names(session.everything())
    draw.template("tasks/plan.html", lines=found.lines, names=names)


def load_button(file: UploadedFile, found: PlanCheck) -> None:
    label = t(language(), "tasks.plan_load", lines=len(found.new))
    st.button(label, type="primary", key="load_plan", on_click=_load, args=(file,))


def _load(file: UploadedFile) -> None:
    _, codes = deeds.load_plan(session.engine(), session.viewer(), file.getvalue(), file.name, clock=now)
    st.session_state[_DONE] = codes


def outcome() -> None:
    """Say once that drafts were written."""
    codes = st.session_state.pop(_DONE, ())
    if codes:
        told = t(language(), "tasks.plan_done", lines=len(codes), first=codes[0], last=codes[-1])
        draw.alert("success", told)
        draw.template("tasks/plan_open.html")
