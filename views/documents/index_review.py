"""The review of an index as a workbook: every criterion with its four answers."""

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.spreadsheets import printable, safe
from core.words import Language, t
from reports.tasks.yearly_review import CriterionLine, Review
from views.documents.worksheet import first, saved
from views.wording.yearly_indices import answered

_COLUMNS = ("criterion", "score", "max_score", "achieved", "cause", "unit", "leader", "remedy", "status", "note")
_WIDTHS = {"criterion": 50, "cause": 60, "unit": 32, "leader": 26, "remedy": 18, "status": 26, "note": 40}


def review_workbook(review: Review, names: Mapping[str, str], language: Language) -> bytes:
    """An .xlsx: title, how many have all four answers, one row a criterion. Text stays text, whatever it begins with.

    Args:
        names: of units by code.
    """
    workbook = Workbook()
    sheet = first(workbook)
    sheet.title = t(language, "indices.sheet")
    _append(sheet, [t(language, "indices.review", index=review.index.id, year=str(review.year))])
    sheet["A1"].font = Font(bold=True, size=14)
    _append(sheet, [answered(language, review)])
    sheet.append([])
    _append(sheet, [t(language, f"indices.{name}") for name in _COLUMNS])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for line in review.lines:
        _append(sheet, _cells(line, names, language))
    for number, name in enumerate(_COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 14)
    sheet.freeze_panes = "B5"
    return saved(workbook)


def _cells(line: CriterionLine, names: Mapping[str, str], language: Language) -> list[str | float | None]:
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


def _append(sheet: Worksheet, values: list[str] | list[str | float | None]) -> None:
    sheet.append([_text(value) if isinstance(value, str) else value for value in values])
    for cell in sheet[sheet.max_row]:
        if isinstance(cell.value, str):
            cell.data_type = "s"  # text that began with “=” would be a formula
            cell.alignment = Alignment(wrap_text=sheet.max_row > 3, vertical="top")


def _text(text: str) -> str | None:
    return safe(printable(text)) or None
