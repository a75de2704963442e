"""The commitments with their outcome and evidence as a document."""

from collections.abc import Iterable
from math import isnan

from core.spreadsheets import printable
from core.words import Language, t
from reports.tasks.commitments import Judged
from views.documents.document import Column, Document, Kind, Table, Value, Wrapping
from views.wording.cohorts_and_commitments import evidence, own_name

COLUMNS = (
    "code",
    "unit",
    "measure",
    "year",
    "target",
    "signed",
    "leader",
    "standing",
    "numerator",
    "denominator",
    "value",
    "required",
    "evidence",
    "note",
)
_WIDTHS = {"unit": 30, "measure": 30, "leader": 24, "evidence": 70, "note": 50}
_KINDS: dict[str, Kind] = {
    "year": "whole",
    "target": "number",
    "signed": "iso_day",
    "numerator": "whole",
    "denominator": "whole",
    "value": "number",
    "required": "number",
}


def commitments_document(found: Iterable[Judged], language: Language) -> Document:
    """One row each: numbers as numbers, a number there is none of as an empty cell."""
    table = Table(
        t(language, "commitments.sheet"),
        tuple(
            Column(t(language, f"commitments.column_{name}"), _KINDS.get(name, "text"), _WIDTHS.get(name, 14))
            for name in COLUMNS
        ),
        tuple(tuple(_cell(value) for value in _row(each, language)) for each in found),
        frozen_columns=2,
        wrapping=Wrapping(rows="all"),
    )
    return Document((table,))


def _row(each: Judged, language: Language) -> list[Value]:
    promise, judgement = each.commitment.promise, each.judgement
    counted = bool(judgement.denominator)
    return [
        each.commitment.code,
        own_name(each.unit, language),
        each.measure.title[language],
        promise.year,
        promise.target,
        promise.signed_on,
        promise.leader,
        t(language, f"commitments.standing_{each.standing}"),
        judgement.numerator if counted else None,
        judgement.denominator if counted else None,
        judgement.value,
        judgement.required,
        evidence(each, language),
        each.commitment.events[-1].note,
    ]


def _cell(value: Value) -> Value:
    if isinstance(value, float):
        return None if isnan(value) else round(value, 4)
    if isinstance(value, str):
        return printable(value) or None
    return value
