"""A value as every paper prints it."""

import datetime as dt

from core.words import NOT_KNOWN, Language, day, number
from views.documents.document import Kind, Value

RIGHT: frozenset[Kind] = frozenset({"whole", "number", "decimal", "figure"})
"""Columns set to the right."""


def shown(value: Value, kind: Kind, language: Language) -> str:
    """The text of a cell; a dash where nothing is known."""
    if value is None:
        return NOT_KNOWN
    if isinstance(value, dt.date):
        return day(language, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(language, value, 2 if kind == "decimal" else 0)
    return str(value)
