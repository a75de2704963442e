"""Published versions of periods, and the counts they hold."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.counts import COUNT_NAMES
from core.periods import Period
from store.layers import layered
from store.tables.core import imports, observations, publication_imports, publications, structures

_ABOVE_ALL = 1_000_000


def current(as_of: int | None) -> sa.ScalarSelect[int]:
    """The ids of the newest version of every period, as it was when publication `as_of` was the newest of all."""
    # Deeds are serialised, so a later version has a higher id.
    newest = sa.select(sa.func.max(publications.c.id)).group_by(publications.c.period_start, publications.c.period_end)
    if as_of is not None:
        newest = newest.where(publications.c.id <= as_of)
    return newest.scalar_subquery()


def add(
    connection: Connection, period: Period, import_ids: Sequence[int], *, at: dt.datetime, who: str, note: str
) -> tuple[int, int]:
    """Publish `import_ids`, earliest first, as the period's next version; its id and its number.

    It remembers the unit structure in use.
    """
    same = (publications.c.period_start == period.start, publications.c.period_end == period.end)
    version = (connection.scalar(sa.select(sa.func.max(publications.c.version)).where(*same)) or 0) + 1
    publication_id: int = connection.execute(
        sa.insert(publications)
        .values(
            period_start=period.start,
            period_end=period.end,
            version=version,
            published_at=at,
            published_by=who,
            note=note,
            structure_id=sa.select(sa.func.max(structures.c.id)).scalar_subquery(),
        )
        .returning(publications.c.id)
    ).scalar_one()
    layers = [
        {"publication_id": publication_id, "position": position, "import_id": import_id}
        for position, import_id in enumerate(import_ids)
    ]
    if layers:
        connection.execute(sa.insert(publication_imports), layers)
    return publication_id, version


def are_any(connection: Connection) -> bool:
    """Whether anything was ever published."""
    return connection.scalar(sa.select(publications.c.id).limit(1)) is not None


def import_ids(connection: Connection, period: Period, *, as_of: int | None = None) -> list[int]:
    """The imports of the period's newest version, in their order; none where nothing is published."""
    query = (
        sa.select(publication_imports.c.import_id)
        .join(publications, publications.c.id == publication_imports.c.publication_id)
        .where(
            publications.c.id.in_(current(as_of)),
            publications.c.period_start == period.start,
            publications.c.period_end == period.end,
        )
        .order_by(publication_imports.c.position)
    )
    return list(connection.scalars(query))


def newest(connection: Connection, *, as_of: int | None = None) -> pd.DataFrame:
    """The newest version of every period, oldest period first.

    Args:
        as_of: a publication's id: the versions as they were when it was the newest.

    Returns:
        (id, period_start, period_end, version, published_at, published_by, note, code, illustrative);
        `illustrative` where any of its imports is.
    """
    made_up = sa.func.max(sa.case((imports.c.illustrative == sa.true(), 1), else_=0)).label("illustrative")
    columns = [
        publications.c[name]
        for name in ("id", "period_start", "period_end", "version", "published_at", "published_by", "note", "code")
    ]
    query = (
        sa.select(*columns, made_up)
        .where(publications.c.id.in_(current(as_of)))
        .join(publication_imports, publication_imports.c.publication_id == publications.c.id)
        .join(imports, imports.c.id == publication_imports.c.import_id)
        .group_by(*columns)
        .order_by(publications.c.period_start)
    )
    names = [column.name for column in query.selected_columns]
    return pd.DataFrame(connection.execute(query).all(), columns=names).astype({"illustrative": bool})


def counts(
    connection: Connection,
    *,
    as_of: int | None = None,
    on_top: Sequence[int] = (),
    without: Sequence[int] = (),
    period: Period | None = None,
) -> pd.DataFrame:
    """The published counts: one row per unit and month, the newest version of each month.

    Where several imports of a version give the same count of a unit, see `store.layers.layered`.

    Args:
        as_of: a publication's id: the counts as they were when it was the newest.
        on_top: imports that override all others, in this order, as if they were published.
        without: imports that are left out, as if they were withdrawn.
        period: only this period; by default all periods.

    Returns:
        (unit_code, month, …counts) by unit and month; `month` is its first day (datetime64), counts are
        float with NaN for not reported.
    """
    columns = [
        observations.c.unit_code,
        observations.c.period_start.label("month"),
        observations.c.field,
        observations.c.withdrawn,
        *(observations.c[name] for name in COUNT_NAMES),
    ]
    published = (
        sa.select(publication_imports.c.position, *columns)
        .join(publication_imports, publication_imports.c.import_id == observations.c.import_id)
        .where(
            publication_imports.c.publication_id.in_(current(as_of)), publication_imports.c.import_id.not_in(without)
        )
    )
    layers = [published] + [
        sa.select(sa.literal(_ABOVE_ALL + place).label("position"), *columns).where(
            observations.c.import_id == import_id
        )
        for place, import_id in enumerate(on_top)
    ]
    if period is not None:
        layers = [layer.where(observations.c.period_start == period.start) for layer in layers]
    query = sa.union_all(*layers) if len(layers) > 1 else layers[0]
    names = list(COUNT_NAMES)
    head = ["position", "unit_code", "month", "field", "withdrawn"]
    rows = pd.DataFrame(connection.execute(query).all(), columns=[*head, *names])
    rows["month"] = pd.to_datetime(rows["month"])
    rows[names] = rows[names].astype(float)
    return layered(rows, names, ["unit_code", "month"])
