"""The published counts by field of procedure, where an import gives them so."""

from collections.abc import Sequence

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.counts import COUNT_NAMES
from store.publications import current
from store.tables.core import observations, publication_imports


def counts_by_field(
    connection: Connection,
    *,
    as_of: int | None = None,
    on_top: Sequence[int] = (),
    without: Sequence[int] = (),
) -> pd.DataFrame:
    """The fields of the last import that gives any, for each unit and month.

    A later import may have corrected the unit's total and not its fields: callers must compare their sum with
    `store.publications.counts`, which takes the same arguments.

    Returns:
        (unit_code, month, field, …counts) by unit, month and field; NaN = not reported.
    """
    names = ["unit_code", "month", "field", *COUNT_NAMES]
    columns = [
        observations.c.unit_code,
        observations.c.period_start.label("month"),
        observations.c.field,
        *(observations.c[name] for name in COUNT_NAMES),
    ]
    # Drafts get layers above all existing positions, in the order of `on_top`.
    above = sa.select(sa.func.coalesce(sa.func.max(publication_imports.c.position), 0)).scalar_subquery()
    layers = [
        sa.select(publication_imports.c.position.label("layer"), *columns)
        .join(publication_imports, publication_imports.c.import_id == observations.c.import_id)
        .where(
            publication_imports.c.publication_id.in_(current(as_of)), publication_imports.c.import_id.not_in(without)
        )
    ] + [
        sa.select((above + 1 + place).label("layer"), *columns).where(observations.c.import_id == import_id)
        for place, import_id in enumerate(on_top)
    ]
    layers = [layer.where(observations.c.field.is_not(None)) for layer in layers]
    query = sa.union_all(*layers) if len(layers) > 1 else layers[0]
    rows = pd.DataFrame(connection.execute(query).all(), columns=["layer", *names])
    rows["month"] = pd.to_datetime(rows["month"])
    rows[list(COUNT_NAMES)] = rows[list(COUNT_NAMES)].astype(float)
    newest = rows.groupby(["unit_code", "month"])["layer"].transform("max")
    rows = rows[rows["layer"].eq(newest)].sort_values(names[:3], ignore_index=True)
    return rows[names]
