"""The review of an index in a year: every criterion with its four answers, and the form to answer one."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from actions.tasks import yearly_results as deeds
from core.caching import cached
from core.clock import now
from core.indices import Achieved, Answer, Criterion, ReviewError
from core.periods import HANOI, today
from core.viewer import Viewer
from core.words import explain, t
from reports.tasks.yearly_review import CriterionLine, Review, review
from store.database import reading
from store.state import State
from views.documents.files import review_workbook
from views.screen import draw, filters, session
from views.screen.language import language, name_of
from views.screen.session import do
from views.screen.tasks.yearly.showing import Asked
from views.screen.tasks.yearly.showing import everything as known_indices
from views.wording import yearly_indices as said

ACHIEVED: tuple[Achieved, ...] = ("", "achieved", "missed")


def table(found: Asked) -> Review:
    """Every criterion, its four answers and what is missing of them."""
    answered = _review(
        session.state(),
        session.viewer().limited("see_people"),
        today(now()).isoformat(),
        found.history.index.id,
        found.year,
    )
    about = {"index": found.history.index.id, "year": str(found.year)}
    draw.heading(t(language(), "indices.review", **about))
    if not answered.lines:
        draw.sentences([t(language(), "indices.no_criteria", **about)])
        return answered
    draw.sentences([said.answered(language(), answered)])
    draw.template("tasks/yearly/review.html", review=answered, names=_names(), said=said, may=_may())
    st.download_button(
        t(language(), "indices.export"),
        # It runs outside the session, so everything it needs is passed in.
        partial(review_workbook, answered, _names(), language()),
        file_name=t(language(), "indices.export_file", index=_plain(about["index"]), year=about["year"]),
        icon=":material/download:",
        on_click="ignore",
        key="index_export",
    )
    return answered


@cached(32)
def _review(_state: State, viewer: Viewer, _today: str, index: str, year: int) -> Review:
    with reading(session.engine()) as connection:
        return review(connection, viewer, known_indices(), index, year, now=now())


def _names() -> dict[str, str]:
    return filters.unit_names(session.everything())


def _plain(text: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in text).strip("-").lower()


def _may() -> bool:
    return session.viewer().may("assign_task")


def answer_one(found: Review) -> None:
    """The form for one criterion, filled with its newest answer, and every answer so far."""
    if not found.lines:
        return
    keys = {line.criterion.key: line.criterion.component for line in found.lines}
    chosen = filters.choice(st.selectbox, "tieu_chi", keys, label="criterion")
    line = next(each for each in found.lines if each.criterion.key == chosen)
    if _may():
        _form(line)
    if line.given:
        rows = [
            {"at": f"{each.at.astimezone(HANOI):%d/%m/%Y %H:%M}", "who": name_of(each.who), "answer": each.answer}
            for each in reversed(line.given)
        ]
        draw.template("tasks/yearly/answers.html", rows=rows, names=_names())


def _form(line: CriterionLine) -> None:
    given, key = line.answer, line.criterion.key
    left, right = st.columns([1, 1.3], gap="large")
    achieved = left.segmented_control(
        t(language(), "indices.achieved"),
        ACHIEVED,
        default=given.achieved,
        key=f"achieved_{key}@{language()}",
        format_func=lambda each: t(language(), f"indices.achieved_{each or 'unsaid'}"),
    )
    units = {unit.code: filters.name_of(unit) for unit in session.everything().units if unit.valid_to is None}
    if given.unit and given.unit not in units:
        units[given.unit] = _names().get(given.unit, given.unit)
    choices = {"": t(language(), "indices.nobody"), **units}
    unit = left.selectbox(
        t(language(), "indices.unit"),
        list(choices),
        list(choices).index(given.unit),
        key=f"unit_{key}@{language()}",
        format_func=choices.__getitem__,
    )
    leader = left.text_input(t(language(), "indices.leader"), given.leader, key=f"leader_{key}")
    cause = right.text_area(t(language(), "indices.cause"), given.cause, key=f"cause_{key}", height=130)
    note = right.text_input(t(language(), "indices.note"), given.note, key=f"note_{key}")
    save, assign = left.columns([1, 1])
    if save.button(t(language(), "indices.save"), type="primary", key="save_answer"):
        _done(partial(do, deeds.answer, line.criterion, Answer(achieved or "", cause, unit, leader, note)))
    with assign:
        draw.template("tasks/yearly/assign.html", criterion=key)


def add_criterion(found: Asked) -> None:
    """A criterion no file brought, typed in."""
    if not _may():
        return
    with st.expander(t(language(), "indices.add"), expanded=False):
        text = st.text_input(t(language(), "indices.add_text"), key="criterion_text")
        if st.button(t(language(), "indices.add"), key="add_criterion"):
            _done(partial(do, deeds.add_criterion, Criterion(found.history.index.id, found.year, text)))


def _done(deed: Callable[[], object]) -> None:
    """Executes the deed and reruns the page; an error is shown beside the form, which keeps its contents."""
    try:
        deed()
    except ReviewError as error:
        draw.alert("error", explain(language(), error))
    else:
        st.rerun()
