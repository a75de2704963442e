"""The unit structure as a document to edit and load again; `loaders.lists.structures` reads back the same list."""

from collections.abc import Sequence

from core.unit_rows import SUCCESSION_COLUMNS, UNIT_COLUMNS, share_text
from core.units import ALWAYS, Structure, Succession, Unit
from core.words import Language, t
from views.documents.document import Column, Document, Kind, Row, Table

_WIDTHS = {"name": 34, "name_en": 34, "aliases": 40, "basis": 50}
_KINDS: dict[str, Kind] = {"valid_from": "day", "valid_to": "day", "on": "day", "share": "fraction"}


def structure_document(structure: Structure, language: Language) -> Document:
    """A table of units and a table of successions."""
    units = tuple(_unit(unit, language) for unit in structure.units)
    links = tuple(_succession(link) for link in structure.successions)
    return Document(
        (
            _table("units", UNIT_COLUMNS, units, language),
            _table("successions", SUCCESSION_COLUMNS, links, language),
        )
    )


def _unit(unit: Unit, language: Language) -> Row:
    return (
        unit.code,
        unit.name,
        unit.name_en,
        t(language, f"structure.kind.{unit.kind}"),
        unit.parent,
        # Left blank: spreadsheet programs interpret the oldest dates differently.
        unit.valid_from if unit.valid_from != ALWAYS else None,
        unit.valid_to,
        "|".join(unit.aliases) or None,
        unit.e_identifier,
    )


def _succession(link: Succession) -> Row:
    return (link.old, link.new, link.on, share_text(link.share), link.basis or None)


def _table(name: str, columns: Sequence[str], rows: tuple[Row, ...], language: Language) -> Table:
    return Table(
        t(language, f"structure.sheet.{name}"),
        tuple(
            Column(t(language, f"structure.column.{each}"), _KINDS.get(each, "exact"), _WIDTHS.get(each, 16))
            for each in columns
        ),
        rows,
        frozen_columns=2,
    )
