"""Units followed apart: a cohort against the rest by a measure, and what may be done with it."""

import streamlit as st

from core.words import t
from views.screen import draw
from views.screen.language import language
from views.screen.tasks import cohort_forms, cohorts

which, what = st.columns(2)
with which:
    cohort = cohorts.chosen()
with what:
    measure = cohorts.measure()
draw.title(t(language(), "page.cohorts"))
if cohort and measure:
    cohorts.show(cohort, measure)
cohort_forms.forms(cohort)
