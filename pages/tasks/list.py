"""The tasks the Committee has assigned: filtered, looked at in several ways; deadlines kept, and how clear they are."""

from core.words import t
from views.screen import draw
from views.screen.language import language
from views.screen.tasks import downloads, filtering, listing, printed

found = filtering.filtered()
draw.title(t(language(), "tasks.title"))
listing.summary(found)
draw.template("tasks/new.html")
listing.show(found, filtering.view())
downloads.downloads(found)
listing.deadlines_kept(found)
printed.compare(found)
