"""Who may see and do what: every right, and the roles that have it."""

from core.words import t
from views.screen import draw
from views.screen.access import rights
from views.screen.language import language

draw.title(t(language(), "rights.title"))
draw.sentences([t(language(), "rights.lead")])
rights.own()
rights.table()
