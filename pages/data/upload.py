"""A month's file in: read and checked at once, published if it holds no error."""

import streamlit as st

from core.words import t
from views.screen import draw, uploading
from views.screen.language import language

draw.title(t(language(), "upload.title"))
draw.sentences([t(language(), "upload.lead")])

where, when, blank = st.columns([2, 1, 1], vertical_alignment="bottom")
with where:
    file = st.file_uploader(t(language(), "upload.file"), type=["xlsx", "xls", "ods", "csv"], key="upload_file")
with when:
    month = uploading.month()
with blank:
    uploading.template_button()

loaded = uploading.checked(file, month) if file else None
if loaded:
    uploading.report(loaded)
    if not uploading.outcome(loaded) and loaded.fit_to_store:
        uploading.buttons(file, month, loaded)
    with st.expander(t(language(), "upload.preview"), expanded=loaded.fit_to_store):
        uploading.preview(loaded)

draw.heading(t(language(), "upload.recent"))
uploading.recent()
