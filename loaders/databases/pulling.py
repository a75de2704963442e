"""Pulls a month from a source: queries it, writes the result as our template, and loads that like any file."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import pandas as pd
from sqlalchemy.engine import Engine

from core.issues import Severity
from core.periods import Period, reporting_days
from core.remembered import NOTHING, Remembered
from core.units import Unit
from loaders.databases.answers import as_csv, ask
from loaders.databases.completeness import incomplete
from loaders.databases.connecting import open_source, reading
from loaders.databases.description import MonthlySource, Source
from loaders.databases.probing import check_columns
from loaders.monthly.loading import Loaded, load

_SEVERITIES: tuple[Severity, ...] = get_args(Severity)


@dataclass(frozen=True)
class Pulled:
    """A month of a source: its checked rows, and the bytes they were read from, to be kept as the import's file."""

    loaded: Loaded
    content: bytes


def pull(
    source: Source,
    month: Period,
    *,
    units: Sequence[Unit],
    today: dt.date,
    environment: Mapping[str, str],
    previous: pd.DataFrame | None = None,
    engine: Engine | None = None,
    closing_day: int | None = None,
    remembered: Remembered = NOTHING,
) -> Pulled:
    """Query a source for a month's counts. Stores nothing; the same result gives the same bytes.

    Args:
        units: every unit of the province, past ones too.
        today: the day it is in Vietnam.
        environment: where the password is.
        previous: (unit_code, …counts) as published for the month before, to notice a fall.
        engine: one of `open_source`, if the caller has it open.
        closing_day: the last day of the province's reporting month, by which dossiers are counted; None is the
            calendar's. A table of monthly counts says its months itself.
        remembered: what the province has said of names that match no unit.

    Returns:
        `loaded` as of a file: `source` is database_dossiers or database_monthly, `file_name` the source's name,
        row and column those of `content`.

    Raises:
        SourcePasswordError, SourceDriverError: it cannot be tried.
        SourceUnavailableError, SourceTooSlowError, SourceTableError, SourceColumnsError, SourceRefusedError,
            SourceTooLongError: it was tried; nothing came of it and it may be tried again.
    """
    opened = engine or open_source(source, environment)
    check_columns(source, opened)
    with reading(source, opened) as connection:
        days = month if isinstance(source, MonthlySource) else reporting_days(month, closing_day)
        answer = ask(connection, source, days, today=today)
    content = as_csv(answer, month)
    loaded = load(content, source.name, units=units, month=month, today=today, remembered=remembered)
    more = [*answer.issues, *incomplete(loaded.rows, source.complete, units, month, previous)]
    issues = sorted([*more, *loaded.issues], key=lambda issue: _SEVERITIES.index(issue.severity))
    return Pulled(replace(loaded, source=f"database_{source.shape}", issues=tuple(issues)), content)
