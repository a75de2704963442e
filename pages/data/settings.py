"""What the province decides for itself: the first steps of a new one, the day its reporting month
closes, and how its own tables and names are read."""

from core.words import t
from views.screen import draw
from views.screen.data import remembered, settings, targets
from views.screen.language import language

draw.title(t(language(), "settings.title"))

draw.heading(t(language(), "settings.steps"))
settings.steps()

draw.heading(t(language(), "settings.closing"))
settings.closing_day()

draw.heading(t(language(), "settings.targets"))
targets.targets()

draw.heading(t(language(), "mapping.title"))
remembered.tables()

draw.heading(t(language(), "row_answers.title"))
remembered.names()
