"""What is offered for a file that no source recognises: its table, a proposal for each column, what it resembles."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.remembered import MappingError, Remembered, TableMapping
from core.units import Unit
from loaders.monthly.mapping.captions import fingerprint, keys_of
from loaders.monthly.mapping.fields import ADDED, is_known, whole
from loaders.monthly.mapping.proposing import Column, proposed
from loaders.monthly.mapping.shape import Shape, shape_of
from loaders.reading import fence
from loaders.sheets import Sheet
from loaders.text.fonts import in_unicode
from loaders.units.matching import directory

_ALIKE = 0.5


@dataclass(frozen=True)
class Change:
    """A caption of a table that was mapped before and is another now."""

    column: int
    before: str
    """Blank where the column is new."""
    now: str
    """Blank where the column is gone."""


@dataclass(frozen=True)
class Offer:
    """One table to be mapped."""

    sheet: str | None
    header: int
    """The first row of its captions, as the spreadsheet shows it."""
    height: int
    captions: tuple[str, ...]
    columns: tuple[Column, ...]
    like: TableMapping | None = None
    """The mapping it was proposed from: that of a table with most of the same captions."""
    changes: tuple[Change, ...] = ()

    def mapping(self, fields: Mapping[int, str | None], file_name: str) -> TableMapping:
        """The mapping that gives each column its field; `fields` has them by the number of the column."""
        width = max(len(self.captions), *(number for number, name in fields.items() if name), 0)
        captions = (*self.captions, *[""] * (width - len(self.captions)))
        said = tuple(fields.get(number) for number in range(1, width + 1))
        return TableMapping(captions, said, self.height, fingerprint(self.captions), file_name)


def offers(content: bytes, *, units: Sequence[Unit], remembered: Remembered) -> list[Offer]:
    """The tables of a file, that with the most captions first; those of the same captions once.

    Raises:
        UnreadableFileError: the file could not be read.
        MappingError: no_table, where there is none with captions and numbers.
    """
    sheets, _ = in_unicode(fence.read(content))
    shapes = [shape for sheet in sheets if not sheet.hidden and (shape := shape_of(sheet))]
    once = {fingerprint(shape.captions): shape for shape in reversed(shapes)}
    if not once:
        raise MappingError("no_table")
    found = [_offer(shape, units, remembered) for shape in once.values()]
    return sorted(found, key=lambda each: -len(each.captions))


def _offer(shape: Shape, units: Sequence[Unit], remembered: Remembered) -> Offer:
    sheet: Sheet = shape.sheet
    columns = proposed(shape, directory(units, remembered.rows))
    like = _like(shape.captions, remembered)
    if like is not None:
        columns = _as_before(columns, shape.captions, like)
    changes = _changes(like, shape.captions) if like is not None else ()
    return Offer(sheet.name, shape.header, shape.height, shape.captions, tuple(columns), like, changes)


def _like(captions: Sequence[str], remembered: Remembered) -> TableMapping | None:
    """The mapped table that shares the most captions, if it is most of them."""
    now = keys_of(captions)
    found = [(_ratio(keys_of(each.captions), now), each) for each in remembered.tables.values()]
    best = max(found, key=lambda each: each[0], default=(0.0, None))
    return best[1] if best[0] >= _ALIKE else None


def _ratio(one: Sequence[str], other: Sequence[str]) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _as_before(columns: Sequence[Column], captions: Sequence[str], like: TableMapping) -> list[Column]:
    """A column whose caption is the same is proposed as it was said; captions that come twice are not."""
    before, now = keys_of(like.captions), keys_of(captions)
    said = {key: name for key, name in zip(before, like.fields, strict=True) if key and before.count(key) == 1}
    found = []
    for each in columns:
        key = now[each.number - 1] if each.number <= len(now) else ""
        if key in said and now.count(key) == 1 and ((field := said[key]) is None or is_known(field)):
            found.append(replace(each, field=field, why="before"))
        else:
            found.append(each)
    taken = {each.field for each in found if each.why == "before"}
    left = [each if each.why == "before" or each.field not in taken else replace(each, field=None) for each in found]
    given = {each.field for each in left}
    # What was added to a column that is gone is added to nothing.
    return [
        replace(each, field=None)
        if each.field and each.field.startswith(ADDED) and whole(each.field) not in given
        else each
        for each in left
    ]


def _changes(like: TableMapping, captions: Sequence[str]) -> tuple[Change, ...]:
    before, now = keys_of(like.captions), keys_of(captions)
    found: list[Change] = []
    for what, start, end, first, last in difflib.SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        for at in range(max(end - start, last - first)):
            old = like.captions[start + at] if start + at < end else ""
            new = captions[first + at] if first + at < last else ""
            found.append(Change(min(first + at, max(len(captions) - 1, 0)) + 1, old, new))
    return tuple(found)
