"""One task: what is asked for, its standing, its history, and what may be done next."""

from views.screen import draw
from views.screen.tasks import task, verdicts

found = task.asked()
draw.title(found.task.code)
task.show(found)
if found.whole:
    verdicts.of_task(found)
task.history(found)
task.steps(found)
