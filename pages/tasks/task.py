"""One task: what is asked for, its standing, its history, and what may be done next."""

from views.screen import draw
from views.screen.tasks import one

found = one.asked()
draw.title(found.task.code)
one.show(found)
one.steps(found)
