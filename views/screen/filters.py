"""Filters that live in the address, by code: a copied link opens the same view in either language.

Streamlit's own binding would put the label of the language in use into the address, and a translated
label would lose the selection when the language changes (design/streamlit.md 1.2).
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import words
from core.errors import NoDataError
from core.periods import Period, parse, quarter_with, year_to_date
from core.units import Unit, UnitKind
from core.words import day, t
from metrics.measures import Measure
from reports.published import Published
from views.screen.language import language


def choice(
    widget: Callable[..., Any],
    key: str,
    codes: Sequence[str],
    name_of: Callable[[str], str],
    *,
    default: str,
    label: str | None = None,
) -> str:
    """Draw `widget` for one choice among `codes`; the chosen code.

    The code stands in the address under `key`, unless it is the default. An unknown code in the address
    is dropped and the default holds.
    """
    chosen = _from_address(key, codes, default)
    # A widget of its own for each language: the browser can never send back a label of the other one.
    widget_key = f"{key}@{language()}"
    if st.session_state.get(widget_key) != chosen:
        st.session_state[widget_key] = chosen
    widget(
        t(language(), f"filter.{label or key}"),
        list(codes),
        key=widget_key,
        format_func=name_of,
        on_change=_to_address,
        args=(key, widget_key, default),
    )
    return chosen


def _from_address(key: str, codes: Sequence[str], default: str) -> str:
    asked = st.query_params.get(key)
    if asked is not None and asked not in codes:
        st.query_params.pop(key)
        asked = None
    return asked or default


def _to_address(key: str, widget_key: str, default: str) -> None:
    chosen = st.session_state[widget_key]
    if chosen is None or chosen == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = chosen


def month(months: Sequence[Period]) -> Period:
    """Which of the months, newest first; the newest is the default."""
    if not months:
        raise NoDataError(period=None)
    codes = [period.code for period in months]
    return parse(choice(st.selectbox, "period", codes, lambda code: said(parse(code)), default=codes[0], label="month"))


def period(published: Published, where: DeltaGenerator) -> Period:
    """Which month, quarter or year to date of those with published months; the second choice is drawn `where`."""
    by = choice(
        st.segmented_control,
        "by",
        ("month", "quarter", "ytd"),
        lambda code: t(language(), f"by.{code}"),
        default="month",
    )
    months = published.all_months()
    ways: dict[str, Callable[[Period], Period]] = {
        "month": lambda month: month,
        "quarter": lambda month: quarter_with(month.start),
        "ytd": year_to_date,
    }
    # dict.fromkeys: a quarter stands once, where its newest month stands. A year to date of January is the month.
    codes = list(dict.fromkeys(ways[by](month).code for month in months))
    return parse(choice(where.selectbox, "period", codes, lambda code: said(parse(code)), default=codes[0]))


def measure(measures: Sequence[Measure]) -> str:
    names = {item.id: item.title[language()] for item in measures}
    return choice(st.selectbox, "measure", list(names), names.__getitem__, default=measures[0].id)


def kind(kinds: Sequence[UnitKind]) -> UnitKind:
    found = choice(st.segmented_control, "kind", kinds, lambda code: t(language(), f"kind.{code}"), default=kinds[-1])
    return next(each for each in kinds if each == found)


def unit(units: Sequence[Unit]) -> str:
    """Which unit; units that have ended say so."""
    names = {each.code: name_of(each) for each in units}
    return choice(st.selectbox, "unit", list(names), names.__getitem__, default=units[0].code)


def name_of(unit: Unit) -> str:
    name = unit.name if language() == "vi" else unit.name_en
    return name if unit.valid_to is None else f"{name} (→ {day(language(), unit.valid_to)})"


def said(period: Period) -> str:
    """The period as it stands alone in a list."""
    return words.sentence_case(words.period(language(), period))
