"""A yearly plan as offices write it: STT, content, unit in charge, units beside it, deadline, product; grouped rows."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.errors import UnreadableFileError
from core.issues import Issue
from core.rows import Row
from core.tasks import Details, Person
from core.units import Unit
from loaders.lists.plan_tables import COLUMNS, NEEDED, PlanTable, plan_table
from loaders.reading import fence, precheck
from loaders.sheets import Sheet, letter, shown
from loaders.text.deadlines import deadline
from loaders.text.fonts import in_unicode
from loaders.units.lists import UnitList, unit_list
from loaders.units.matching import Directory, directory

_LONGEST = 10_000


@dataclass(frozen=True)
class PlanLine:
    """One task of a plan and where it stands."""

    row: Row
    group: str
    """The heading it stands under; blank where there is none."""
    details: Details
    unplaced: tuple[str, ...]
    """Of the units in charge and beside it what names no unit we know, below the plan's own caption."""


@dataclass(frozen=True)
class ReadPlan:
    """What the file says, line by line, and what is wrong with single cells."""

    lines: tuple[PlanLine, ...]
    issues: tuple[Issue, ...]
    sha256: str
    name: str


def read(content: bytes, name: str, units: Iterable[Unit], *, year: int) -> ReadPlan:
    """The plan in a file.

    Args:
        units: those in force; a plan names no others.
        year: of deadlines without one, where the plan's title names none.

    Raises:
        UnreadableFileError: it cannot be read, or no table has the columns of a plan.
    """
    sheets, issues = in_unicode(fence.read(content, precheck.kind_of(content)))
    tables = [table for sheet in sheets if not sheet.hidden and (table := plan_table(sheet))]
    if not tables:
        looked_for = ", ".join(COLUMNS[column][0] for column in NEEDED)
        raise UnreadableFileError("unrecognised", looked_for=looked_for, seen=_seen(sheets))
    known, found = directory(units), list(issues)
    lines = [line for table in tables for line in _lines(table, known, table.year or year, found)]
    return ReadPlan(tuple(lines), tuple(found), hashlib.sha256(content).hexdigest(), name)


def _lines(table: PlanTable, units: Directory, year: int, found: list[Issue]) -> Iterator[PlanLine]:
    group = ""
    letters = {name: letter(column) for name, column in table.columns.items()}
    for number in sorted(table.sheet.rows):
        if number <= table.header:
            continue
        cells = {name: table.text(number, name) for name in COLUMNS}
        row = Row(cells, table.sheet.name, number, letters)
        spoilt = table.spoilt(number)
        # A formula's error would otherwise read as a blank.
        found += [row.issue("plan_cell_error", name) for name in spoilt]
        rest = [cells[name] for name in COLUMNS if name not in ("number", "content")]
        if spoilt or _numbers_columns(cells):
            continue
        if cells["content"] and not any(rest):
            # A heading, or below the table a signature, which has no number.
            group = cells["content"] if cells["number"] else group
        elif cells["content"]:
            day = deadline(table.value(number, "deadline"), year)
            yield _line(row, group, day, units, found, table=table)
        elif any(rest):
            found.append(row.issue("plan_no_content", "content"))


def _line(
    row: Row, group: str, day: dt.date | None, units: Directory, found: list[Issue], *, table: PlanTable
) -> PlanLine:
    cells = row.cells
    found += [row.issue("plan_too_long", name, limit=_LONGEST) for name, text in cells.items() if len(text) > _LONGEST]
    if day is None and cells["deadline"]:
        found.append(row.issue("plan_deadline_unread", "deadline", "warning", text=shown(cells["deadline"])))
    charge, beside = (unit_list(units, cells[name]) for name in ("unit", "beside"))
    found += [row.issue("plan_unit_unknown", "unit", "warning", text=shown(text)) for text in charge.unknown]
    found += [row.issue("plan_beside_unknown", "beside", "warning", text=shown(text)) for text in beside.unknown]
    unplaced = {"unit": "; ".join(charge.unknown), "beside": "; ".join(beside.unknown)}
    if beside.units and not charge.units:
        # The first of a task's units is the one in charge: these must not become it.
        found.append(row.issue("plan_beside_alone", "beside", "warning", text=shown(cells["beside"])))
        beside, unplaced["beside"] = UnitList((), ()), cells["beside"]
    involved = tuple(dict.fromkeys(unit.code for unit in (*charge.units, *beside.units)))
    code = involved[0] if involved else ""
    details = Details(
        content=cells["content"],
        staff=_people(cells["staff"], code),
        leaders=_people(cells["leader"], code),
        deadline=day,
        product=cells["product"],
        proof=cells["proof"],
        document=table.document,
        units=involved,
    )
    left_over = tuple(f"{table.caption(name)}: {text}" for name, text in unplaced.items() if text)
    return PlanLine(row, group, details, left_over)


def _people(text: str, unit: str) -> tuple[Person, ...]:
    return tuple(Person(name.strip(), unit) for name in re.split(r"[;,\n]", text) if name.strip())


def _numbers_columns(cells: Mapping[str, str]) -> bool:
    """(1) (2) (3) below the captions."""
    texts = [text for text in cells.values() if text]
    return len(texts) > 1 and all(re.fullmatch(r"\(?\d{1,2}\)?", text) for text in texts)


def _seen(sheets: Sequence[Sheet]) -> str:
    cells = [value for sheet in sheets for row in list(sheet.rows.values())[:5] for value in row if value is not None]
    return "; ".join(str(value)[:40] for value in cells[:12])
