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
    return whole_where_possible(value) if isinstance(value, float) else str(value)


def whole_where_possible(number: float) -> int | float:
    """120 for 120.0, which is how a format that knows no whole numbers keeps it."""
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
