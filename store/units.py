"""The units of the province: a sequence of structures, each a complete list."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core import typed
from core.units import Structure, Succession, Unit
from store.tables.core import publications, structure_files, structures, unit_succession, units


@dataclass(frozen=True)
class Loading:
    """How a structure came in."""

    id: int
    in_force_from: dt.date
    loaded_at: dt.datetime
    loaded_by: str
    note: str
    files: tuple[str, ...]
    """Their names; none for the list that came with the program."""


def add(
    connection: Connection,
    structure: Structure,
    *,
    at: dt.datetime,
    who: str,
    note: str,
    files: Iterable[tuple[str, str]] = (),
) -> int:
    """Add a structure, which from now on is the one in use; its id.

    Args:
        files: (SHA-256, name) of the files it came from, whose bytes are kept already.
    """
    structure_id: int = connection.execute(
        sa.insert(structures)
        .values(in_force_from=structure.in_force_from, loaded_at=at, loaded_by=who, note=note)
        .returning(structures.c.id)
    ).scalar_one()
    mine = {"structure_id": structure_id}
    named = [
        mine | {"position": position, "file_sha256": sha256, "file_name": typed.name_of(name)}
        for position, (sha256, name) in enumerate(files)
    ]
    rows = [
        mine
        | {
            "code": unit.code,
            "name": unit.name,
            "name_en": unit.name_en or unit.name,
            "kind": unit.kind,
            "parent": unit.parent,
            "valid_from": unit.valid_from,
            "valid_to": unit.valid_to,
            "aliases": list(unit.aliases),
            "e_identifier": unit.e_identifier,
        }
        for unit in structure.units
    ]
    links = [
        mine | {"old": link.old, "new": link.new, "on_date": link.on, "share": link.share, "basis": link.basis}
        for link in structure.successions
    ]
    for table, new in ((structure_files, named), (units, rows), (unit_succession, links)):
        if new:
            connection.execute(sa.insert(table), new)
    return structure_id


def newest(connection: Connection) -> int | None:
    """The id of the structure in use; None before the first."""
    found: int | None = connection.scalar(sa.select(sa.func.max(structures.c.id)))
    return found


def everything(connection: Connection, *, structure: int | None = None) -> list[Unit]:
    """All units of a structure (by default the newest), past ones too, sorted by kind and code."""
    query = sa.select(units).where(_of(units, structure)).order_by(units.c.kind, units.c.code)
    return [
        Unit(
            code=row.code,
            name=row.name,
            kind=row.kind,
            name_en=row.name_en,
            parent=row.parent,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            aliases=tuple(row.aliases),
            e_identifier=row.e_identifier,
        )
        for row in connection.execute(query)
    ]


def successions(connection: Connection, *, structure: int | None = None) -> list[Succession]:
    """The successions, by day and code."""
    links = unit_succession
    query = sa.select(links.c.old, links.c.new, links.c.on_date, links.c.share, links.c.basis)
    query = query.where(_of(links, structure)).order_by(links.c.on_date, links.c.old, links.c.new)
    return [Succession(*row) for row in connection.execute(query)]


def of_publications(connection: Connection, publication_ids: Sequence[int]) -> dict[int, int | None]:
    """The structure that each of these was published with."""
    query = sa.select(publications.c.id, publications.c.structure_id).where(publications.c.id.in_(publication_ids))
    return {row.id: row.structure_id for row in connection.execute(query)}


def loadings(connection: Connection) -> list[Loading]:
    """Every structure there was, newest first."""
    names: dict[int, tuple[str, ...]] = {}
    for structure_id, name in connection.execute(
        sa.select(structure_files.c.structure_id, structure_files.c.file_name).order_by(*structure_files.primary_key)
    ):
        names[structure_id] = (*names.get(structure_id, ()), name)
    query = sa.select(structures).order_by(structures.c.id.desc())
    return [
        Loading(row.id, row.in_force_from, row.loaded_at, row.loaded_by, row.note, names.get(row.id, ()))
        for row in connection.execute(query)
    ]


def there_are_none(connection: Connection) -> bool:
    return newest(connection) is None


def _of(table: sa.Table, structure: int | None) -> sa.ColumnElement[bool]:
    if structure is not None:
        return table.c.structure_id == structure
    return table.c.structure_id == sa.select(sa.func.max(structures.c.id)).scalar_subquery()
