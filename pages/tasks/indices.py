"""The yearly indices from outside: how we stand, and the four answers for each criterion."""

from core.words import t
from views.screen import draw
from views.screen.language import language
from views.screen.tasks.yearly import reviewing, showing, uploading

draw.title(t(language(), "indices.title"))
found = showing.asked()
showing.lead(found)
showing.ranks(found)
showing.board(found)
showing.places(found)
review = reviewing.table(found)
reviewing.answer_one(review)
reviewing.add_criterion(found)
uploading.upload()
uploading.loaded()
