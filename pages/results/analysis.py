"""Signal or noise: who is unlike units of their size, when a unit changed, how all months and ranks went."""

import streamlit as st

from core.words import t
from views.screen import data_state, draw, filters, session
from views.screen.language import language
from views.screen.results import analysis

published = session.everything()
view = analysis.view()
which, what, when, more = st.columns([1.35, 1.7, 1, 1.35], vertical_alignment="bottom")
if view == "control":
    with which:
        code = filters.unit(published.ranked_units())
    with what:
        measure = analysis.measure(view, published.measures(published.months_of_unit(code)))
    unit = published.unit(code)
    draw.title(t(language(), "analysis.control.title", measure=measure.short[language()], unit=filters.name_of(unit)))
    analysis.show_control(measure, unit)
else:
    with when:
        month = filters.month(published.all_months())
    with what:
        measure = analysis.measure(view, published.measures_for(month))
    with which:
        kind = filters.kind(published.kinds([month]))
    with more:
        option = analysis.option(view, kind, month)
    heading = t(
        language(),
        f"analysis.{view}.title",
        measure=measure.short[language()],
        kind=t(language(), f"kind.{kind}"),
        period=month,
    )
    draw.title(heading, data_state.badge(month))
    {"funnel": analysis.show_funnel, "heat": analysis.show_heat, "bump": analysis.show_bump}[view](
        measure, kind, month, option
    )
