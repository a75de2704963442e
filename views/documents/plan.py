"""The list of tasks in the form of a yearly plan; `loaders.lists.plans` reads it back to the same tasks."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from core.spreadsheets import printable
from core.tasks import Person
from core.words import Language, t
from reports.tasks.listed import Listed
from views.documents.document import Column, Document, Heading, Row, Table, Wrapping

COLUMNS = ("number", "content", "unit", "beside", "deadline", "product", "leader", "staff", "proof", "code", "status")
_WIDTHS = {"number": 6, "content": 60, "beside": 30, "product": 36, "proof": 30}


def plan_document(listed: Iterable[Listed], names: Mapping[str, str], language: Language) -> Document:
    """The tasks of each unit in charge under its name.

    Args:
        names: of units by code.
    """
    rows: list[Row | Heading] = []
    ordered = sorted(listed, key=lambda each: (names.get(each.unit, each.unit), each.task.code))
    for letter, (unit, tasks) in enumerate(groupby(ordered, key=lambda each: names.get(each.unit, each.unit)), 1):
        # Not numbered by letters or Roman numerals as in usual plans: these would run out.
        rows.append(Heading(_row(f"{letter}.", unit or t(language, "tasks.plan_without_unit"))))
        for number, each in enumerate(tasks, 1):
            rows.append(_row(f"{letter}.{number}", *_cells(each, names, language)))
    table = Table(
        t(language, "tasks.plan_sheet"),
        tuple(Column(t(language, f"tasks.plan_{name}"), "exact", _WIDTHS.get(name, 22)) for name in COLUMNS),
        tuple(rows),
        frozen_columns=2,
        wrapping=Wrapping(rows="text"),
    )
    return Document((table,))


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


def _row(*values: str) -> Row:
    return tuple(printable(value) or None for value in values)
