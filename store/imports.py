"""Imported files, their findings and their rows."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.counts import COUNT_NAMES
from core.issues import Issue
from core.periods import Period
from store.tables import files, import_events, import_issues, imports, observations


def keep_file(connection: Connection, sha256: str, content: bytes) -> None:
    """Keep the bytes once, whatever name they came under."""
    known = connection.scalar(sa.select(files.c.sha256).where(files.c.sha256 == sha256))
    if known is None:
        connection.execute(sa.insert(files).values(sha256=sha256, size=len(content), content=content))


def add(
    connection: Connection,
    *,
    sha256: str,
    file_name: str,
    source: str,
    period: Period,
    rows: pd.DataFrame,
    issues: Sequence[Issue],
    at: dt.datetime,
    who: str,
    illustrative: bool,
) -> int:
    """Store one import with its observations and findings; its id.

    Args:
        rows: (unit_code, period_start, period_end, field, sheet, row, …counts) of `period` only.
    """
    import_id: int = connection.execute(
        sa.insert(imports)
        .values(
            file_sha256=sha256,
            file_name=file_name,
            source=source,
            period_start=period.start,
            period_end=period.end,
            imported_at=at,
            imported_by=who,
            illustrative=illustrative,
        )
        .returning(imports.c.id)
    ).scalar_one()
    names = ["unit_code", "period_start", "period_end", "field", "sheet", "row", *COUNT_NAMES]
    # Through object: NumPy integers are no int to the drivers, and NA must become NULL.
    plain = rows[names].astype(object).where(rows[names].notna(), None)
    connection.execute(
        sa.insert(observations),
        [
            {"import_id": import_id, "source": source, **dict(zip(names, row, strict=True))}
            for row in plain.itertuples(index=False)
        ],
    )
    if issues:
        connection.execute(
            sa.insert(import_issues),
            [
                {
                    "import_id": import_id,
                    "code": issue.code,
                    "severity": issue.severity,
                    "sheet": issue.sheet,
                    "row": issue.row,
                    "column": issue.column,
                    "values": issue.values,
                }
                for issue in issues
            ],
        )
    return import_id


def with_same_content(connection: Connection, sha256: str, period: Period) -> int | None:
    """The newest import of the same bytes for the same period that was not rejected; None where there is none."""
    rejected = sa.select(import_events.c.import_id).where(import_events.c.event == "rejected")
    query = sa.select(sa.func.max(imports.c.id)).where(
        imports.c.file_sha256 == sha256,
        imports.c.period_start == period.start,
        imports.c.period_end == period.end,
        imports.c.id.not_in(rejected),
    )
    found: int | None = connection.scalar(query)
    return found


def newest(connection: Connection, limit: int = 12) -> pd.DataFrame:
    """(id, file_name, source, period_start, period_end, imported_at, imported_by), newest first."""
    columns = [imports.c[name] for name in ("id", "file_name", "source", "period_start", "period_end")]
    query = sa.select(*columns, imports.c.imported_at, imports.c.imported_by).order_by(imports.c.id.desc())
    return pd.DataFrame(connection.execute(query.limit(limit)).mappings().all())


def by_whom(connection: Connection) -> dict[str, str]:
    """Who imported each file, by the SHA-256 of its bytes; the last one, where several did."""
    query = sa.select(imports.c.file_sha256, imports.c.imported_by).order_by(imports.c.id)
    return {row.file_sha256: row.imported_by for row in connection.execute(query)}
