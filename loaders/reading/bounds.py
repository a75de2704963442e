"""Limits on what a sheet may hold after parsing, so that no step behind the sandbox takes more than a moment."""

import dataclasses
import re

from core.errors import UnreadableFileError
from loaders.sheets import Sheet, Value

MOST_MERGED_CELLS = 1_000_000
LONGEST_TEXT = 32_767
"""Characters of a cell: the limit of Excel."""
_MOST_MARKS = 30
# Putting combining marks in order takes time quadratic in their number. 30 is the limit of Unicode's own “stream-safe
# text format” (UAX 15); no language comes near it.
_MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{30})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def bounded(sheet: Sheet) -> Sheet:
    """The sheet with over-long texts cut.

    Raises:
        UnreadableFileError: too_many_cells, where merged areas would take in more than a million cells.
    """
    merged = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in sheet.merged)
    if merged > MOST_MERGED_CELLS:
        raise UnreadableFileError("too_many_cells", limit=MOST_MERGED_CELLS)
    rows = {number: [_bounded(value) for value in cells] for number, cells in sheet.rows.items()}
    return dataclasses.replace(sheet, rows=rows)


def _bounded(value: Value) -> Value:
    if not isinstance(value, str) or (value.isascii() and len(value) <= LONGEST_TEXT):
        return value
    return _MARKS.sub(r"\1", value[:LONGEST_TEXT])
