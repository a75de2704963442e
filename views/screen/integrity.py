"""The pieces of the page that lists numbers in need of an explanation."""

from functools import lru_cache

import pandas as pd
import streamlit as st

from core.periods import Period
from core.words import Language, t
from reports.integrity import TESTS, Flags, arithmetic, false_alarm, flags_of, found, odds
from reports.published import Published
from store.database import reading
from views.rendering import render
from views.screen import data, draw
from views.screen.language import language


def report(month: Period) -> Flags:
    return _flags(data.everything(), month)


@lru_cache(maxsize=256)
def _flags(published: Published, month: Period) -> Flags:
    return flags_of(published, _found(published), month)


@lru_cache(maxsize=8)
def _found(published: Published) -> pd.DataFrame:
    with reading(data.engine()) as connection:
        return found(connection, data.viewer(), published)


def show(answer: Flags) -> None:
    """Every flag by test, with its arithmetic, its chance and how often the test is wrong."""
    units = len({flag.unit.code for flag in answer.flags})
    many = t(language(), "integrity.found", flags=len(answer.flags), units=units)
    draw.sentences([many if answer.flags else t(language(), "integrity.none"), t(language(), "integrity.lead")])
    st.html(_html(answer, language()))


@lru_cache(maxsize=64)
def _html(answer: Flags, language: Language) -> str:
    quiet = [t(language, f"integrity.test.{test}") for test in TESTS if not answer.of(test)]
    return render(
        language,
        "integrity.html",
        report=answer,
        tests=TESTS,
        quiet=quiet,
        arithmetic=arithmetic,
        odds=odds,
        false_alarm=false_alarm,
    )
