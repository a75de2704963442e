"""Tables that somebody has mapped: recognised by their captions, read like those of any source."""

from collections.abc import Mapping

from core.remembered import TableMapping
from loaders.monthly.mapping import fields
from loaders.monthly.mapping.captions import captions_of, fingerprint
from loaders.monthly.mapping.shape import first_row_below, is_number, shape_of, titles_above
from loaders.monthly.sources.base import LABELS, Source, Table, Target
from loaders.sheets import Sheet, Value
from loaders.text.whole_numbers import whole

ID = "mapped"
_DEEPEST_HEADER = 60
_FEWEST = 2
"""Rows in which columns must add up before that is no accident."""


def source(mappings: Mapping[str, TableMapping]) -> Source:
    """The source of the tables in `mappings`, which has them by fingerprint."""

    def find(sheet: Sheet) -> Table | None:
        heights = sorted({each.height for each in mappings.values()})
        for row in sorted(sheet.rows)[:_DEEPEST_HEADER] if mappings else ():
            for height in heights:
                known = mappings.get(fingerprint(captions_of(sheet, row, row + height - 1)))
                if known is not None and known.height == height and _stands(sheet, row, height):
                    return table(sheet, row, known)
        return None

    return Source(id=ID, looks_for="", find=find)


def _stands(sheet: Sheet, header: int, height: int) -> bool:
    """Whether these rows are all captions there are: a row of groups above them would make other columns of them."""
    shape = shape_of(sheet)
    return shape is not None and (shape.header, shape.height) == (header, height)


def table(sheet: Sheet, header: int, mapping: TableMapping) -> Table:
    """The mapped table whose captions begin in row `header`; ambiguous where one of the columns that are added is
    already the sum of the others, or the same as the other."""
    columns: dict[Target, int] = {}
    added: dict[Target, tuple[int, ...]] = {}
    for number, name in enumerate(mapping.fields, 1):
        if name and fields.is_known(name):
            field: Target = fields.whole(name)  # type: ignore[assignment]  # what `problem` has let pass
            if name.startswith(fields.ADDED):
                added[field] = (*added.get(field, ()), number)
            else:
                columns[field] = number
    first = first_row_below(sheet, header + mapping.height - 1)
    twice = [
        (field, total, next(each for each in (columns[field], *more) if each != total))
        for field, more in added.items()
        if field in columns and (total := _already_whole(sheet, first, (columns[field], *more)))
    ]
    titles = titles_above(sheet, header)
    return Table(sheet, columns, first, titles, repeated=tuple(twice), header=header, added=added)


def _already_whole(sheet: Sheet, first: int, columns: tuple[int, ...]) -> int | None:
    """The one of the columns that is the sum of the others in every row, of at least two that are not all 0."""
    rows = [[_number(sheet.at(row, column)) for column in columns] for row in sheet.rows if row >= first]
    known = [[each for each in row if each is not None] for row in rows if None not in row and any(row)]
    if len(known) < _FEWEST:
        return None
    return next(
        (column for at, column in enumerate(columns) if all(2 * row[at] == sum(row) for row in known)),
        None,
    )


def _number(value: Value) -> int | None:
    number = whole(value) if is_number(value) else None
    return number if isinstance(number, int) else None


def problem(mapping: TableMapping) -> tuple[str, dict[str, object]] | None:
    """Why a table cannot be read so: (reason, values) of a `MappingError`; None where it can."""
    given = [name for name in mapping.fields if name]
    if unknown := [name for name in given if not fields.is_known(name)]:
        return "unknown_field", {"field": unknown[0]}
    for name in given:
        if name.startswith(fields.ADDED):
            if fields.whole(name) not in given:
                at = mapping.fields.index(name)
                first = mapping.captions[at] if at < len(mapping.captions) else ""
                return "added_alone", {"field": fields.in_words(fields.whole(name)), "first": first}
            continue
        columns = [number for number, other in enumerate(mapping.fields, 1) if other == name]
        if len(columns) > 1:
            first, second, *_ = (
                mapping.captions[number - 1] if number <= len(mapping.captions) else "" for number in columns
            )
            return "twice", {"field": fields.in_words(name), "first": first, "second": second}
    if not {"unit_code", "unit_name"} & set(given):
        return "no_unit", {}
    if not set(given) - LABELS:
        return "no_count", {}
    return None
