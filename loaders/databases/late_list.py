"""The late dossiers of one unit and month, page by page: the only dossier rows that ever leave a source.

No citizen's name or phone number can be asked for: `sources.toml` has no key to map such a column to.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.periods import Period
from loaders.databases.description import DossierSource
from loaders.databases.dossier_columns import texts_of
from loaders.databases.dossiers import month_of
from loaders.databases.moments import in_vietnam

_LABELS = ("code", "procedure", "field")
_TIMES = ("received_at", "due_at", "resolved_at")
_MOST_ON_A_PAGE = 200


@dataclass(frozen=True)
class LateDossier:
    """A dossier resolved late in the month, or overdue at its end. None where the source has no such column."""

    code: str | None
    procedure: str | None
    field: str | None
    received_at: dt.datetime
    due_at: dt.datetime
    resolved_at: dt.datetime | None


def late_statement(
    source: DossierSource,
    unit: str | Sequence[str],
    month: Period,
    *,
    today: dt.date,
    page: int,
    size: int,
    texts: frozenset[str] = frozenset(),
) -> sa.Select[Any]:
    """(code, procedure, field, received_at, due_at, resolved_at) of page `page`, from 0, the longest due first."""
    here = month_of(source, month, today=today, more=_LABELS, texts=texts)
    times = [here.d.c[name] for name in _TIMES]
    units = [unit] if isinstance(unit, str) else unit
    labels = [here.d.c[name] if name in here.d.c else sa.null().label(name) for name in _LABELS]
    # The code makes the order total, so that no dossier is on two pages or on none.
    order = [here.d.c.due_at, here.d.c.received_at, *([here.d.c.code] if "code" in here.d.c else [])]
    query = sa.select(*labels, *times).where(
        sa.or_(*(here.d.c.unit == each for each in units)), sa.or_(here.late, here.overdue)
    )
    return query.order_by(*order).limit(size).offset(page * size)


def late_dossiers(
    connection: Connection,
    source: DossierSource,
    unit: str | Sequence[str],
    month: Period,
    *,
    today: dt.date,
    page: int = 0,
    size: int = 50,
) -> list[LateDossier]:
    """One page of the list, in Vietnam's time; an empty one is past the end.

    Args:
        connection: of `connecting.reading`.
        unit: the unit's code or codes in the source, not ours; see `codes_of`.
        size: at most 200.
    """
    texts, size = texts_of(connection, source), min(size, _MOST_ON_A_PAGE)
    query = late_statement(source, unit, month, today=today, page=max(page, 0), size=size, texts=texts)
    return [_dossier(*row, utc=source.times == "utc") for row in connection.execute(query)]


def codes_of(source: DossierSource, unit: str) -> list[str]:
    """The source's codes for the unit with our code `unit`; ours where they are the same."""
    return [theirs for theirs, ours in source.unit_codes.items() if ours == unit] or [unit]


def _dossier(code: Any, procedure: Any, field: Any, *times: Any, utc: bool) -> LateDossier:
    labels: list[Any] = [None if label is None else str(label) for label in (code, procedure, field)]
    moments: list[Any] = [in_vietnam(moment, utc=utc) for moment in times]
    return LateDossier(*labels, *moments)
