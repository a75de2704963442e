"""Who works where: the staff list a task's names are checked against."""

import streamlit as st

from core.words import t
from views.screen import draw
from views.screen.language import language
from views.screen.tasks import roster

draw.title(t(language(), "people.title"))
draw.sentences([t(language(), "people.lead")])
roster.outcome()
file = st.file_uploader(t(language(), "people.choose"), type=["xlsx", "xls", "ods", "csv"], key="people_file")
found = roster.checked(file) if file else None
if found:
    roster.preview(file, found)
roster.newest()
