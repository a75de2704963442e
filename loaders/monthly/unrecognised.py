"""Why a file is no form: what its most likely row of captions has, and what it lacks."""

from collections.abc import Sequence

from core.errors import UnreadableFileError
from loaders.monthly.sources.base import LABELS, caption
from loaders.monthly.sources.template import MEANING
from loaders.sheets import Sheet, Value
from loaders.text.labels import is_column_number

_DEEPEST_HEADER = 40
_MOST_SHOWN = 8
_LONGEST = 30
_UNIT = ("đơn vị", "cơ quan", "địa phương", "ubnd")


def refusal(sheets: Sequence[Sheet]) -> UnreadableFileError:
    """One short sentence: the captions there are, and that a column of units or of counts is missing."""
    rows = [(sheet, row) for sheet in sheets for row in sorted(sheet.rows)[:_DEEPEST_HEADER]]
    sheet, row = max(rows, key=lambda each: _captions(each[0].rows[each[1]]))
    words = [str(value) for value in sheet.rows[row] if isinstance(value, str)]
    if _captions(sheet.rows[row]) <= 1:
        return UnreadableFileError("no_captions")
    values = {"row": str(row), "seen": "; ".join(" ".join(text.split())[:_LONGEST] for text in words[:_MOST_SHOWN])}
    if any(unit in caption(text) for text in words for unit in _UNIT):
        return UnreadableFileError("no_counts", **values)
    known = [text for text in words if MEANING.get(caption(text)) not in {None, *LABELS}]
    if known:
        return UnreadableFileError("no_unit_column", **values)
    return UnreadableFileError("no_form", **values)


def _captions(cells: Sequence[Value]) -> int:
    """Different texts of a row; a title stands alone, and numbers, such as (3) of a column, are no captions."""
    return len({text for text in cells if isinstance(text, str) and len(text) < 120 and not is_column_number(text)})
