"""The review of an index as a document: every criterion with its four answers."""

from collections.abc import Mapping

from core.spreadsheets import printable
from core.words import Language, t
from reports.tasks.yearly_review import CriterionLine, Review
from views.documents.document import Column, Document, Kind, Table, Value, Wrapping
from views.wording.yearly_indices import answered

_COLUMNS = ("criterion", "score", "max_score", "achieved", "cause", "unit", "leader", "remedy", "status", "note")
_WIDTHS = {"criterion": 50, "cause": 60, "unit": 32, "leader": 26, "remedy": 18, "status": 26, "note": 40}
_KINDS: dict[str, Kind] = {"score": "number", "max_score": "number"}


def review_document(review: Review, names: Mapping[str, str], language: Language) -> Document:
    """Title, how many have all four answers, one row a criterion.

    Args:
        names: of units by code.
    """
    table = Table(
        t(language, "indices.sheet"),
        tuple(
            Column(t(language, f"indices.{name}"), _KINDS.get(name, "text"), _WIDTHS.get(name, 14)) for name in _COLUMNS
        ),
        tuple(tuple(_text(value) for value in _cells(line, names, language)) for line in review.lines),
        frozen_columns=1,
        wrapping=Wrapping(header="top", rows="text"),
    )
    title = t(language, "indices.review", index=review.index.id, year=str(review.year))
    return Document((table,), printable(title), (printable(answered(language, review)),))


def _cells(line: CriterionLine, names: Mapping[str, str], language: Language) -> list[Value]:
    result, answer = line.line.result if line.line else None, line.answer
    achieved = t(language, f"indices.achieved_{line.achieved or 'unsaid'}")
    if line.achieved and not line.typed:
        achieved = t(language, "indices.by_score", achieved=achieved)
    return [
        line.criterion.component,
        result.score if result else None,
        result.max_score if result else None,
        achieved,
        answer.cause,
        names.get(answer.unit, answer.unit),
        answer.leader,
        "; ".join(each.listed.task.code for each in line.remedies),
        "; ".join(t(language, f"tasks.status_{each.listed.standing.status}") for each in line.remedies),
        answer.note,
    ]


def _text(value: Value) -> Value:
    return printable(value) or None if isinstance(value, str) else value
