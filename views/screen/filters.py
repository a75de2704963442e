"""Filters that live in the address, by code: a copied link opens the same view in either language.

Streamlit's own binding would put the label of the language in use into the address, and a translated
label would lose the selection when the language changes (design/streamlit.md 1.2).
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import words
from core.errors import NoDataError
from core.periods import Period, is_code, parse, quarter_with, year_to_date
from core.units import Unit, UnitKind
from core.words import Language, day, t
from metrics.rates.measures import Measure
from reports.names import named_apart
from reports.published import Published
from views.rendering import render
from views.screen import draw, html, own_unit, session
from views.screen.language import keep_in_address, language


class NoMeasuresError(NoDataError):
    """Something is published for the period, but no measure has all the counts it needs."""

    key = "error.no_measures"


def bar() -> DeltaGenerator:
    """The row of a page's filters, under its title; on a telephone folded into the line that `folded` draws."""
    return st.container(key="filters")


def folded(*chosen: str) -> None:
    """What is chosen, in one line; only on a telephone, where it opens the filters (`web/pages.js`)."""
    html.show(render(language(), "filters.html", chosen=chosen))


def choice(
    widget: Callable[..., Any],
    key: str,
    names: Mapping[str, str],
    *,
    default: str | None = None,
    label: str = "",
    always: bool = False,
) -> str:
    """Draw `widget` for one choice among the codes of `names`; the chosen code.

    The code stands in the address under `key`, unless it is the default (the first one, where none is
    named). An unknown code in the address is dropped and the default holds.

    Args:
        always: write it even if it is the default, which is not the same for everybody.

    Raises:
        NoDataError: there is nothing to choose from, as before a province has units.
    """
    if not names:
        raise NoDataError
    default = default or next(iter(names))
    chosen = _from_address(key, names, default)
    # A separate widget key for each language, so that the browser never sends back a label of the other language.
    widget_key = f"{key}@{language()}"
    if st.session_state.get(widget_key) != chosen:
        st.session_state[widget_key] = chosen
    widget(
        t(language(), f"filter.{label or key}"),
        list(names),
        key=widget_key,
        format_func=names.__getitem__,
        on_change=_to_address,
        args=(key, widget_key, None if always else default),
    )
    return chosen


def _from_address(key: str, known: Container[str], default: str) -> str:
    asked = st.query_params.get(key)
    if asked is not None and asked not in known:
        st.query_params.pop(key)
        asked = None
    return asked or default


def _to_address(key: str, widget_key: str, default: str | None) -> None:
    chosen = st.session_state[widget_key]
    if chosen is None or chosen == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = chosen
    keep_in_address()


def month(months: Sequence[Period]) -> Period:
    """Which of the months, newest first; the newest is the default."""
    if not months:
        raise NoDataError(period=None)
    names = _named(months)
    asked = st.query_params.get("period", "")
    found = choice(st.selectbox, "period", names, label="month")
    # A quarter comes along from other pages; a month that is not there was asked for.
    if asked not in names and is_code(asked) and parse(asked).kind == "month":
        draw.alert("warning", t(language(), "filter.no_such_month", asked=parse(asked), shown=names[found]))
    return parse(found)


def period(published: Published, where: DeltaGenerator) -> Period:
    """Which month, quarter or year to date of those with published months; the second choice is drawn `where`."""
    ways: dict[str, Callable[[Period], Period]] = {
        "month": lambda month: month,
        "quarter": lambda month: quarter_with(month.start),
        "ytd": year_to_date,
    }
    if not published.all_months():
        raise NoDataError(period=None)
    by = choice(st.segmented_control, "by", {way: t(language(), f"by.{way}") for way in ways})
    return parse(choice(where.selectbox, "period", _named(map(ways[by], published.all_months()))))


def measure(measures: Sequence[Measure]) -> str:
    """Which of the measures there are numbers for.

    Raises:
        NoMeasuresError: there is none, as where only ready-made scores are published.
    """
    if not measures:
        raise NoMeasuresError
    return choice(st.selectbox, "measure", {item.id: item.title[language()] for item in measures})


def kind(kinds: Sequence[UnitKind]) -> UnitKind:
    names: dict[str, str] = {each: t(language(), f"kind.{each}") for each in kinds}
    found = choice(st.segmented_control, "kind", names, default=kinds[-1] if kinds else None)
    return next(each for each in kinds if each == found)


def unit(units: Sequence[Unit]) -> str:
    """Which unit, the one that was looked at last by default; by `name_of`.

    Raises:
        NotAllowedError: the address asks for one whose details the viewer may not see.
    """
    viewer = session.viewer()
    asked = st.query_params.get("unit", "")
    if asked in {each.code for each in units}:
        viewer.must("see_unit", [asked])
    units = [each for each in units if viewer.may("see_unit", [each.code])]
    names = {each.code: name_of(each) for each in units}
    last = own_unit.remembered()
    found = choice(
        st.selectbox,
        "unit",
        names,
        default=last if last in names else None,
        always=True,
    )
    if asked and asked not in names:
        draw.alert("warning", t(language(), "filter.no_such_unit", asked=asked[:40], shown=names[found]))
    else:
        own_unit.remember(found)
    return found


def unit_names(published: Published) -> dict[str, str]:
    """Every unit there ever was, by code, as `name_of` says it."""
    return {unit.code: name_of(unit) for unit in published.units}


def name_of(unit: Unit) -> str:
    """In the language in use; a unit that has ended says so.

    Of two that are called alike, with the code: the browser sends back names, and would choose the other.
    """
    name = named_apart(unit, language(), session.everything().alike)
    return name if unit.valid_to is None else f"{name} (→ {day(language(), unit.valid_to)})"


def said(period: Period) -> str:
    """The period as it stands alone in a list."""
    return _said(language(), period)


# Cached: every rerun formats every month.
@lru_cache(maxsize=1024)
def _said(language: Language, period: Period) -> str:
    return words.sentence_case(words.period(language, period))


def _named(periods: Iterable[Period]) -> dict[str, str]:
    """Code and name of each period, once: a quarter comes with each of its months."""
    return {period.code: said(period) for period in periods}
