"""A month's files in: each read and checked at once, published if it holds no error."""

import streamlit as st

from core.words import t
from views.screen import draw
from views.screen.access import confirming
from views.screen.data.uploads import by_hand, checking, listing, showing
from views.screen.language import language

draw.title(t(language(), "upload.title"))
draw.sentences([t(language(), "upload.lead")])
confirming.form("publish")

where, when, blank = st.columns([2, 1, 1], vertical_alignment="bottom")
with where:
    types = ["xlsx", "xls", "ods", "csv", "txt", "tsv", "zip"]
    files = st.file_uploader(t(language(), "upload.file"), type=types, key="upload_file", accept_multiple_files=True)
with when:
    month = showing.month()
with blank:
    showing.template_button()

dropped = checking.read_all(files, month)
if len(dropped) > 1:
    listing.several(dropped)
opened = listing.opened(dropped)
if opened:
    showing.file(opened, month)

by_hand.form(month)

draw.heading(t(language(), "upload.recent"))
showing.recent()
