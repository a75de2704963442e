"""Traces a published count back to the rows it was read from."""

from collections.abc import Sequence

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.accounts import SAMPLE
from core.counts import COUNT_NAMES
from core.periods import Period
from core.viewer import Scope
from store.publications import current
from store.tables.core import files, imports, observations, publication_imports

_IMPORT = ("file_name", "file_sha256", "source", "imported_at", "imported_by", "illustrative")


def rows_behind(
    connection: Connection,
    unit: str,
    months: Sequence[Period],
    *,
    as_of: int | None = None,
    drafts: Sequence[int] = (),
) -> pd.DataFrame:
    """Every file row behind one unit's published counts, including rows that later imports override.

    Args:
        as_of: a publication's id: what was published when it was the newest.
        drafts: imports that override all others, in this order.

    Returns:
        (month, layer, import_id, file_name, file_sha256, source, imported_at, imported_by, illustrative, sheet, row,
        field, withdrawn, …counts): a higher `layer` overrides a lower one; `month` is its first day (date); None
        = not reported.
    """
    columns = [
        observations.c.period_start.label("month"),
        imports.c.id.label("import_id"),
        *(imports.c[name] for name in _IMPORT),
        *(observations.c[name] for name in ("sheet", "row", "field", "withdrawn", *COUNT_NAMES)),
    ]
    mine = (
        observations.c.unit_code == unit,
        observations.c.period_start.in_([month.start for month in months]),
    )
    published = (
        sa.select(publication_imports.c.position.label("layer"), *columns)
        .join(observations, observations.c.import_id == publication_imports.c.import_id)
        .join(imports, imports.c.id == publication_imports.c.import_id)
        .where(publication_imports.c.publication_id.in_(current(as_of)), *mine)
        .order_by(observations.c.period_start, publication_imports.c.position, observations.c.id)
    )
    rows = connection.execute(published).mappings().all()
    above = (
        sa.select(sa.literal(0).label("layer"), *columns)
        .join(imports, imports.c.id == observations.c.import_id)
        .where(observations.c.import_id.in_(drafts), *mine)
        .order_by(observations.c.id)
    )
    found = [dict(row) for row in rows]
    for row in connection.execute(above).mappings().all() if drafts else []:
        found.append({**row, "layer": 1_000_000 + list(drafts).index(row["import_id"])})
    names = ["month", "layer", "import_id", *_IMPORT, "sheet", "row", "field", "withdrawn", *COUNT_NAMES]
    return pd.DataFrame(found, columns=names, dtype=object)


def file(connection: Connection, sha256: str) -> bytes:
    """The bytes of a kept file, as they came."""
    content: bytes = connection.execute(sa.select(files.c.content).where(files.c.sha256 == sha256)).scalar_one()
    return content


def holds_only(connection: Connection, sha256: str, scope: Scope) -> bool:
    """Whether every row that was read from this file is of a unit in the scope; a file without rows is for who has
    every unit."""
    if scope.every:
        return True
    rows = (
        sa.select(observations.c.unit_code)
        .join(imports, imports.c.id == observations.c.import_id)
        .where(imports.c.file_sha256 == sha256)
    )
    others = rows.where(observations.c.unit_code.not_in(scope.units)).limit(1)
    return connection.execute(rows.limit(1)).first() is not None and connection.execute(others).first() is None


def any_real(connection: Connection) -> bool:
    """Whether anything was ever published that did not come with the program as a sample."""
    query = (
        sa.select(publication_imports.c.import_id)
        .join(imports, imports.c.id == publication_imports.c.import_id)
        .where(imports.c.imported_by != SAMPLE)
        .limit(1)
    )
    return connection.execute(query).first() is not None
