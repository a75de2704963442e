"""Checks that a source's table has the columns that `sources.toml` names, before anything is counted."""

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from core.errors import DashboardError
from loaders.databases import dossier_columns, monthly
from loaders.databases.connecting import SourceRefusedError, SourceUnavailableError, reading
from loaders.databases.description import DossierSource, Source


class SourceColumnsError(DashboardError):
    """Some of the mapped columns are not there or may not be read."""

    key = "error.source.columns"


class SourceTableError(DashboardError):
    """None of the mapped columns can be read: the table is not there or may not be read."""

    key = "error.source.table"


def check_columns(source: Source, engine: Engine) -> None:
    """Select zero rows of all mapped columns; only if that fails, of one column after the other.

    The database's own catalogue is not used: what an account may see there and what it may read differ, and
    some engines answer wrongly (reliability.md, B2).

    Raises:
        SourceColumnsError, SourceTableError: names the columns at fault, or the table.
        SourceUnavailableError, SourceTooSlowError: as `connecting.reading`.
    """
    table = dossier_columns.table_of(source) if isinstance(source, DossierSource) else monthly.table_of(source)
    if _answers(source, engine, sa.select(*table.c).where(sa.false())):
        return
    with reading(source, engine) as connection:
        connection.execute(sa.select(sa.literal(1)))  # whether it is there at all
    wrong = [column.name for column in table.c if not _answers(source, engine, sa.select(column).where(sa.false()))]
    where = ".".join(part for part in (source.schema_, source.table) if part)
    if len(wrong) == len(table.c):
        raise SourceTableError(source=source.name, table=where)
    raise SourceColumnsError(source=source.name, table=where, columns=", ".join(wrong) or "–")


def _answers(source: Source, engine: Engine, query: sa.Select[tuple[object, ...]]) -> bool:
    try:
        with reading(source, engine) as connection:
            connection.execute(query).all()
    except (SourceUnavailableError, SourceRefusedError):
        return False  # some drivers call an unknown column an operational error, as they do a lost connection
    return True
