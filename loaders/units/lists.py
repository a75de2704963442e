"""Several units in one cell: “Sở Nội vụ, Sở Văn hóa, Thể thao và Du lịch; các sở, ban, ngành”."""

import re
from dataclasses import dataclass

from core.units import Unit
from loaders.units.matching import Directory, named

_BETWEEN_LISTS = re.compile(r"[;\n]")
# “,” and “và” occur within names too; “&” is one way to write “và”.
_WITHIN_LISTS = re.compile(r"((?<!\s)\s*,\s*(?:và\s+)?|(?<!\s)\s+và\s+|(?<!\s)\s*&\s*)", re.IGNORECASE)
_MOST_PARTS = 6  # of one name, with room to spare: “Văn hóa, Thể thao và Du lịch” has three


@dataclass(frozen=True)
class UnitList:
    """The units a cell names, in order, and the parts of its text that match no unit."""

    units: tuple[Unit, ...]
    unknown: tuple[str, ...]


def unit_list(known: Directory, text: str) -> UnitList:
    """The longest names first: a text that is one unit is never split, but at “;”, which stands in no name."""
    # “Sở Tư pháp; Tỉnh Nghệ An” is two: as one name it would be the department with its province behind it.
    if ";" not in text and (whole := named(known, text)):
        return UnitList((whole,), ())
    units: list[Unit] = []
    unknown: list[str] = []
    for part in _BETWEEN_LISTS.split(text):
        _read(known, part, units, unknown)
    return UnitList(tuple(dict.fromkeys(units)), tuple(unknown))


def _read(known: Directory, text: str, units: list[Unit], unknown: list[str]) -> None:
    # Names at even indices, the separators between them at odd ones.
    pieces = _WITHIN_LISTS.split(text)
    place, left_over = 0, 0

    def leave(until: int) -> None:
        if words := "".join(pieces[left_over:until]).strip(" ,.&-"):
            unknown.append(words)

    while place < len(pieces):
        ends = range(min(place + 2 * _MOST_PARTS, len(pieces) + 1) - 1, place, -2)
        found = next(((end, unit) for end in ends if (unit := _one(known, pieces[place:end]))), None)
        if found is None:
            place += 2
            continue
        leave(max(place - 1, left_over))
        units.append(found[1])
        place = left_over = found[0] + 1
    leave(len(pieces))


def _one(known: Directory, pieces: list[str]) -> Unit | None:
    name = "".join(pieces).strip(" .-")
    return named(known, name) if name else None
