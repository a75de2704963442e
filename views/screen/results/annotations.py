"""Notes of people on a unit's series: numbered on the chart, written out below it, added and withdrawn."""

import pandas as pd
import streamlit as st

from actions.data import annotations as deeds
from core.annotations import Annotation, Point
from core.caching import cached
from core.periods import HANOI, Period
from core.words import t
from metrics.rates.measures import Measure
from store import annotations
from store.database import reading
from views.charts.unit import Noted
from views.documents.papers import told_text
from views.screen import draw, filters, session
from views.screen.language import language, name_of
from views.screen.session import do


def everything() -> tuple[Annotation, ...]:
    """Every note in force."""
    return _everything(session.tasks_version())


def told() -> str:
    """How much had been told by now, for a file that prints notes."""
    with reading(session.engine()) as connection:
        return told_text(connection)


@cached(4)
def _everything(_version: tuple[str, int]) -> tuple[Annotation, ...]:
    with reading(session.engine()) as connection:
        return tuple(annotations.in_force(connection))


def about(unit: str, measure: Measure) -> tuple[Annotation, ...]:
    """The notes on one series, the oldest month first."""
    mine = [each for each in everything() if (each.about.unit, each.about.measure) == (unit, measure.id)]
    return tuple(sorted(mine, key=lambda each: (each.about.month.start, each.code)))


def marks(found: tuple[Annotation, ...]) -> Noted:
    """Where they stand on the chart, by number."""
    return tuple((pd.Timestamp(each.about.month.start), number) for number, each in enumerate(found, start=1))


def show(found: tuple[Annotation, ...]) -> None:
    """The notes by number; nothing where there is none."""
    if found:
        draw.template(
            "results/annotations.html",
            notes=[(each, name_of(each.who), each.at.astimezone(HANOI).date()) for each in found],
        )


def write(unit: str, measure: Measure, months: list[Period], found: tuple[Annotation, ...]) -> None:
    """The form of a new note, and the withdrawal of one."""
    if not session.viewer().may("annotate", [unit]):
        return
    # The keys change with the series and with every note, which clears the fields.
    key = f"{unit}_{measure.id}_{len(everything())}@{language()}"
    with st.expander(t(language(), "annotations.write")):
        with st.form(f"annotate_{key}", border=False):
            names = {each.code: filters.said(each) for each in months}
            month = st.selectbox(
                t(language(), "annotations.month"), list(names), format_func=names.__getitem__, key=f"note_month_{key}"
            )
            text = st.text_area(t(language(), "annotations.text"), key=f"note_text_{key}", height=80)
            if st.form_submit_button(t(language(), "annotations.save"), key=f"note_save_{key}"):
                at = next(each for each in months if each.code == month)
                do(deeds.annotate, Point(unit, measure.id, at), text)
                st.rerun()
        if found:
            with st.form(f"withdraw_note_{key}", border=False):
                said = {each.code: f"{number} · {draw.label(each.text[:60])}" for number, each in enumerate(found, 1)}
                which = st.selectbox(
                    t(language(), "annotations.which"), list(said), format_func=said.__getitem__, key=f"note_{key}"
                )
                if st.form_submit_button(t(language(), "annotations.withdraw"), key=f"note_withdraw_{key}"):
                    do(deeds.withdraw, str(which))
                    st.rerun()
