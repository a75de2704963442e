"""Our points beside the national portal's own: equal or not, by how much, and which count differs."""

import streamlit as st

from core.words import t
from views.screen import draw, filters, session
from views.screen.data import reconciling
from views.screen.language import language
from views.screen.results import score

when, what, where = st.columns([1, 1, 2], vertical_alignment="bottom")
with when:
    month = filters.month(session.everything().all_months())
with what:
    rules = score.rules(month)
with where:
    files = st.file_uploader(
        t(language(), "reconcile.file"),
        type=["xlsx", "xls", "ods", "csv", "txt", "tsv"],
        key="reconcile_files",
        accept_multiple_files=True,
    )

draw.title(t(language(), "reconcile.title", period=month))
draw.sentences([t(language(), "reconcile.lead")])
reconciling.compare(files, rules, month)
