"""A yearly plan as offices write it: STT, content, unit in charge, units beside it, deadline, product; grouped rows."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.issues import Issue
from core.rows import Row
from core.tasks import Details, Person
from core.units import Unit
from loaders.lists.captioned import CaptionedTable, ListColumns, numbers_columns, tables_in, text_with_lines
from loaders.sheets import shown
from loaders.text.canonical import canonical
from loaders.text.deadlines import deadline, recurring
from loaders.text.labels import is_group
from loaders.units.lists import UnitList, unit_list
from loaders.units.matching import Directory, directory

COLUMNS = ListColumns(
    captions={
        "number": ("STT", "TT", "Số TT", "No."),
        "content": (
            "Nội dung",
            "Nội dung nhiệm vụ",
            "Nội dung công việc",
            "Nhiệm vụ",
            "Nhiệm vụ, giải pháp",
            "Content",
        ),
        "unit": ("Đơn vị chủ trì", "Cơ quan chủ trì", "Cơ quan, đơn vị chủ trì", "Chủ trì", "Unit in charge"),
        "beside": ("Đơn vị phối hợp", "Cơ quan phối hợp", "Cơ quan, đơn vị phối hợp", "Phối hợp", "Units beside it"),
        "deadline": (
            "Thời hạn",
            "Thời gian",
            "Thời gian hoàn thành",
            "Thời hạn hoàn thành",
            "Thời gian thực hiện",
            "Deadline",
        ),
        "product": ("Sản phẩm", "Sản phẩm dự kiến", "Kết quả", "Kết quả, sản phẩm", "Sản phẩm đầu ra", "Product"),
        "leader": ("Lãnh đạo chịu trách nhiệm", "Lãnh đạo phụ trách", "Responsible leader"),
        "staff": ("Cán bộ thực hiện", "Người thực hiện", "Staff"),
        "proof": ("Căn cứ chứng minh sản phẩm", "Proof"),
        # Column of our own export: the code of a task that is stored already.
        "code": ("Mã", "Mã nhiệm vụ", "Code"),
    },
    needed=("content", "unit", "deadline"),
    cell_error="plan_cell_error",
    text=text_with_lines,
)
_LONGEST = 10_000
_BETWEEN_PEOPLE = re.compile(r"[;,\n]")
_YEAR = re.compile(r"năm (20\d\d)")
_NUMBER = re.compile(r"số:?\s*(\d+\s*/\s*[\w-]+(?:/[\w-]+)*)", re.IGNORECASE)


@dataclass(frozen=True)
class PlanLine:
    """One task of a plan and its place in the file."""

    row: Row
    group: str
    """The heading above it; blank where there is none."""
    details: Details
    unplaced: tuple[str, ...]
    """Texts in the columns of the unit in charge and the cooperating units that match no known unit, by the plan's own
    caption."""


@dataclass(frozen=True)
class ReadPlan:
    """The plan's tasks, line by line, and the issues of single cells."""

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
    tables, found = tables_in(content, COLUMNS)
    known = directory(units)
    lines = [line for table in tables for line in _lines(table, known, year, found)]
    return ReadPlan(tuple(lines), tuple(found), hashlib.sha256(content).hexdigest(), name)


def _lines(table: CaptionedTable, units: Directory, year: int, found: list[Issue]) -> Iterator[PlanLine]:
    group = ""
    for row in table.rows(found):
        cells = row.cells
        rest = [cells[name] for name in cells if name not in ("number", "content")]
        if numbers_columns(row):
            continue
        if cells["content"] and not any(rest):
            # A heading, or below the table a signature, which has no number.
            group = cells["content"] if cells["number"] else group
        elif cells["content"]:
            day = deadline(table.value(row, "deadline"), _year(table) or year)
            yield _line(row, group, day, units, found, table=table)
        elif any(rest):
            found.append(row.issue("plan_no_content", "content"))


def _line(
    row: Row, group: str, day: dt.date | None, units: Directory, found: list[Issue], *, table: CaptionedTable
) -> PlanLine:
    cells = row.cells
    found += [row.issue("plan_too_long", name, limit=_LONGEST) for name, text in cells.items() if len(text) > _LONGEST]
    if day is None and cells["deadline"]:
        text = shown(cells["deadline"])
        found.append(
            row.issue("plan_recurring", "deadline", "note", text=text)
            if recurring(text)
            else row.issue("plan_deadline_unread", "deadline", "warning", text=text)
        )
    charge, beside = (unit_list(units, cells[name]) for name in ("unit", "beside"))
    groups = [text for text in charge.unknown if is_group(text)]
    found += [row.issue("plan_group_in_charge", "unit", "warning", text=shown(text)) for text in groups]
    unknown = [text for text in charge.unknown if text not in groups]
    found += [row.issue("plan_unit_unknown", "unit", "warning", text=shown(text)) for text in unknown]
    found += [row.issue("plan_beside_unknown", "beside", "warning", text=shown(text)) for text in beside.unknown]
    unplaced = {"unit": "; ".join(charge.unknown), "beside": "; ".join(beside.unknown)}
    if beside.units and not charge.units:
        # A task's first unit is the one in charge: without one, the cooperating units must not take its place.
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
        document=_document(table),
        units=involved,
    )
    left_over = tuple(f"{table.caption(name)}: {text}" for name, text in unplaced.items() if text)
    return PlanLine(row, group, details, left_over)


def _year(table: CaptionedTable) -> int | None:
    """The year of the plan; None where its titles name none."""
    years = _YEAR.findall(canonical(table.titles))
    return int(years[-1]) if years else None


def _document(table: CaptionedTable) -> str:
    """The number of the plan's document; blank where its titles name none."""
    document = _NUMBER.search(table.titles)
    return document[1] if document else ""


def _people(text: str, unit: str) -> tuple[Person, ...]:
    return tuple(Person(name.strip(), unit) for name in _BETWEEN_PEOPLE.split(text) if name.strip())
