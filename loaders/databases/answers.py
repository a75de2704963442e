"""A source's result for a month, as counts by unit and field, and as the CSV that is stored.

The CSV is our own template (`loaders.monthly.sources.template`), so a result takes the same path as a file, and what
was published can be downloaded, read in Excel and imported again.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Any

from sqlalchemy.engine import Connection

from core.counts import COUNT_NAMES, CountName
from core.errors import DashboardError
from core.issues import Issue
from core.periods import Period
from loaders.databases.description import DossierSource, MonthlySource, Source
from loaders.databases.dossier_columns import texts_of
from loaders.databases.dossiers import counted, counts_statement, undated_statement
from loaders.databases.monthly import month_statement

Counts = Mapping[CountName, int | str | None]
"""A count that was not given is None; a value that is not a whole number stays text, so that the checks report it."""


class SourceTooLongError(DashboardError):
    """The result has more rows than the configured limit: the column mapped to unit or field is probably wrong."""

    key = "error.source.too_long"


Key = tuple[str, str | None]
"""Unit and field; field None is the unit's whole."""


@dataclass(frozen=True)
class Answer:
    """Counts by unit and field. A unit may occur twice in a table; both rows are kept so that the checks report it."""

    rows: tuple[tuple[Key, Counts], ...]
    issues: tuple[Issue, ...] = ()


def ask(connection: Connection, source: Source, month: Period, *, today: dt.date) -> Answer:
    """A month's counts from the source.

    Raises:
        SourceTooLongError: more rows than the limit.
        sqlalchemy.exc.DBAPIError: for `connecting.reading` to translate.
    """
    if isinstance(source, MonthlySource):
        rows = _rows(connection, source, month_statement(source, month))
        return Answer(tuple((_key(source, row), _whole_numbers(row)) for row in rows))
    texts = texts_of(connection, source)
    rows = _rows(connection, source, counts_statement(source, month, today=today, texts=texts))
    undated = int(connection.execute(undated_statement(source, texts)).scalar_one())
    return _answer(source, rows, undated)


def _rows(connection: Connection, source: Source, query: Any) -> list[dict[str, Any]]:
    limit = source.limits.rows
    rows = connection.execute(query).mappings().fetchmany(limit + 1)
    if len(rows) > limit:
        raise SourceTooLongError(source=source.name, limit=limit)
    return [dict(row) for row in rows]


def _key(source: Source, row: Mapping[str, Any]) -> Key:
    unit = "" if row["unit"] is None else str(row["unit"])
    field = row.get("field")
    return source.unit_codes.get(unit, unit), None if field is None or not str(field).strip() else str(field)


def _whole_numbers(row: Mapping[str, Any]) -> Counts:
    return {name: _whole(row[name]) for name in COUNT_NAMES if name in row}


def _whole(value: Any) -> int | str | None:
    if isinstance(value, Decimal | float) and isfinite(value) and value == int(value):
        return int(value)  # MariaDB and PostgreSQL sum to decimals
    return value if value is None or isinstance(value, int) else str(value)


def _answer(source: DossierSource, rows: Iterable[Mapping[str, Any]], undated: int) -> Answer:
    """Two codes of one unit are added; a unit's whole is the sum of its fields, with those that have none."""
    sums: dict[Key, dict[str, int]] = {}
    for row in rows:
        unit, field = _key(source, row)
        for key in {(unit, None), (unit, field)}:
            total = sums.setdefault(key, {})
            for name, value in row.items():
                if name.startswith("n_"):
                    total[name[2:]] = total.get(name[2:], 0) + int(value)
    wholes = [total for (_, field), total in sums.items() if field is None]
    without_due, too_soon = (sum(total[name] for total in wholes) for name in ("without_due", "resolved_too_soon"))
    oddities = (
        Issue("dossiers_undated", "warning", values={"how_many": undated}),
        Issue("dossiers_without_due", "warning", values={"how_many": without_due}),
        Issue("dossiers_resolved_too_soon", "warning", values={"how_many": too_soon}),
    )
    issues = tuple(issue for issue in oddities if issue.values["how_many"])
    return Answer(tuple((key, dict(counted(total))) for key, total in sums.items()), issues)


def as_csv(answer: Answer, month: Period) -> bytes:
    """The result as our template; deterministic: the same result gives the same bytes, in any row order."""
    given = [name for name in COUNT_NAMES if any(name in counts for _, counts in answer.rows)]
    given = given or ["received"]  # an answer without rows is still a table, and is refused as one
    by_field = any(field is not None for (_, field), _ in answer.rows)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["unit_code", "month", *(["field"] if by_field else []), *given])
    lines = [
        [unit, month.code, *([field or ""] if by_field else []), *(_cell(counts.get(name)) for name in given)]
        for (unit, field), counts in answer.rows
    ]
    writer.writerows(sorted(lines))
    return stream.getvalue().encode("utf-8")


def _cell(count: int | str | None) -> str:
    return "" if count is None else str(count)
