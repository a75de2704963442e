"""A yearly plan loaded from a spreadsheet: every line judged, then drafts."""

import streamlit as st

from core.words import t
from views.screen import draw
from views.screen.language import language
from views.screen.tasks import planning

draw.title(t(language(), "tasks.plan_title"))
draw.sentences([t(language(), "tasks.plan_lead")])
planning.outcome()
file = st.file_uploader(t(language(), "tasks.plan_choose"), type=["xlsx", "xls", "ods", "csv"], key="plan_file")
check = planning.checked(file) if file else None
if check:
    planning.preview(check)
    if check.fit_to_load and check.new:
        planning.load_button(file, check)
