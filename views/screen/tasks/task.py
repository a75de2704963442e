"""One task: what is asked for, its standing, its history, and the next steps."""

import streamlit as st

from actions.tasks import steps as deeds
from core.clock import now
from core.indices import Criterion
from core.periods import HANOI
from core.tasks import PRODUCT_KINDS, EventKind
from core.words import in_unit, t
from metrics.rates.measures import all_measures
from metrics.tasks.status import may_become, place
from reports.tasks.listed import Listed, task_of
from store.database import reading
from views.screen import chosen_files, draw, filters, session
from views.screen.language import language, name_of
from views.screen.session import do

# In the order of a task's life; what may not be done now is not drawn.
STEPS: tuple[EventKind, ...] = (
    "started",
    "submitted",
    "accepted",
    "returned",
    "extension_asked",
    "extension_granted",
    "extension_refused",
    "cancelled",
    "noted",
)


def asked() -> Listed:
    """The task of the address.

    Raises:
        UnknownTaskError: no such task, or none the viewer may see.
    """
    with reading(session.engine()) as connection:
        return task_of(connection, session.viewer(), st.query_params.get("task", ""), now=now())


def show(found: Listed) -> None:
    """What is asked for."""
    details = found.task.details
    names = filters.unit_names(session.everything())
    links = [
        {
            "measure": all_measures()[link.measure].title[language()],
            "unit": names.get(link.unit, link.unit),
            "unit_code": link.unit,
            "id": link.measure,
            "baseline": in_unit(language(), _number(link.baseline), all_measures()[link.measure].unit),
            "target": in_unit(language(), _number(link.target), all_measures()[link.measure].unit, plain=True),
        }
        for link in details.links
        if link.measure in all_measures()
    ]
    criterion = Criterion.of_key(details.criterion)
    draw.template(
        "tasks/task.html",
        found=found,
        details=details,
        product_kinds=PRODUCT_KINDS,
        names=names,
        links=links,
        whole=found.whole,
        where=place(found.task),
        criterion=criterion,
    )


def history(found: Listed) -> None:
    """Everything that happened, newest first, and the files that were handed in."""
    draw.heading(t(language(), "tasks.history"))
    draw.template(
        "tasks/history.html",
        events=[
            {
                "event": event,
                "at": f"{event.at.astimezone(HANOI):%d/%m/%Y %H:%M}",
                "who": name_of(event.who),
            }
            for event in reversed(found.task.events)
        ],
        whole=found.whole,
    )
    for number, event in enumerate(found.task.events):
        if event.file_sha256:
            chosen_files.save_button(event.file_name, event.file_sha256, key=f"task_file_{number}")


def _number(value: float | None) -> float:
    return float("nan") if value is None else value


def steps(found: Listed) -> None:
    """What may be done now: a note, a day or a file beside it where the step asks for one."""
    viewer, units = session.viewer(), found.task.details.units
    possible = [
        step
        for step in STEPS
        if step in may_become(found.task) and found.whole and viewer.may(deeds.right_of(step), units)
    ]
    if not possible:
        return
    draw.heading(t(language(), "tasks.next"))
    code = found.task.code
    step = filters.choice(
        st.segmented_control, "step", {each: t(language(), f"tasks.step_{each}") for each in possible}, label="step"
    )
    kind = next(each for each in possible if each == step)
    note = st.text_area(t(language(), "tasks.note"), key=f"note_{code}_{kind}")
    deadline = None
    if kind in ("extension_asked", "extension_granted"):
        last = found.task.last("extension_asked")
        given = last.deadline if last and kind == "extension_granted" else found.task.deadline
        deadline = st.date_input(t(language(), "tasks.new_deadline"), given, key=f"day_{code}", format="DD/MM/YYYY")
    file = st.file_uploader(t(language(), "tasks.file"), key=f"file_{code}") if kind == "submitted" else None
    if st.button(t(language(), f"tasks.step_{kind}"), type="primary", key="task_step"):
        attachment = deeds.Attachment(file.name, file.getvalue()) if file else None
        do(deeds.move, code, kind, note=note, deadline=deadline, attachment=attachment)
        st.query_params.pop("step", None)
        st.rerun()
