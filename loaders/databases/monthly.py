"""Reads a month's counts from a table or view that already has one row a unit and month."""

from typing import Any

import sqlalchemy as sa

from core.periods import Period
from loaders.databases.description import MonthlySource


def table_of(source: MonthlySource) -> sa.TableClause:
    """The source's table with the columns that are mapped, and no other."""
    mapped = source.columns
    names = dict.fromkeys([mapped.unit, *([mapped.field] if mapped.field else []), *mapped.counts.values()])
    month = sa.column(mapped.month, sa.Date) if source.month_as == "date" else sa.column(mapped.month)
    return sa.table(
        source.table, month, *(sa.column(name) for name in names if name != mapped.month), schema=source.schema_
    )


def month_statement(source: MonthlySource, month: Period) -> sa.Select[Any]:
    """(unit[, field], …counts under our names) of one month."""
    table, mapped = table_of(source), source.columns
    labels = [table.c[mapped.unit].label("unit"), *([table.c[mapped.field].label("field")] if mapped.field else [])]
    query = sa.select(*labels, *(table.c[name].label(count) for count, name in mapped.counts.items()))
    column = table.c[mapped.month]
    if source.month_as == "text":
        return query.where(column == month.start.strftime(source.month_format))
    if source.month_as == "number":
        return query.where(column == 100 * month.start.year + month.start.month)
    return query.where(column >= month.start, column <= month.end)
