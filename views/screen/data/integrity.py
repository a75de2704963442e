"""The pieces of the page that lists numbers in need of an explanation."""

import pandas as pd
import streamlit as st

from actions.data import flags as deeds
from core.caching import cached
from core.flags import OUTCOMES, Explanation, Flagged
from core.periods import HANOI, Period
from core.viewer import Scope
from core.words import Language, t
from reports.data.integrity import TESTS, Flags, arithmetic, false_alarm, flags_of, found, odds
from reports.published import Published
from store import flags
from store.database import reading
from views.rendering import render
from views.screen import draw, filters, html, session
from views.screen.language import language, name_of
from views.screen.session import do


def report(month: Period) -> Flags:
    return _flags(session.everything(), month, session.viewer().scope("see_unit"))


@cached(256)
def _flags(published: Published, month: Period, scope: Scope) -> Flags:
    return flags_of(published, _found(published, scope), month)


@cached(8)
def _found(published: Published, _scope: Scope) -> pd.DataFrame:
    with reading(session.engine()) as connection:
        return found(connection, session.viewer(), published)


def show(answer: Flags) -> None:
    """Every flag by test, with its arithmetic, its chance, how often the test is wrong, and what was said of it."""
    with reading(session.engine()) as connection:
        said = flags.explained(connection, answer.month, session.viewer().scope("see_unit"))
    units = len({flag.unit.code for flag in answer.flags})
    answered = sum(flag.key in said for flag in answer.flags)
    many = t(language(), "integrity.found", flags=len(answer.flags), units=units, answered=answered)
    lead = [many, t(language(), "integrity.lead")] if answer.flags else [t(language(), "integrity.none")]
    draw.sentences(lead)
    html.show(_html(answer, tuple(said.items()), language()))
    if answer.flags and session.viewer().may_somewhere("explain_flag"):
        _explain(answer, len(said))


def _explain(answer: Flags, explained: int) -> None:
    names = {
        "|".join(flag.key): f"{filters.name_of(flag.unit)} – {t(language(), f'integrity.test.{flag.test}')}"
        for flag in answer.flags
    }
    outcomes = {each: t(language(), f"integrity.outcome.{each}") for each in OUTCOMES}
    with st.expander(t(language(), "integrity.explain")), st.form("explain_flag", border=False):
        # A separate widget key for each language: a translated label would lose the selection.
        which = st.selectbox(
            t(language(), "integrity.which"), list(names), format_func=names.__getitem__, key=f"flag@{language()}"
        )
        outcome = st.radio(
            t(language(), "integrity.answer"), OUTCOMES, format_func=outcomes.__getitem__, key=f"outcome@{language()}"
        )
        # The widget key changes after every answer, which clears the field; refused text is kept.
        text = st.text_area(t(language(), "integrity.text"), key=f"flag_text_{explained}")
        if st.form_submit_button(t(language(), "integrity.save"), type="primary", key="explain_now"):
            unit, _, test = str(which).partition("|")
            do(deeds.explain, Flagged(unit, answer.month, test), outcome, text)
            st.rerun()


@cached(64)
def _html(answer: Flags, said: tuple[tuple[tuple[str, str], Explanation], ...], language: Language) -> str:
    quiet = [t(language, f"integrity.test.{test}") for test in TESTS if not answer.of(test)]
    return render(
        language,
        "data/integrity.html",
        report=answer,
        said=dict(said),
        who=name_of,
        on=lambda at: at.astimezone(HANOI).date(),
        tests=TESTS,
        quiet=quiet,
        arithmetic=arithmetic,
        odds=odds,
        false_alarm=false_alarm,
    )
