"""A yearly plan loaded from a spreadsheet: every line judged, then drafts."""

from core.words import t
from views.screen import draw
from views.screen.language import language
from views.screen.tasks import planning

draw.title(t(language(), "tasks.plan_title"))
draw.sentences([t(language(), "tasks.plan_lead")])
planning.upload()
