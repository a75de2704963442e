"""One unit: where it stands among its peers, how it got there, and the counts behind it."""

import streamlit as st

from core.words import period, t
from metrics.rates.measures import measure as measure_of
from views.screen import data_state, draw, filters, session
from views.screen.data import structure
from views.screen.desk import marks
from views.screen.language import language
from views.screen.results import analysis, late, paper, series, unit, unit_cards
from views.screen.tasks import commitments, verdicts
from views.wording import continuity, results

published = session.everything()
# Where, why, what next, and what it has to do come first; what to look at more closely is chosen below them.
head, chosen = st.container(), filters.bar()
with chosen:
    who, when, what, how = st.columns([1.25, 0.9, 1.3, 1.75], vertical_alignment="bottom")
with who:
    code = filters.unit(published.ranked_units())
with when:
    month = filters.month(published.months_of_unit(code))
with how:
    by = structure.choose_units(code)
report = unit.answer(code, month, by)
with what:
    measure = measure_of(filters.measure([place.measure for place in report.places]))
with head:
    unit_cards.show(report.unit, month, filters.name_of(report.unit), data_state.badge(month))
    verdicts.of_unit(code)
    commitments.of_unit(code)
    paper.of_unit(code, month)
    filters.folded(filters.name_of(report.unit), filters.said(month), measure.short[language()])

stands = t(
    language(),
    "unit_page.standing",
    kind=results.inside(t(language(), f"kind.{report.unit.kind}")),
    period=period(language(), month),
)
draw.sentences([stands, *results.life(report.unit, language())])
table, drawing = st.columns([1.45, 1], gap="medium")
with table:
    draw.template("results/unit.html", report=report, chosen=measure.id)
    marks.of_unit(code, month)
with drawing:
    draw.heading(measure.title[language()])
    draw.template("results/continuity.html", sentences=continuity.sentences(report, language()))
    series.of_unit(report, measure, verdicts.starts(code, measure.id), key="unit_series")
    analysis.link(report.unit, measure.id)
with st.expander(t(language(), "unit_page.counts")):
    unit.counts_table(report)
late.link(report.unit, month)
