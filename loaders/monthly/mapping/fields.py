"""The fields that a column of a mapped table may hold, and their words."""

from functools import cache

from core.counts import COUNT_NAMES, LIMITS, SUMS
from core.words import LANGUAGES, Language, t
from loaders.monthly.captions_left import counts_of_measures
from loaders.monthly.sources.base import LABELS, Target, count_of, target_of

KNOWN: frozenset[str] = LABELS | {target_of(name) for name in COUNT_NAMES}
LABEL_ORDER: tuple[Target, ...] = ("unit_name", "unit_code", "month", "field", "ordinal")


@cache
def offered() -> tuple[Target, ...]:
    """What a person may choose: labels, then the counts that a measure needs and those that make up others."""
    parts = {name for table in (SUMS, LIMITS) for whole, names in table.items() for name in (whole, *names)}
    wanted = counts_of_measures() | parts
    return (*LABEL_ORDER, *(target_of(name) for name in COUNT_NAMES if name in wanted))


ADDED = "+"
"""Before a field: a further column of a count that is split over columns, whose numbers are added."""


def whole(field: str) -> str:
    """The field, also of a column that is added to it."""
    return field.removeprefix(ADDED)


def is_known(field: str) -> bool:
    """Whether a column may hold it; nothing is added to a label."""
    return field in KNOWN or (field.startswith(ADDED) and whole(field) in KNOWN - LABELS)


def said(language: Language, field: str) -> str:
    """The field's name."""
    if field.startswith(ADDED):
        return t(language, "mapping.added_to", field=said(language, whole(field)))
    if field in LABELS:
        return t(language, f"mapping.{field}")
    return t(language, f"count.{count_of(field)}")  # type: ignore[arg-type]  # a column holds a label or a count


def in_words(field: str) -> dict[str, str]:
    """The field's name in every language, as the value of a sentence."""
    return {language: said(language, field) for language in LANGUAGES}
