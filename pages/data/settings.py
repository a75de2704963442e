"""What the province decides for itself: the first steps of a new one, the day its reporting month
closes, and how its own tables and names are read."""

from core.words import t
from views.screen import draw
from views.screen.data import (
    clarity_sets,
    delivery_days,
    remembered,
    remindings,
    settings,
    settings_book,
    targets,
    weights,
)
from views.screen.language import language

draw.title(t(language(), "settings.title"))

settings.first_steps()
draw.heading(t(language(), "settings.steps"))
settings.steps()

draw.heading(t(language(), "settings.closing"))
settings.closing_day()

draw.heading(t(language(), "settings.targets"))
targets.targets()

draw.heading(t(language(), "settings.weights"))
weights.weights()

draw.heading(t(language(), "settings.deliveries"))
delivery_days.delivery_days()

draw.heading(t(language(), "settings.reminders"))
remindings.remindings()

draw.heading(t(language(), "settings.clarities"))
clarity_sets.clarity_sets()

draw.heading(t(language(), "settings.book"))
settings_book.book()

draw.heading(t(language(), "mapping.title"))
remembered.tables()

draw.heading(t(language(), "row_answers.title"))
remembered.names()
