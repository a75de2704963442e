"""Excel 97–2003 workbooks (.xls): values by calamine; errors, hidden rows and columns by xlrd."""

import io

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from core.errors import UnreadableFileError
from loaders.reading.formats.calamine_values import rows_of
from loaders.reading.formats.xls_oddities import Oddities, oddities
from loaders.sheets import Sheet


def read(content: bytes) -> list[Sheet]:
    """Every sheet with cells, hidden ones too.

    A formula saved without its result is indistinguishable from one whose result is 0: the format always stores one.

    Raises:
        UnreadableFileError: encrypted or broken.
    """
    odd = oddities(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            _sheet(
                workbook.get_sheet_by_name(about.name),
                hidden=about.visible != SheetVisibleEnum.Visible,
                odd=odd.get(about.name, Oddities()),
            )
            for about in workbook.sheets_metadata
        ]
    except PasswordError as error:
        raise UnreadableFileError("encrypted") from error
    except CalamineError as error:
        raise UnreadableFileError("broken") from error


def _sheet(sheet: CalamineSheet, *, hidden: bool, odd: Oddities) -> Sheet:
    return Sheet(
        name=sheet.name,
        rows=rows_of(sheet),
        hidden=hidden,
        hidden_rows=frozenset(odd.hidden_rows),
        hidden_columns=frozenset(odd.hidden_columns),
        errors=odd.errors,
        merged=tuple(
            (top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ),
    )
