"""The blank form in which a month's numbers are filled in: units listed, columns headed."""

from collections.abc import Sequence

from core.counts import FORM_COUNTS, CountName
from core.periods import Period
from core.units import Unit
from core.words import Language, t
from views.documents.document import Column, Document, Table, Wrapping

# What a province counts itself; the portal's own tables are loaded as the portal gives them.
ASKED: tuple[CountName, ...] = (
    *FORM_COUNTS,
    "late_apologised",
    "digitisation_base",
    "digitised",
    "e_results",
    "data_reused",
)


def template_document(units: Sequence[Unit], month: Period, language: Language) -> Document:
    """One row for each unit; `loaders.monthly.sources.template` reads it back."""
    table = Table(
        month.code,
        (
            Column(t(language, "template.code"), "label", 11),
            Column(t(language, "template.name"), "label", 38),
            Column(t(language, "template.month"), "label", 10),
            *(Column(t(language, f"count.{name}"), "whole", 14) for name in ASKED),
        ),
        tuple((unit.code, unit.name if language == "vi" else unit.name_en, month.code) for unit in units),
        frozen_columns=3,
        wrapping=Wrapping(header="middle"),
    )
    return Document((table,))
