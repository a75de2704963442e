"""What had been told at a moment: the journal, staff lists and the portal's reads up to their rows of then.

The rows of these tables are numbered, added, and never changed, so that a number says all that was there.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.journal import journal
from store.tables.people import staff_lists
from store.tables.portal import portal_reads

_TABLES = (journal, staff_lists, portal_reads)
_OPTION = "namro_told_then"

Told = Mapping[str, int]
"""The number of the newest row by the table's name; 0 where there is none."""


def told_now(connection: Connection) -> Told:
    return {each.name: connection.scalar(sa.select(sa.func.max(each.c.id))) or 0 for each in _TABLES}


@contextmanager
def as_told(connection: Connection, told: Told) -> Iterator[None]:
    """Inside, whatever reads these tables by this connection reads them as they were."""
    connection.execution_options(**{_OPTION: dict(told)})
    try:
        yield
    finally:
        connection.execution_options(**{_OPTION: {}})


def of_then(connection: Connection, table: sa.Table) -> sa.ColumnElement[bool]:
    """The condition on the rows of a table: all of them, unless the connection reads as of a moment."""
    told: Told = connection.get_execution_options().get(_OPTION, {})
    return table.c.id <= told[table.name] if table.name in told else sa.true()
