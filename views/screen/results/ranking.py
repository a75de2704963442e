"""The ranking of the units of a kind: its table, and the workbook of it."""

from functools import partial
from typing import Any

import streamlit as st

from core.caching import cached
from core.periods import Period
from core.units import UnitKind
from core.words import Language, t
from metrics.rates.measures import measure as measure_of
from reports.results.control import marks_of
from reports.results.ranking import Ranking, ranking_of
from reports.slices import Slice
from views.charts.sparkline import sheet as spark_sheet
from views.documents.files import ranking_workbook
from views.rendering import render
from views.screen import data_state, draw, html, own_unit, session
from views.screen.language import language
from views.screen.results import annotations
from views.wording import certainty


def answer(measure: str, period: Period, kind: UnitKind) -> Ranking:
    return ranking_of(Slice(session.everything(), kind, period), measure_of(measure))


def table(report: Ranking) -> None:
    """The ranked units, and apart from them those that are not."""
    of = Slice(session.everything(), report.kind, report.period)
    found = marks_of(of, report.measure)
    html.show(_html(report, language(), frozenset(found.items())))


# Cached until the data change: rendering a hundred rows takes longer than all the rest of the page.
@cached(256)
def _html(report: Ranking, language: Language, marks: frozenset[tuple[str, str]] = frozenset()) -> str:
    # Converted to object: the template tests truth values, and NA has none.
    rows = list(report.table.astype(object).where(report.table.notna(), None).itertuples())
    ranked = [row for row in rows if row.status == "ranked"]
    parts = _parts(ranked, has_target=report.targeted)
    return render(
        language,
        "results/ranking.html",
        report=report,
        month=report.months[-1].code,
        marks={code: each for code, each in marks if each != "usual"},
        parts=parts,
        sheet=spark_sheet([row.series for _, those, _ in parts for row in those]),
        apart=[
            (status, found)
            for status in ("no_dossiers", "not_reported")
            if (found := [row for row in rows if row.status == status])
        ],
        adjusted=bool(report.table["adjusted"].notna().any()),
        progress=certainty.progress(report, language),
        caption=certainty.caption(language),
        state_caption=certainty.state_caption(language),
    )


def _parts(ranked: list[Any], *, has_target: bool) -> list[tuple[str, list[Any], int]]:
    """Those that miss their target, the last first, those that meet it, and those without one: (key of the word, rows,
    rows before them)."""
    if not has_target:
        return [("", ranked, 0)]
    without = [row for row in ranked if row.to_target is None]
    missed = [row for row in ranked if row.to_target is not None and row.to_target < 0][::-1]
    met = [row for row in ranked if row.to_target is not None and row.to_target >= 0]
    parts = (("missed", missed, 0), ("met", met, len(missed)), ("none", without, len(missed) + len(met)))
    return [(key, those, at) for key, those, at in parts if those]


def own(report: Ranking) -> None:
    """The unit that was looked at last, before all others; nothing where it is not of the kind."""
    code = own_unit.remembered()
    rows = report.table[report.table["unit_code"].eq(code)].astype(object)
    for row in rows.where(rows.notna(), None).itertuples():
        draw.template("results/own.html", report=report, row=row)


def download(report: Ranking) -> None:
    """The ranking as a workbook, made only when somebody asks for it."""
    st.download_button(
        t(language(), "ranking.download"),
        # It runs outside the session, so everything it needs is passed in.
        partial(
            ranking_workbook,
            report,
            language(),
            data_state.code(),
            data_state.as_of(),
            notes=annotations.everything(),
            told=annotations.told(),
        ),
        file_name=t(language(), "ranking.file", measure=report.measure.id, period=report.period.code),
        on_click="ignore",
    )
