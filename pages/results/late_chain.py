"""What became of the month's late dossiers: reported, explained, apologised for, re-dated; by unit, who is missing."""

from core.words import period, t
from views.screen import data_state, draw, filters, session
from views.screen.language import language
from views.screen.results import late_chain
from views.screen.tasks import heads

head, chosen = draw.columns_of_title()
with chosen:
    month = filters.month(session.everything().all_months())
found = late_chain.answer(month)
with head:
    draw.title(t(language(), "late_chain.title", period=period(language(), month)), data_state.badge(month))
late_chain.show(found, heads.by_unit())
