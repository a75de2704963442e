"""Tables that somebody has mapped: recognised by their captions, read like those of any source."""

from collections.abc import Mapping

from core.remembered import TableMapping
from loaders.monthly.mapping import fields
from loaders.monthly.mapping.captions import captions_of, fingerprint
from loaders.monthly.mapping.shape import first_row_below, shape_of, titles_above
from loaders.monthly.sources.base import LABELS, Source, Table, Target
from loaders.sheets import Sheet

ID = "mapped"
_DEEPEST_HEADER = 60


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
    """The mapped table whose captions begin in row `header`."""
    columns: dict[Target, int] = {
        name: number  # type: ignore[misc]  # a mapping holds what `problem` has let pass
        for number, name in enumerate(mapping.fields, 1)
        if name in fields.KNOWN
    }
    last = header + mapping.height - 1
    return Table(sheet, columns, first_row_below(sheet, last), titles_above(sheet, header), header=header)


def problem(mapping: TableMapping) -> tuple[str, dict[str, object]] | None:
    """Why a table cannot be read so: (reason, values) of a `MappingError`; None where it can."""
    given = [name for name in mapping.fields if name]
    if unknown := [name for name in given if name not in fields.KNOWN]:
        return "unknown_field", {"field": unknown[0]}
    for name in given:
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
