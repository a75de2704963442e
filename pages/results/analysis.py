"""Signal or noise: who is unlike its size, when a unit changed, how months and ranks went, how far a rank holds."""

import streamlit as st

from core.words import t
from views.screen import data_state, draw, filters, pictures, session
from views.screen.language import language
from views.screen.results import analysis, rank_ranges, score, tiles

published = session.everything()
head, chosen = st.container(), filters.bar()
with chosen:
    view = analysis.view()
    which, what, when, more = st.columns([1.55, 1.65, 0.95, 1.35], vertical_alignment="bottom")
if view == "control":
    with which:
        code = filters.unit(published.ranked_units())
    with what:
        measure = analysis.measure(view, published.measures(published.months_of_unit(code)))
    unit = published.unit(code)
    with head:
        draw.title(
            t(language(), "analysis.control.title", measure=measure.short[language()], unit=filters.name_of(unit))
        )
        filters.folded(t(language(), f"analysis.view.{view}"), filters.name_of(unit), measure.short[language()])
    analysis.show_control(measure, unit)
    pictures.link(view, measure=measure.id, unit=code)
else:
    with when:
        month = filters.month(published.all_months())
    with what:
        # What is shown: a score by other weights, else a measure.
        rules = score.rules(month) if view == "weights" else None
        shown = rules or analysis.measure(view, published.measures_for(month))
    with which:
        kind = filters.kind(published.kinds([month]))
    with more:
        option = analysis.option(view, kind, month)
    what_of, of_whom = shown.short[language()], t(language(), f"kind.{kind}")
    with head:
        heading = t(language(), f"analysis.{view}.title", measure=what_of, kind=of_whom, period=month)
        draw.title(heading, data_state.badge(month))
        filters.folded(t(language(), f"analysis.view.{view}"), what_of, of_whom, filters.said(month))
    {
        "funnel": analysis.show_funnel,
        "heat": analysis.show_heat,
        "tiles": tiles.show,
        "bump": analysis.show_bump,
        "sets": rank_ranges.show_sets,
        "weights": rank_ranges.show_weights,
    }[view](shown, kind, month, option)
    if view != "tiles":
        pictures.link(view, **analysis.picture_of(view, shown.id, option), kind=kind, period=month.code)
