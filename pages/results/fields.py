"""A measure by field of procedure, such as land or civil status: where it is missed, and by which units."""

import streamlit as st

from core.words import period as said_period
from core.words import t
from views.screen import data_state, draw, filters, session
from views.screen.language import language
from views.screen.results import fields
from views.screen.tasks import heads

published = session.everything()
head, chosen = st.container(), filters.bar()
with chosen:
    by, when, what, who, which = st.columns([1.7, 1.1, 1.6, 1.2, 1.4], vertical_alignment="bottom")
with by:
    period = filters.period(published, when)
with head:
    draw.title(t(language(), "fields.title", period=said_period(language(), period)), data_state.badge(period))
if measures := fields.measures(period):
    with what:
        measure = filters.measure(measures)
    with who:
        kind = fields.kind(published.kinds(published.months_of(period)))
    found = fields.answer(measure, period, kind)
    with which:
        field = fields.field(found)
    with head:
        filters.folded(filters.said(period), found.measure.short[language()])
    fields.show(found, field, heads.by_unit())
else:
    fields.nothing(period)
