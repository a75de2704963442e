"""The month at a glance: the province, each kind of unit, first and last, what got worse, who is silent."""

import streamlit as st

from core.words import period, t
from metrics.rates.measures import measure as measure_of
from views.screen import data_state, draw, filters, session
from views.screen.desk import marks
from views.screen.language import language
from views.screen.results import late_chain, nation, overview, paper, score
from views.screen.tasks import commitments, filtering, heads

nation.instead(session.everything().all_months())
title, choose = draw.columns_of_title()
with choose:
    month = filters.month(session.everything().all_months())
report = overview.answer(month)
with title:
    draw.title(t(language(), "overview.title", period=period(language(), month)), data_state.badge(month))
marks.own()
overview.show(report, heads.by_unit(), overdue=filtering.overdue(), broken=commitments.broken())
late_chain.line(month)
score.province_line(month)
nation.line()
paper.button(month)
overview.kinds(report)

heading, choose = st.columns([2, 1], vertical_alignment="bottom")
with heading:
    draw.heading(t(language(), "overview.ends"))
with choose:
    measure = measure_of(filters.measure(report.headlines))
overview.ends(report, measure)
