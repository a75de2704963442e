"""When numbers came in: the first import of each unit's counts for each month."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.counts import CountName
from core.periods import Period
from core.viewer import Scope
from store.tables.core import import_events, imports, observations, publication_imports


def first_reports(
    connection: Connection, counts: Sequence[CountName], months: Sequence[Period], *, scope: Scope
) -> pd.DataFrame:
    """When each unit first reported any of `counts`, whether published or still a draft.

    Rejected imports are left out, and what was withdrawn since.

    Returns:
        (unit_code, month, came): `month` is its first day (date), `came` an aware moment; only what came.
    """
    # Grouped once, for asking it again of every row took a second.
    taken_back = (
        sa.select(
            observations.c.unit_code, observations.c.period_start, sa.func.max(observations.c.import_id).label("last")
        )
        .where(
            observations.c.import_id.in_(sa.select(publication_imports.c.import_id)),
            *((" " + observations.c.withdrawn + " ").contains(f" {name} ", autoescape=True) for name in counts),
        )
        .group_by(observations.c.unit_code, observations.c.period_start)
        .subquery()
    )
    same = sa.and_(
        taken_back.c.unit_code == observations.c.unit_code, taken_back.c.period_start == observations.c.period_start
    )
    query = (
        sa.select(observations.c.unit_code, observations.c.period_start, sa.func.min(imports.c.imported_at))
        .join(imports, imports.c.id == observations.c.import_id)
        .outerjoin(taken_back, same)
        .where(
            observations.c.period_start.in_([month.start for month in months]),
            sa.or_(*(observations.c[name].is_not(None) for name in counts)),
            observations.c.import_id.not_in(_rejected()),
            sa.or_(taken_back.c.last.is_(None), observations.c.import_id >= taken_back.c.last),
        )
        .group_by(observations.c.unit_code, observations.c.period_start)
    )
    if not scope.every:
        query = query.where(observations.c.unit_code.in_(scope.units))
    return pd.DataFrame(connection.execute(query).all(), columns=["unit_code", "month", "came"])


def first_month(connection: Connection, counts: Sequence[CountName]) -> dt.date | None:
    """The first day of the earliest month for which any unit, whoever asks, reported any of `counts`."""
    found: dt.date | None = connection.scalar(
        sa.select(sa.func.min(observations.c.period_start)).where(
            sa.or_(*(observations.c[name].is_not(None) for name in counts)),
            observations.c.import_id.not_in(_rejected()),
        )
    )
    return found


def _rejected() -> sa.Select[tuple[int]]:
    return sa.select(import_events.c.import_id).where(import_events.c.event == "rejected")


def first_import(connection: Connection) -> dt.datetime | None:
    """The moment of the first import, which is when the system came into use."""
    found: dt.datetime | None = connection.scalar(sa.select(sa.func.min(imports.c.imported_at)))
    return found


def of_sources(connection: Connection, names: Sequence[str], month: Period) -> dict[str, dt.datetime]:
    """When each of these databases last answered for the month; those that have not are absent."""
    query = (
        sa.select(imports.c.file_name, sa.func.max(imports.c.imported_at))
        .where(
            imports.c.source.startswith("database_"),
            imports.c.file_name.in_(names),
            imports.c.period_start == month.start,
            imports.c.period_end == month.end,
        )
        .group_by(imports.c.file_name)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
