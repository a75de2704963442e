"""One task: what is asked for, its standing, its history, and what may be done next."""

from views.screen import draw
from views.screen.tasks import one, verdicts

found = one.asked()
draw.title(found.task.code)
one.show(found)
verdicts.of_task(found)
one.history(found)
one.steps(found)
