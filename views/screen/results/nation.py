"""The province among all provinces: rank and gaps, groups, neighbours, reads, every province, our own units."""

import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from core.caching import cached
from core.periods import HANOI, Period
from core.portal import PORTAL_GROUPS
from core.words import Language, t
from metrics.score.rules import all_scores
from reports.results.nation import Nation, nation
from store.database import reading
from store.state import State
from views.screen import draw, filters, session
from views.screen.language import language
from views.wording import nation as said


def asked() -> Nation | None:
    """By the period of the address."""
    known = _known("")
    if known is None:
        return None
    names = {each: said.period(language(), each) for each in known.periods}
    title, choose = st.columns([4, 1], vertical_alignment="bottom")
    with choose:
        chosen = filters.choice(st.selectbox, "ky", names, label="period")
    with title:
        draw.title(t(language(), "nation.title_of", period=names[chosen]))
    return known if chosen == known.period else _known(chosen)


def _known(period: str) -> Nation | None:
    return _nation(session.state(), period)


@cached(16)
def _nation(_state: State, period: str) -> Nation | None:
    with reading(session.engine()) as connection:
        return nation(connection, session.viewer(), period)


def line() -> None:
    """Where the province stands by the newest read, for the overview; nothing where nothing was loaded."""
    if text := said.short(language(), _known("")):
        draw.template("results/nation_line.html", text=text)


def instead(months: Sequence[Period]) -> None:
    """The same line where no month is published: then it is all that is known."""
    if not months:
        line()


def show(found: Nation | None) -> None:
    """Everything the newest read of the period says."""
    if found is None:
        draw.title(t(language(), "nation.title"))
        draw.sentences([t(language(), "nation.none")])
        return
    own = next((filters.name_of(unit) for unit in session.everything().units if unit.kind == "province"), "")
    draw.sentences(said.lead(language(), found, own))
    draw.template(
        "results/nation.html", found=found, said=said, groups=_titles(language()), day_of=_day, moves=found.moves
    )
    with st.expander(t(language(), "nation.everybody", places=len(found.places))):
        draw.template("results/nation_places.html", found=found, said=said, items=PORTAL_GROUPS)
    if found.units and found.units.places:
        read_on = _day(found.units.read.read.asked.read_at)
        with st.expander(t(language(), "nation.units", units=len(found.units.places), day=read_on)):
            draw.template(
                "results/nation_units.html",
                units=found.units.places,
                caption=said.units(language(), found.units),
                found=found,
                said=said,
                items=PORTAL_GROUPS,
                titles=_indicators(language()),
            )
            if found.units.measures:
                draw.template("results/nation_rates.html", units=found.units)


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(HANOI).date()


def _titles(language: Language) -> Mapping[str, str]:
    groups = {group.id: group.title[language] for group in all_scores()["qd766"][-1].groups}
    return {item: groups.get(item, item) for item in PORTAL_GROUPS}


def _indicators(language: Language) -> Mapping[str, str]:
    return {each.id: each.title[language] for each in all_scores()["qd766"][-1].indicators}
