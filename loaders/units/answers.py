"""What may be said of a row that matches no unit: that it is one under another name, or that it is left out."""

from loaders.units.names import taken_apart

ANSWERED = ("unit_unknown", "unit_unknown_near", "unit_ambiguous")
"""Findings that an answer settles."""


def answer_key(text: str) -> str:
    """The text of a row that matches no unit (code and name together), as answers about it are compared."""
    return taken_apart(text).full
