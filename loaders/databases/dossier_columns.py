"""The columns of a table of dossiers that a source maps, and how its time columns are compared."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.counts import CountName
from loaders.databases.description import DossierSource
from loaders.databases.moments import AsMoment, Moment, kept_as_text

Moments = sa.ColumnElement[dt.datetime]
_TIMES = ("received_at", "due_at", "resolved_at")
FLAG_COUNTS: dict[CountName, str] = {
    "late_apologised": "apologised",
    "digitised": "digitised",
    "e_results": "e_result",
    "data_reused": "data_reused",
}
"""Our counts of the flags."""
FLAGS = ("online", *FLAG_COUNTS.values())


def table_of(source: DossierSource) -> sa.TableClause:
    """The source's table with the columns that are mapped, and no other: nothing else can be selected."""
    mapped = source.columns
    columns = {
        getattr(mapped, time): sa.column(getattr(mapped, time), Moment(utc=source.times == "utc")) for time in _TIMES
    }
    names = [mapped.unit, mapped.code, mapped.procedure, mapped.field, mapped.province, mapped.status]
    flags = [getattr(mapped, flag) for flag in FLAGS]
    names += [flag.column for flag in flags if flag is not None]
    for name in names:
        if name is not None:
            columns.setdefault(name, sa.column(name))
    return sa.table(source.table, *columns.values(), schema=source.schema_)


def texts_of(connection: Connection, source: DossierSource) -> frozenset[str]:
    """Names of the source's time columns that hold texts."""
    table = table_of(source)
    return kept_as_text(connection, [table.c[getattr(source.columns, time)] for time in _TIMES])


def times_of(source: DossierSource, table: sa.TableClause, texts: frozenset[str]) -> list[Moments]:
    """When a dossier was received, due and resolved, as they are compared. `texts`: see `moments.kept_as_text`."""
    names = [getattr(source.columns, time) for time in _TIMES]
    return [AsMoment(table.c[name], text=name in texts, utc=source.times == "utc") for name in names]
