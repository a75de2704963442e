"""The unit structure as a workbook to edit and load again; `loaders.lists.structures` reads it back to the same
list."""

import datetime as dt
from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.unit_rows import SUCCESSION_COLUMNS, UNIT_COLUMNS, share_text
from core.units import ALWAYS, Structure, Succession, Unit
from core.words import Language, t

Values = Sequence[str | dt.date | None]
_WIDTHS = {"name": 34, "name_en": 34, "aliases": 40, "basis": 50}


def structure_workbook(structure: Structure, language: Language) -> bytes:
    """An .xlsx with a sheet of units and a sheet of successions."""
    workbook = Workbook()
    first = workbook.active
    assert isinstance(first, Worksheet)  # noqa: S101  a new workbook has one
    units = (_unit(unit, language) for unit in structure.units)
    _fill(first, "units", UNIT_COLUMNS, units, language)
    links = (_succession(link) for link in structure.successions)
    _fill(workbook.create_sheet(), "successions", SUCCESSION_COLUMNS, links, language)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _unit(unit: Unit, language: Language) -> Values:
    return (
        unit.code,
        unit.name,
        unit.name_en,
        t(language, f"structure.kind.{unit.kind}"),
        unit.parent,
        # Blank: the oldest days mean different days to different spreadsheets.
        unit.valid_from if unit.valid_from != ALWAYS else None,
        unit.valid_to,
        "|".join(unit.aliases) or None,
        unit.e_identifier,
    )


def _succession(link: Succession) -> Values:
    return (link.old, link.new, link.on, share_text(link.share), link.basis or None)


def _fill(sheet: Worksheet, title: str, columns: Sequence[str], rows: Iterable[Values], language: Language) -> None:
    sheet.title = t(language, f"structure.sheet.{title}")
    sheet.append([t(language, f"structure.column.{name}") for name in columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a name that began with “=” would be a formula
                cell.number_format = "@"  # Excel would make a day of 6/33 as soon as somebody edits it
            elif cell.value is not None:
                cell.number_format = "dd/mm/yyyy"
    for number, name in enumerate(columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = _WIDTHS.get(name, 16)
        if name == "share":
            dimension.number_format = "@"
    sheet.freeze_panes = "C2"
