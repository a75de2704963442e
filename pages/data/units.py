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
structure.history()
structure.download()
structure.upload()
