"""How everything is computed: every measure, formula, source, target and date, from the definitions themselves."""

from core.periods import parse
from core.words import t
from reports.results.method import method
from views.screen import draw, session
from views.screen.access import trail
from views.screen.language import language
from views.wording import results

draw.title(t(language(), "method.title"))
draw.sentences([t(language(), "method.lead")])
seen = session.everything()
draw.template("results/method.html", method=method(seen.settings), since=parse, term=results.term, units=seen.by_code)
trail.public_keys()
