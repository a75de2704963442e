"""Which columns of an unknown table hold units, months and ordinals."""

import re
from collections.abc import Mapping, Sequence

from core.units import Unit
from loaders.monthly.mapping import words
from loaders.monthly.mapping.shape import Shape, is_number
from loaders.monthly.sources.base import Target, caption
from loaders.monthly.sources.form_ii06a import label_of
from loaders.sheets import Value
from loaders.text import months
from loaders.units.matching import Directory, match

_IS_CODE = re.compile(r"mã(?!\w)")


def labels(
    shape: Shape, values: Mapping[int, Sequence[Value]], captions: Mapping[int, str], units: Directory
) -> dict[int, tuple[Target, str]]:
    """Columns of words: what names the units is what the list of units knows; else what its caption says."""
    names = {number: _known(units, cells, as_code=False) for number, cells in values.items()}
    ordinals = {number for number in values if label_of(caption(captions[number])) == "ordinal"}
    # Units may have the codes 1, 2, 3…: a number is a code only where the caption says so.
    codes = {
        number: _known(units, cells, as_code=True)
        for number, cells in values.items()
        if _IS_CODE.match(caption(captions[number])) or not any(map(is_number, cells))
    }
    found: dict[int, tuple[Target, str]] = {}
    name = max(names, key=lambda number: (names[number], -number))
    said = [number for number in values if label_of(caption(captions[number])) == "unit_name"]
    if names[name]:
        found[name] = "unit_name", "values"
    elif said and not any(map(is_number, values[said[0]])):
        found[said[0]] = "unit_name", "caption"
    elif not any(map(is_number, values[shape.label])):
        found[shape.label] = "unit_name", "values"
    code = max(codes, key=lambda number: (codes[number], -number), default=None)
    if code is not None and code not in found and 2 * codes[code] >= len(shape.rows):
        found[code] = "unit_code", "values"
    for number, cells in values.items():
        if number in found:
            continue
        given = [each for each in cells if each is not None]
        if given and words.is_month(captions[number]) and all(months.in_cell(each) for each in given):
            found[number] = "month", "caption"
        elif number in ordinals:
            found[number] = "ordinal", "caption"
    return found


def _known(units: Directory, cells: Sequence[Value], *, as_code: bool) -> int:
    """How many rows the column names or codes a unit of the list in."""
    given = [each for each in cells if each is not None and (as_code or isinstance(each, str))]
    pairs = [(each, None) if as_code else (None, each) for each in given]
    # A name in a column of codes is no code.
    return sum(
        isinstance(match(units, code, name, None), Unit) and (not as_code or not _is_name(units, code))
        for code, name in pairs
    )


def _is_name(units: Directory, value: Value) -> bool:
    return isinstance(value, str) and isinstance(match(units, None, value, None), Unit)
