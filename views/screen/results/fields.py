"""A measure by field of procedure: the fields, and the units in the one that is chosen."""

from collections.abc import Mapping, Sequence
from typing import cast

import streamlit as st

from core.caching import cached
from core.periods import Period
from core.units import UnitKind
from core.words import Language, t
from metrics.rates.measures import Measure, measure
from reports.results.fields import Fields, by_field, measures_by_field
from views.rendering import render
from views.screen import draw, filters, html, session
from views.screen.language import language

ALL = "all"


def measures(period: Period) -> Sequence[Measure]:
    """The measures with numbers by field; none where nobody reports so."""
    return measures_by_field(session.everything(), period)


def kind(kinds: Sequence[UnitKind]) -> UnitKind | None:
    """Units of which kind; None for all."""
    names: dict[str, str] = {
        ALL: t(language(), "fields.all_kinds"),
        **{each: t(language(), f"kind.{each}") for each in kinds},
    }
    found = filters.choice(st.selectbox, "kind", names)
    return None if found == ALL else cast(UnitKind, found)


def answer(asked: str, period: Period, of: UnitKind | None) -> Fields:
    return by_field(session.everything(), measure(asked), period, of)


def field(found: Fields) -> str:
    """The key of the chosen field; blank for none."""
    every = dict(zip(found.table["key"], found.table["field"], strict=True))
    return filters.choice(st.selectbox, "field", {"": t(language(), "fields.every"), **every})


def show(found: Fields, key: str, leaders: Mapping[str, str]) -> None:
    html.show(_html(found, key, tuple(sorted(leaders.items())), language()))


def nothing(period: Period) -> None:
    """That nobody reports by field, and how it is done."""
    draw.alert("info", t(language(), "fields.nothing", period=period))


@cached(64)
def _html(found: Fields, key: str, leaders: tuple[tuple[str, str], ...], language: Language) -> str:
    table = found.of_field(key) if key else found.table
    called = dict(zip(found.table["key"], found.table["field"], strict=True))
    return render(
        language,
        "results/fields.html",
        report=found,
        chosen=called.get(key, ""),
        judged=bool(table["to_target"].notna().any()),
        rows=list(table.astype(object).where(table.notna(), None).itertuples()),
        leaders=dict(leaders),
        month=found.months[-1].code,
    )
