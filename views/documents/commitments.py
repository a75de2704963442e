"""The commitments with their outcome and evidence as a workbook."""

from collections.abc import Iterable
from math import isnan

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from core.spreadsheets import printable, safe
from core.words import Language, t
from reports.tasks.commitments import Judged
from views.documents.worksheet import first, saved
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


def commitments_workbook(found: Iterable[Judged], language: Language) -> bytes:
    """An .xlsx, one row each: numbers as numbers, a number there is none of as an empty cell."""
    workbook = Workbook()
    sheet = first(workbook)
    sheet.title = t(language, "commitments.sheet")
    sheet.append([t(language, f"commitments.column_{name}") for name in COLUMNS])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for each in found:
        sheet.append([_cell(value) for value in _row(each, language)])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # never a formula
    for number, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 14)
    sheet.freeze_panes = "C2"
    return saved(workbook)


def _row(each: Judged, language: Language) -> list[object]:
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


def _cell(value: object) -> object:
    if isinstance(value, float):
        return None if isnan(value) else round(value, 4)
    if isinstance(value, str):
        return safe(printable(value)) or None
    return value
