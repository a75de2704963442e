"""The values calamine finds on a sheet, as rows."""

import datetime as dt

from python_calamine import CalamineSheet

from core.errors import UnreadableFileError
from loaders.sheets import Value, filled

LARGEST_AREA = 5_000_000


def rows_of(sheet: CalamineSheet) -> dict[int, list[Value]]:
    """Rows with something in them, from A1 on.

    Raises:
        UnreadableFileError: too_many_cells.
    """
    if sheet.total_height * sheet.total_width > LARGEST_AREA:
        raise UnreadableFileError("too_many_cells", limit=LARGEST_AREA)
    found = enumerate(sheet.to_python(skip_empty_area=False), 1)
    return {number: row for number, cells in found if (row := filled([_value(value) for value in cells]))}


def _value(value: object) -> Value:
    if isinstance(value, str | int | dt.date):
        return value
    if isinstance(value, float):
        # The format knows no whole numbers; 120.0 is how it writes 120.
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    return str(value)
