"""Imported files, their findings and their rows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.counts import COUNT_NAMES
from core.issues import Issue
from core.periods import Period
from store.reviews import state
from store.tables.core import (
    files,
    import_events,
    import_issues,
    imports,
    observations,
    publication_imports,
    publications,
)

_ROW = ("unit_code", "period_start", "period_end", "field", "sheet", "row", *COUNT_NAMES, "withdrawn")


@dataclass(frozen=True)
class Known:
    """An earlier import of the same bytes."""

    period: Period
    file_name: str
    at: dt.datetime
    who: str
    state: str
    """checked, accepted or rejected; published where `version` says as which."""
    version: int | None


def keep_file(connection: Connection, sha256: str, content: bytes) -> None:
    """Store the bytes once, regardless of their file name."""
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
        rows: (unit_code, period_start, period_end, field, sheet, row, …counts, withdrawn) of `period` only.
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
    connection.execute(
        sa.insert(observations),
        [{"import_id": import_id, "source": source, **dict(zip(_ROW, row, strict=True))} for row in _plain(rows)],
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


def _plain(rows: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The rows in types that the drivers accept: NumPy integers become int, and NA becomes NULL."""
    given = rows[list(_ROW)]
    plain: list[tuple[Any, ...]] = list(
        given.astype(object).where(given.notna(), None).itertuples(index=False, name=None)
    )
    return plain


def rows(connection: Connection, import_id: int) -> pd.DataFrame:
    """(unit_code, period_start, period_end, field, sheet, row, …counts, withdrawn) as stored; Int64 counts, NA = not
    reported."""
    query = sa.select(*(observations.c[name] for name in _ROW)).where(observations.c.import_id == import_id)
    found = connection.execute(query.order_by(observations.c.id)).all()
    stored = pd.DataFrame(found, columns=list(_ROW), dtype=object)
    return stored.astype(dict.fromkeys(COUNT_NAMES, "Int64") | {"row": "int64"})


def holds(connection: Connection, import_id: int, expected: pd.DataFrame) -> bool:
    """Whether the import has exactly these rows: a later version may parse the same bytes differently."""
    return _plain(rows(connection, import_id)) == _plain(expected)


def known(connection: Connection, sha256: str) -> list[Known]:
    """When the same bytes came before, newest first; empty for a new file."""
    version = (
        sa.select(sa.func.min(publications.c.version))
        .join(publication_imports, publication_imports.c.publication_id == publications.c.id)
        .where(publication_imports.c.import_id == imports.c.id)
        .scalar_subquery()
    )
    query = sa.select(imports, version.label("version")).where(imports.c.file_sha256 == sha256)
    return [
        Known(
            period=Period(row.period_start, row.period_end),
            file_name=row.file_name,
            at=row.imported_at,
            who=row.imported_by,
            state="published" if row.version else state(connection, row.id),
            version=row.version,
        )
        for row in connection.execute(query.order_by(imports.c.id.desc()))
    ]


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


def names(connection: Connection, import_ids: Sequence[int]) -> dict[int, str]:
    """The name of each import's file, by the import's id."""
    query = sa.select(imports.c.id, imports.c.file_name).where(imports.c.id.in_(import_ids))
    return {row.id: row.file_name for row in connection.execute(query)}


def by_whom(connection: Connection) -> dict[str, str]:
    """Who imported each file, by the SHA-256 of its bytes; the last one, where several did."""
    query = sa.select(imports.c.file_sha256, imports.c.imported_by).order_by(imports.c.id)
    return {row.file_sha256: row.imported_by for row in connection.execute(query)}
