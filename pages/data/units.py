"""The unit structure: who there is, what became of what, and a new list loaded with a preview."""

import streamlit as st

from core.words import t
from views.screen import draw
from views.screen.data import structure
from views.screen.language import language

choose, _ = st.columns([1.6, 3])
with choose:
    report = structure.report()
draw.title(t(language(), "structure.title"))
structure.outcome()
structure.lists(report)

draw.heading(t(language(), "structure.loaded"))
structure.history()

draw.heading(t(language(), "structure.load"))
draw.sentences([t(language(), "structure.load_lead")])
structure.download()
files = st.file_uploader(
    t(language(), "structure.file"),
    type=["xlsx", "xls", "ods", "csv"],
    accept_multiple_files=True,
    key="structure_files",
)
check = structure.checked(files) if files else None
if check:
    structure.preview(check)
    if check.fit_to_load and not check.changes_nothing:
        structure.load_button(files)
