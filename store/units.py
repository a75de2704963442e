"""The units of the province."""

from collections.abc import Iterable

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.units import Succession, Unit
from core.viewer import Scope
from store import tables
from store.tables import unit_succession, units


def add(connection: Connection, new: Iterable[Unit], successions: Iterable[Succession]) -> None:
    """Add units and what became of them."""
    rows = [
        {
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
        for unit in new
    ]
    links = [
        {"old": link.old, "new": link.new, "on_date": link.on, "share": link.share, "basis": link.basis}
        for link in successions
    ]
    if rows:
        connection.execute(sa.insert(units), rows)
    if links:
        connection.execute(sa.insert(unit_succession), links)


def everything(connection: Connection, *, scope: Scope = None) -> list[Unit]:
    """Every unit there ever was, by kind and code; only those of `scope` where it is given."""
    query = sa.select(units).order_by(units.c.kind, units.c.code)
    if scope is not None:
        query = query.where(units.c.code.in_(scope))
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


def successions(connection: Connection) -> pd.DataFrame:
    """(old, new, on_date, share, basis), by day and code."""
    table = tables.unit_succession
    query = sa.select(table.c.old, table.c.new, table.c.on_date, table.c.share, table.c.basis)
    return pd.read_sql(query.order_by(table.c.on_date, table.c.old, table.c.new), connection)


def there_are_none(connection: Connection) -> bool:
    return connection.scalar(sa.select(sa.func.count()).select_from(units)) == 0
