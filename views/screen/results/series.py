"""One unit's series of one measure: the chart with the starts of its tasks, what it shows, and its numbers."""

import streamlit as st

from core.caching import cached
from core.periods import month_with
from core.words import Language, t
from metrics.rates.measures import Measure
from reports.results.unit import UnitReport
from views.charts import tables_beside
from views.charts import unit as charts
from views.rendering import render
from views.screen import draw, filters, html, pictures
from views.screen.language import language
from views.screen.results import annotations


def of_unit(report: UnitReport, measure: Measure, begun: charts.Starts, *, key: str) -> None:
    """`begun`: the months from which tasks about the measure count, with their codes."""
    noted = annotations.about(report.unit.code, measure)
    draw.chart(
        charts.series(language(), measure.unit, estimated=bool(report.counts["estimated"].any())),
        charts.series_data(report, measure, language(), begun, annotations.marks(noted)),
        key=key,
        alt=t(language(), "chart.unit", measure=measure.title[language()], unit=filters.name_of(report.unit)),
    )
    caption = t(language(), "chart.unit_caption")
    draw.template("caption.html", text=f"{caption} {t(language(), 'chart.unit_starts')}" if begun else caption)
    if report.has_numbers(measure):
        pictures.link("unit", unit=report.unit.code, measure=measure.id)
    annotations.show(noted)
    months = sorted({month_with(each.date()) for each in report.history["month"]}, key=lambda each: each.start)
    annotations.write(report.unit.code, measure, months[::-1], noted)
    with st.expander(t(language(), "analysis.numbers")):
        html.show(_twin(report, measure, language()))


@cached(128)
def _twin(report: UnitReport, measure: Measure, language: Language) -> str:
    twin = tables_beside.of_unit(report, measure, language)
    return render(language, "twin.html", head=twin.head, rows=twin.rows, measure=measure.id, month=None)
