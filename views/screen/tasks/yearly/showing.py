"""Where the province stands: the answer, the ranks over the years, every index, and the other places."""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from core.caching import cached
from core.clock import now
from core.periods import today
from core.words import t
from reports.tasks.yearly_indices import IndexHistory, Indices, indices
from store.database import reading
from store.state import State
from views.charts import index_ranks
from views.screen import draw, filters, session
from views.screen.language import language
from views.wording import yearly_indices as said


@dataclass(frozen=True)
class Asked:
    """The index and year of the address, in everything that is known."""

    known: Indices
    history: IndexHistory
    year: int


def asked() -> Asked:
    """The two filters, by code in the address."""
    known = everything()
    names = {each.index.id: _name(each) for each in known.histories}
    which, when, _ = st.columns([2.4, 1, 2], vertical_alignment="bottom")
    first = next((each.index.id for each in known.histories if each.years), next(iter(names)))
    with which:
        index = filters.choice(st.selectbox, "chi_so", names, default=first, label="yearly_index")
    history = known.history(index)
    # A review of a year begins before its results are published.
    this_year = today(now()).year
    years = sorted({*history.known_years, this_year, this_year - 1}, reverse=True)
    newest = history.years[-1].line.result.year if history.years else (history.known_years or (this_year,))[0]
    with when:
        names = {str(each): str(each) for each in years}
        year = filters.choice(st.selectbox, "nam", names, default=str(newest), label="index_year")
    return Asked(known, history, int(year))


def everything() -> Indices:
    return _indices(session.state(), session.settings().province)


@cached(8)
def _indices(_state: State, province: str) -> Indices:
    with reading(session.engine()) as connection:
        return indices(connection, province=province)


def _name(history: IndexHistory) -> str:
    title = history.index.title[language()]
    return history.index.id if title == history.index.id else f"{history.index.id} · {title}"


def lead(found: Asked) -> None:
    """“PAR INDEX 2024: hạng 27/63, tụt 12 bậc so với 2023; mục tiêu 20 tỉnh đứng đầu: chưa đạt.”"""
    draw.sentences(said.lead(language(), found.known, found.history, found.year))


def ranks(found: Asked) -> None:
    """The chart of the ranks, and the same numbers as a table."""
    years = found.history.years
    ranked = [each.line.result for each in years if each.line.result.rank is not None]
    if len(ranked) > 1:
        many = tuple(range(ranked[0].year, ranked[-1].year + 1))
        draw.chart(
            index_ranks.ranks(language(), many, max(each.rank_of or each.rank or 1 for each in ranked)),
            index_ranks.ranks_data(found.history, language()),
            key="index_ranks",
            alt=t(language(), "indices.chart_alt", index=found.history.index.id, own=found.known.own),
        )
        draw.template("caption.html", text=t(language(), "indices.chart_caption"))
    if years:
        draw.template(
            "tasks/yearly/years.html",
            years=years[::-1],
            year=found.year,
            said=said,
            file=_file,
        )


def _file(stored) -> str:  # type: ignore[no-untyped-def]
    """Where a number came from: the file, its row, the day."""
    return t(language(), "indices.file", file=stored.file_name, row=str(stored.row), day=stored.at.date())


def board(found: Asked) -> None:
    """Every index, year by year, each with its small drawing."""
    histories = [each for each in found.known.histories if each.years]
    if not histories:
        return
    years = sorted({each.line.result.year for history in histories for each in history.years})
    draw.heading(t(language(), "indices.board", own=found.known.own))
    # Also the years without a result: a line over them would be made up.
    every = range(years[0], years[-1] + 1)
    rows = [(each, [each.of_year(year) for year in years], *_drawing(each, every)) for each in histories]
    draw.template("tasks/yearly/board.html", rows=rows, years=years, chosen=found.history.index.id, said=said)


def _drawing(history: IndexHistory, years: Iterable[int]) -> tuple[list[float], list[int]]:
    """Ranks with the best on top, and the places of the breaks: a gap there keeps two fields apart."""
    values: list[float] = []
    breaks: list[int] = []
    for year in years:
        each = history.of_year(year)
        if each and each.line.broken:
            breaks.append(len(values))
            values.append(float("nan"))
        rank = each.line.result.rank if each else None
        values.append(float("nan") if rank is None else -float(rank))
    return values, breaks


def places(found: Asked) -> None:
    """The other places that are known for the year; a missing score is not 0."""
    index, year = found.history.index.id, found.year
    others = found.known.places(index, year)
    if others:
        title = t(language(), "indices.places", index=draw.label(index), year=str(year), places=len(others))
        # Of an index of units they are the answer.
        with st.expander(title, expanded=found.history.index.of == "units"):
            draw.template("tasks/yearly/places.html", places=others, own=found.known.own, said=said)
