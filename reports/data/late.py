"""Which dossiers of a unit were late in a month: queried from the source database page by page, never stored."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from core.periods import Period
from core.units import Unit
from loaders.databases import sources_file
from loaders.databases.connecting import open_source, reading
from loaders.databases.description import DossierSource
from loaders.databases.late_list import LateDossier, codes_of, late_dossiers

PAGE_SIZE = 50


@dataclass(frozen=True)
class LatePage:
    """One page of the list, the longest due first."""

    dossiers: tuple[LateDossier, ...]
    number: int
    """From 1."""
    more: bool
    """Whether there is a page after it."""


def dossier_sources(environment: Mapping[str, str]) -> dict[str, DossierSource]:
    """The databases of dossiers that `sources.toml` describes; none where there is no such file.

    Raises:
        SourcesFileError: the file is wrong.
    """
    path = sources_file.path_from(environment)
    known = sources_file.read(path) if path.exists() else {}
    return {name: source for name, source in known.items() if isinstance(source, DossierSource)}


def late(
    source: DossierSource, unit: Unit, month: Period, *, number: int, today: dt.date, environment: Mapping[str, str]
) -> LatePage:
    """Page `number` of the unit's late and overdue dossiers of the month.

    Raises:
        Source…Error: the source does not answer; see `loaders.databases.connecting`.
    """
    codes = codes_of(source, unit.code)
    with reading(source, open_source(source, environment)) as connection:

        def page(which: int) -> list[LateDossier]:
            return late_dossiers(connection, source, codes, month, today=today, page=which - 1, size=PAGE_SIZE)

        here = page(number)
        return LatePage(tuple(here), number, more=len(here) == PAGE_SIZE and bool(page(number + 1)))
