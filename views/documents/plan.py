"""The list of tasks in the form of a yearly plan; `loaders.lists.plans` reads it back to the same tasks."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.spreadsheets import printable
from core.tasks import Person
from core.words import Language, t
from reports.tasks.listed import Listed
from views.documents.worksheet import first, saved

COLUMNS = ("number", "content", "unit", "beside", "deadline", "product", "leader", "staff", "proof", "code", "status")
_WIDTHS = {"number": 6, "content": 60, "beside": 30, "product": 36, "proof": 30}


def plan_workbook(listed: Iterable[Listed], names: Mapping[str, str], language: Language) -> bytes:
    """An .xlsx; the tasks of each unit in charge under its name. Text stays text, whatever it begins with.

    Args:
        names: of units by code.
    """
    workbook = Workbook()
    sheet = first(workbook)
    sheet.title = t(language, "tasks.plan_sheet")
    sheet.append([t(language, f"tasks.plan_{name}") for name in COLUMNS])
    _bold(sheet)
    ordered = sorted(listed, key=lambda each: (names.get(each.unit, each.unit), each.task.code))
    for letter, (unit, tasks) in enumerate(groupby(ordered, key=lambda each: names.get(each.unit, each.unit)), 1):
        # A letter or roman number as in the plans people know would run out.
        _append(sheet, [f"{letter}.", unit or t(language, "tasks.plan_without_unit")])
        _bold(sheet)
        for number, each in enumerate(tasks, 1):
            _append(sheet, [f"{letter}.{number}", *_cells(each, names, language)])
    for number, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 22)
    sheet.freeze_panes = "C2"
    return saved(workbook)


def _cells(each: Listed, names: Mapping[str, str], language: Language) -> list[str]:
    details = each.task.details
    return [
        details.content,
        names.get(each.unit, each.unit),
        "; ".join(names.get(code, code) for code in details.units[1:]),
        f"{each.task.deadline:%d/%m/%Y}" if each.task.deadline else "",
        details.product,
        _people(details.leaders),
        _people(details.staff),
        details.proof,
        each.task.code,
        t(language, f"tasks.status_{each.standing.status}"),
    ]


def _people(people: tuple[Person, ...]) -> str:
    return "; ".join(person.name for person in people)


def _append(sheet: Worksheet, values: list[str]) -> None:
    sheet.append([printable(value) or None for value in values])
    for cell in sheet[sheet.max_row]:
        if isinstance(cell.value, str):
            cell.data_type = "s"  # text that began with “=” would be a formula
            cell.number_format = "@"  # nor becomes one when somebody edits it
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _bold(sheet: Worksheet) -> None:
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
