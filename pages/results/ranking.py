"""Who is doing well: the units of one kind, by one measure, over one period."""

import streamlit as st

from core.words import period as said_period
from core.words import t
from views.charts import ranking as charts
from views.screen import data_state, draw, filters, pictures, session, tables
from views.screen.desk import marks
from views.screen.language import language
from views.screen.navigation import open_page
from views.screen.results import ranking
from views.wording import results

published = session.everything()
head, chosen = st.container(), filters.bar()
with chosen:
    by, when, what, who = st.columns([1.45, 1, 1.6, 1.6], vertical_alignment="bottom")
with by:
    period = filters.period(published, when)
with what:
    measure = filters.measure(published.measures_for(period))
with who:
    kind = filters.kind(published.kinds(published.months_of(period)))
report = ranking.answer(measure, period, kind)

with head:
    draw.title(results.ranking_title(report, language()), data_state.badge(period))
    draw.sentences(results.ranking(report, language()))
    filters.folded(filters.said(period), report.measure.short[language()], t(language(), f"kind.{kind}"))
ranking.own(report)
picked = draw.chart(
    charts.bars(
        language(),
        report.measure.unit,
        named=report.count("ranked") <= charts.NAMED_BARS,
        targeted=report.target is not None,
    ),
    charts.bars_data(report, language()),
    key="ranking_bars",
    alt=t(
        language(), "chart.ranking", measure=report.measure.title[language()], period=said_period(language(), period)
    ),
    pick="code",
)
if picked:
    open_page("unit", unit=picked, measure=measure, period=report.months[-1].code)
marks.of_measure(measure, period)
ranking.table(report)
ranking.download(report)
tables.link("ranking", measure=measure, period=period.code, kind=kind)
pictures.link("ranking", measure=measure, period=period.code, kind=kind)
