"""The tasks the Committee has assigned: filtered, looked at in several ways; deadlines kept, and how clear they are."""

import streamlit as st

from core.words import t
from views.screen import draw, filters
from views.screen.language import language
from views.screen.tasks import downloads, filtering, listing, printed

head, chosen = st.container(), filters.bar()
with chosen:
    found = filtering.filtered()
with head:
    draw.title(t(language(), "tasks.title"))
    listing.summary(found)
    draw.template("tasks/new.html")
    filters.folded(filtering.said(found))
listing.show(found, filtering.view())
downloads.downloads(found)
listing.deadlines_kept(found)
printed.compare(found)
