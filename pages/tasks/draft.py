"""A task to write: the form, and a lamp for each “rõ” that burns as soon as it is clear."""

import streamlit as st

from core.words import t
from views.screen import draw
from views.screen.language import language
from views.screen.tasks import editing, form

code, given = editing.asked()
draw.title(t(language(), "tasks.edit", code=code) if code else t(language(), "tasks.new"))
fields, lights = st.columns([1.9, 1], gap="large")
with fields:
    task = form.fields(code, given)
with lights:
    clear = editing.lamps_of(task)
    editing.buttons(code, task, clear=clear)
