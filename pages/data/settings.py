"""What the province decides for itself: the first steps of a new one, and the day its reporting month closes."""

from core.words import t
from views.screen import draw
from views.screen.data import settings
from views.screen.language import language

draw.title(t(language(), "settings.title"))

draw.heading(t(language(), "settings.steps"))
settings.steps()

draw.heading(t(language(), "settings.closing"))
settings.closing_day()
