"""How everything is computed: every measure, formula, source, target and date, from the definitions themselves."""

from core.periods import parse
from core.words import t
from reports.method import method
from views import sentences
from views.screen import draw
from views.screen.language import language

draw.title(t(language(), "method.title"))
draw.sentences([t(language(), "method.lead")])
draw.template("method.html", method=method(), since=parse, term=sentences.term)
