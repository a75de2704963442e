"""A province's settings as a workbook to edit and load again; `loaders.lists.settings_book` reads it back."""

from collections.abc import Sequence

from actions.data.clarity_sets import clarities_of, said_clarities
from actions.data.remindings import said_to, said_when, to_of
from actions.data.score_points import said_written
from actions.data.score_weights import newest_index
from actions.data.settings_kinds import CLEAR, CLOSING_DAY, COMMON, DATED, DUE, NAME, REMIND, WEIGHTS, Decision
from core.words import Language, t
from metrics.rates.deliveries import all_deliveries
from metrics.rates.measures import all_measures
from metrics.tasks.ladder import EVERY
from views.documents.document import Column, Document, Row, Table, Value, Wrapping


def settings_document(held: Sequence[Decision], language: Language) -> Document:
    """A row a decision, in the order of `actions.data.settings_decisions.held`."""
    captions = ("settings.book_setting", "filter.target_kind", "settings.target_from")
    columns = (
        *(Column(t(language, key), "exact", width) for key, width in zip(captions, (48, 26, 12), strict=True)),
        Column(t(language, "settings.target_value"), "exact", 24),
        Column(t(language, "settings.source"), "exact", 60),
    )
    rows = tuple(_row(each, language) for each in held)
    return Document((Table(t(language, "settings.book_sheet"), columns, rows, wrapping=Wrapping("top", "all")),))


def label(decision: Decision, language: Language) -> str:
    """What the setting is called."""
    what = decision.key[0]
    if what.startswith(DUE):
        title = next(each.title for each in all_deliveries() if each.id == what.removeprefix(DUE))
        return t(language, "settings.book_due", what=title[language])
    if what.startswith(WEIGHTS):
        title = newest_index(what.removeprefix(WEIGHTS)).title
        return t(language, "settings.book_weights", what=title[language])
    if what.startswith(REMIND):
        when = said_when(EVERY[what.removeprefix(REMIND)], language)
        return t(language, "settings.book_reminder", what=when)
    return (
        t(language, f"settings.book_{what}")
        if what in (NAME, CLOSING_DAY, CLEAR)
        else all_measures()[what].title[language]
    )


def whose(decision: Decision, language: Language) -> str | None:
    """For which units; None where that is no question."""
    what, kind, *_ = decision.key
    if what in (NAME, CLOSING_DAY) or what.startswith(DATED):
        return None
    return decision.unit or t(language, f"kind.{kind}" if kind else "settings.target_all")


def shown(what: str, value: str | float | None, language: Language) -> Value:
    """The value as its cell has it."""
    if what == CLOSING_DAY and value is None:
        return t(language, "settings.calendar")
    if value == COMMON and what != NAME:
        return t(language, "target.common")
    if what == CLEAR and isinstance(value, str):
        return said_clarities(clarities_of(value), language)
    if what.startswith(REMIND) and isinstance(value, str):
        return said_to(to_of(value), language)
    if what.startswith(WEIGHTS) and isinstance(value, str):
        return said_written(value, what.removeprefix(WEIGHTS), language)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _row(each: Decision, language: Language) -> Row:
    what, begin = each.key[0], each.key[-1]
    month = f"{begin[5:]}/{begin[:4]}" if begin else None
    return (label(each, language), whose(each, language), month, shown(what, each.value, language), each.source or None)
