"""Who works where: the staff list a task's names are checked against."""

from core.words import t
from views.screen import draw
from views.screen.language import language
from views.screen.tasks import roster

draw.title(t(language(), "people.title"))
draw.sentences([t(language(), "people.lead")])
roster.upload()
roster.newest()
