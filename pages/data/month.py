"""A month from its drafts to a published, locked version, and back to any version there was."""

import streamlit as st

from core.words import t
from views.screen import draw, filters
from views.screen.access import confirming
from views.screen.data import drafts, publishing, upward, verifying, withdrawing
from views.screen.desk import answering
from views.screen.language import language

choose, _ = st.columns([1, 3])
with choose:
    month = filters.month(publishing.months())
draw.title(t(language(), "month_page.title", period=month))
confirming.form("publish", "lock")
state = publishing.status(month)

draw.heading(t(language(), "month_page.drafts"))
drafts.drafts(month)

draw.heading(t(language(), "month_page.preview"))
publishing.preview_and_publish(month)

draw.heading(t(language(), "month_page.versions"))
publishing.versions(month)
withdrawing.withdrawing(month)

upward.form(month)

draw.heading(t(language(), "desk.replies"))
answering.show(month)

left, right = st.columns(2, gap="large")
with left:
    draw.heading(t(language(), "month_page.closing"))
    publishing.closing(month, state)
with right:
    draw.heading(t(language(), "month_page.verify"))
    verifying.verification()
    verifying.document()
