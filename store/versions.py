"""Reads what published versions are made of: their layers, counts and unit lists, and the versions they build on."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from core.counts import COUNT_NAMES
from core.periods import Period, months_back
from core.units import Unit
from core.versions import REACH, MonthUsed, Version
from store import settings, signatures, units
from store.layers import layered
from store.signatures import Signed
from store.tables.core import files, imports, observations, publication_imports, publications

Counts = dict[int, pd.DataFrame]
"""(unit_code, …counts) by publication id."""


@dataclass(frozen=True)
class Layer:
    """One import of a version."""

    import_id: int
    sha256: str
    file_name: str
    illustrative: bool


class Versions:
    """Every version there ever was; what each is made of is read when it is first asked for, and once.

    Args:
        counts: what another `Versions` of the same transaction has read; what is read here is added.
    """

    def __init__(self, connection: Connection, counts: Counts | None = None) -> None:
        self._connection = connection
        self.settings = settings.targets(connection), settings.delivery_days(connection), settings.weights(connection)
        """Those the province has entered; see `metrics.in_force.settings_of`."""
        self.signed: dict[int, Signed] = {each.id: each for each in signatures.signed(connection)}
        """By publication id, oldest first."""
        self._structure = units.of_publications(connection, list(self.signed))
        self._layers: dict[int, list[Layer]] = _layers(connection)
        self._lists: dict[int | None, tuple[Unit, ...]] = {}
        self._counts: Counts = {} if counts is None else counts

    def made_of(self, publication_id: int) -> Version:
        """The version with the versions of the months before it, as they were when it was published.

        Raises:
            KeyError: there is no such publication.
        """
        own = self.signed[publication_id]
        period = Period(own.period_start, own.period_end)
        used = self._in_use(publication_id, months_back(period, REACH))
        self._read(used.values())
        layers = self._layers.get(publication_id, [])
        return Version(
            period=period,
            number=own.version,
            imports=tuple((each.import_id, each.sha256) for each in layers),
            illustrative=any(each.illustrative for each in layers),
            months={month: self._month(each, publication_id) for month, each in used.items()},
        )

    def read_all(self) -> None:
        """Read the counts of every version at once: quicker than one after the other where all are asked for."""
        self._read(self.signed)

    def layers(self, publication_id: int) -> Sequence[Layer]:
        """The imports of a version, in their order."""
        return self._layers.get(publication_id, [])

    def _in_use(self, publication_id: int, months: Sequence[Period]) -> dict[Period, int]:
        newest: dict[tuple[dt.date, dt.date], int] = {}
        for each in self.signed.values():
            if each.id <= publication_id:
                newest[each.period_start, each.period_end] = each.id
        return {month: newest[month.start, month.end] for month in months if (month.start, month.end) in newest}

    def _month(self, publication_id: int, asked: int) -> MonthUsed:
        signed = self.signed[publication_id]
        structure = self._structure[publication_id]
        if structure not in self._lists:
            self._lists[structure] = tuple(units.everything(self._connection, structure=structure))
        code = "" if publication_id == asked else signed.code
        return MonthUsed(publication_id, signed.version, code, self._counts[publication_id], self._lists[structure])

    def _read(self, ids: Iterable[int]) -> None:
        new = [each for each in ids if each not in self._counts]
        if new:
            self._counts.update(_counts(self._connection, new))


def intact(connection: Connection, sha256: str) -> bool:
    """Whether a file is kept and its bytes are still the ones that came."""
    content: bytes | None = connection.scalar(sa.select(files.c.content).where(files.c.sha256 == sha256))
    return content is not None and hashlib.sha256(content).hexdigest() == sha256


def _layers(connection: Connection) -> dict[int, list[Layer]]:
    query = (
        sa.select(
            publication_imports.c.publication_id,
            publication_imports.c.import_id,
            imports.c.file_sha256,
            imports.c.file_name,
            imports.c.illustrative,
        )
        .join(imports, imports.c.id == publication_imports.c.import_id)
        .order_by(publication_imports.c.publication_id, publication_imports.c.position)
    )
    found: dict[int, list[Layer]] = {}
    for publication_id, *layer in connection.execute(query):
        found.setdefault(publication_id, []).append(Layer(*layer))
    return found


def _counts(connection: Connection, ids: Sequence[int]) -> dict[int, pd.DataFrame]:
    """(unit_code, …counts) of each publication, all in one query."""
    names = list(COUNT_NAMES)
    query = (
        sa.select(
            publication_imports.c.publication_id,
            publication_imports.c.position,
            observations.c.unit_code,
            observations.c.field,
            observations.c.withdrawn,
            *(observations.c[name] for name in names),
        )
        .join(publication_imports, publication_imports.c.import_id == observations.c.import_id)
        .join(publications, publications.c.id == publication_imports.c.publication_id)
        .where(publications.c.id.in_(ids), observations.c.period_start == publications.c.period_start)
    )
    found = connection.execute(query)
    rows = pd.DataFrame(found.all(), columns=list(found.keys())).astype(dict.fromkeys(names, float))
    whole = layered(rows, names, ["publication_id", "unit_code"])
    by_id = dict(iter(whole.groupby("publication_id")))
    empty = whole.iloc[:0]
    return {each: by_id.get(each, empty).drop(columns="publication_id").reset_index(drop=True) for each in ids}
