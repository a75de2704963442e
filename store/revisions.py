"""The first and the current version of published months."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.counts import CountName
from core.viewer import Scope
from store.layers import layered
from store.tables.core import observations, publication_imports, publications


def first_and_last(
    connection: Connection,
    names: Sequence[CountName],
    *,
    since: dt.date,
    scope: Scope,
    as_of: int | None = None,
) -> pd.DataFrame:
    """The first and the newest version of every month that has several, as `store.publications.counts` has them.

    Args:
        names: the counts that are asked for.
        since: months that begin earlier are left out.
        as_of: a publication's id: as it was when this was the newest of all.

    Returns:
        (unit_code, month, published_at, …`names`), a row a version and unit; `published_at` in UTC (datetime64).
    """
    ids = [publications.c.id >= 0] if as_of is None else [publications.c.id <= as_of]
    several = (
        sa.select(sa.func.min(publications.c.id).label("first"), sa.func.max(publications.c.id).label("last"))
        .where(publications.c.period_start >= since, *ids)
        .group_by(publications.c.period_start, publications.c.period_end)
        .having(sa.func.count() > 1)
        .subquery()
    )
    columns = [
        observations.c.unit_code,
        observations.c.field,
        observations.c.withdrawn,
        *(observations.c[name] for name in names),
    ]
    query = (
        sa.select(
            publication_imports.c.publication_id,
            publication_imports.c.position,
            publications.c.period_start.label("month"),
            publications.c.published_at,
            *columns,
        )
        .join(several, publications.c.id.in_([several.c.first, several.c.last]))
        .join(publication_imports, publication_imports.c.publication_id == publications.c.id)
        .join(observations, observations.c.import_id == publication_imports.c.import_id)
    )
    if not scope.every:
        query = query.where(observations.c.unit_code.in_(scope.units))
    found = connection.execute(query)
    rows = pd.DataFrame(found.all(), columns=list(found.keys())).astype(dict.fromkeys(names, float))
    rows["month"] = pd.to_datetime(rows["month"])
    rows["published_at"] = pd.to_datetime(rows["published_at"], utc=True)
    head = ["unit_code", "month", "published_at"]
    versions = layered(rows, names, ["publication_id", "unit_code"]).merge(
        rows[["publication_id", "month", "published_at"]].drop_duplicates()
    )
    return versions[[*head, *names]]
