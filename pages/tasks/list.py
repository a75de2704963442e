"""The tasks the Committee has assigned: filtered, by status or deadline, and how deadlines are kept."""

from core.words import t
from views.screen import draw
from views.screen.language import language
from views.screen.tasks import listing, taking

found = listing.filtered()
draw.title(t(language(), "tasks.title"))
listing.summary(found)
draw.template("task_new.html")
listing.show(found)
taking.downloads(found)
listing.deadlines_kept(found)
