"""The audit trail: who did what and when, by person, deed and subject, and the newest digest."""

from core.words import t
from views.screen import draw
from views.screen.access import trail
from views.screen.language import language

draw.title(t(language(), "audit.title"))
draw.sentences([t(language(), "audit.lead")])
trail.lines()
