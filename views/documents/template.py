"""The blank workbook in which a month's numbers are filled in: units listed, columns headed."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.counts import COUNT_NAMES, CountName
from core.periods import Period
from core.units import Unit
from core.words import Language, t

# What a province counts itself; the portal's own tables are loaded as the portal gives them.
ASKED: tuple[CountName, ...] = COUNT_NAMES[: COUNT_NAMES.index("data_reused") + 1]


def blank_template(units: Sequence[Unit], month: Period, language: Language) -> bytes:
    """An .xlsx with one row for each unit; `loaders.monthly.sources.template` reads it back."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  a new workbook has one
    sheet.title = month.code
    sheet.append([t(language, f"template.{key}") for key in ("code", "name", "month")] + _headings(language))
    for unit in units:
        name = unit.name if language == "vi" else unit.name_en
        sheet.append([unit.code, name, month.code])
        for cell in sheet[sheet.max_row][:3]:
            cell.data_type = "s"  # a name that began with “=” would be a formula
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for number, width in enumerate((11, 38, 10), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number in range(4, 4 + len(ASKED)):
        sheet.column_dimensions[get_column_letter(number)].width = 14
    sheet.freeze_panes = "D2"
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _headings(language: Language) -> list[str]:
    return [t(language, f"count.{name}") for name in ASKED]
