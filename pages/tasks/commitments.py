"""What heads of units signed: kept, on track, at risk or broken, with the evidence."""

from core.words import t
from views.screen import draw
from views.screen.language import language
from views.screen.tasks import commitment_forms, commitments

found = commitments.filtered()
draw.title(t(language(), "commitments.title"))
commitment_forms.one()
commitments.show(found)
commitment_forms.sign()
