"""The month at a glance: the province, each kind of unit, first and last, what got worse, who is silent."""

import streamlit as st

from core.words import period, t
from metrics.measures import all_measures
from views import sentences
from views.screen import data, draw, filters
from views.screen.language import language

title, choose = st.columns([4, 1], vertical_alignment="bottom")
with choose:
    month = filters.month(data.everything().all_months())
report = data.overview(month)
with title:
    draw.title(t(language(), "overview.title", period=period(language(), month)))

draw.template(
    "overview.html",
    report=report,
    sentences=sentences.overview(report, language()),
    figure_names=sentences.FIGURE_NAMES,
)

heading, choose = st.columns([2, 1], vertical_alignment="bottom")
with heading:
    draw.heading(t(language(), "overview.ends"))
known = [measure for measure in report.headlines if measure in data.everything().measures([month])]
with choose:
    measure = all_measures()[filters.measure(known)]
draw.template(
    "ends.html",
    report=report,
    measure=measure,
    measures=all_measures(),
    ends=[(group.kind, *report.ends(group.kind, measure.id)) for group in report.groups[1:]],
    has_before=report.before in data.everything().all_months(),
)
