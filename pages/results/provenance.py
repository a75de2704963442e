"""Where a number comes from: its formula, and for each count the file, sheet and row."""

from core.units import Unit
from core.words import t
from views.screen import data_state, draw
from views.screen.language import language
from views.screen.results import provenance

about, period, measure, counts = provenance.asked()
name = measure.title[language()] if measure else " + ".join(t(language(), f"count.{each}") for each in counts)
draw.title(t(language(), "provenance.title", what=name, unit=provenance.said_of(about)), data_state.badge(period))
provenance.formula(about, period, measure)
draw.heading(t(language(), "provenance.rows"))
if isinstance(about, Unit):
    provenance.show(provenance.of_unit(about, period, counts))
else:
    provenance.group(about, period, counts)
