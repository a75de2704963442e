"""What is published, read once for each version of the data and shared by every question."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from threading import Lock
from weakref import WeakKeyDictionary

import pandas as pd

from core.counts import COUNT_NAMES
from core.errors import NoDataError
from core.periods import Period, month_with
from core.units import RANKED_KINDS, Unit, UnitKind
from core.viewer import Scope, Viewer
from metrics.rates import rates
from metrics.rates.codes import SHORT
from metrics.rates.measures import Measure, all_measures
from reports import unit_lists
from store import audit, fields, locks, publications, reviews
from store.database import Connection, Engine


@dataclass(frozen=True, eq=False)
class Published:
    """The newest published version of every month, as one viewer may see it. Treat as read-only."""

    version: int
    lists: unit_lists.UnitLists
    counts: pd.DataFrame
    """(unit_code, month, …counts); see `store.publications.counts`."""
    months: pd.DataFrame
    """(period_start, period_end, version, …, illustrative); see `store.publications.newest`."""
    by_field: pd.DataFrame = field(default_factory=pd.DataFrame)
    """(unit_code, month, field, …counts); see `store.fields.counts_by_field`."""
    closings: Mapping[dt.date, locks.Closing] = field(default_factory=dict)
    """How the periods stand that were ever closed, by their first day."""

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every unit there ever was, by the list in use."""
        return self.lists.newest

    def closing(self, period: Period) -> locks.Closing:
        """How the last of the period's months stands."""
        return self.closings.get(self.months_of(period)[-1].start, locks.Closing())

    @property
    def code(self) -> str:
        """The first digits of the newest month's version's code; blank before anything is published, and of drafts."""
        newest = self.months["code"].iloc[-1] if "code" in self.months and len(self.months) else None
        return newest[:SHORT] if isinstance(newest, str) else ""

    @property
    def newest_publication(self) -> int | None:
        """The id of the publication that was made last."""
        return int(self.months["id"].max()) if len(self.months) else None

    def months_of(self, period: Period) -> list[Period]:
        """The period's months for which something is published, in order.

        Raises:
            NoDataError: there is none.
        """
        known = set(self.months["period_start"])
        found = [month for month in period.months if month.start in known]
        if not found:
            raise NoDataError(period=period)
        return found

    def all_months(self) -> list[Period]:
        """Every month with anything published, newest first; none where nothing is."""
        return [month_with(start) for start in reversed(list(self.months["period_start"]))]

    def illustrative(self, period: Period) -> bool:
        """Whether any number of the period was made up to show the system."""
        inside = self.months["period_start"].between(period.start, period.end)
        return bool(self.months.loc[inside, "illustrative"].any())

    def of_kind(self, kinds: Sequence[UnitKind], months: Sequence[Period]) -> list[Unit]:
        """The units of these kinds in force in any of the months."""
        return self.lists.in_force(kinds, months)

    def ranked_units(self) -> list[Unit]:
        """Every unit that is or was ranked: those in force first, by kind, then by name."""
        return sorted(
            (unit for unit in self.units if unit.kind in RANKED_KINDS),
            key=lambda unit: (unit.valid_to is not None, RANKED_KINDS.index(unit.kind), unit.name),
        )

    def months_of_unit(self, code: str) -> list[Period]:
        """The published months in which the unit was in force, newest first."""
        return [month for month in self.all_months() if self.lists.in_force_in(code, month)]

    def unit_counts(self, units: Sequence[Unit], months: Sequence[Period]) -> pd.DataFrame:
        """(unit_code, …counts) over the months, one row for each of `units` in their order; NaN = not reported."""
        return _unit_counts(self, tuple(units), tuple(months))

    def measures(self, months: Sequence[Period]) -> list[Measure]:
        """The measures for which some unit reported every count in one of the months."""
        return list(_measures(self, tuple(months)))

    def measures_for(self, period: Period) -> list[Measure]:
        """The measures that the period has numbers for: a longer one only those whose months can be added."""
        found = self.measures(self.months_of(period))
        return found if period.kind == "month" else [item for item in found if item.adds_over_months]

    def kinds(self, months: Sequence[Period]) -> list[UnitKind]:
        """The kinds of unit in force in any of the months, ranked kinds only."""
        return [kind for kind in RANKED_KINDS if self.of_kind([kind], months)]


# One page asks for the same counts by several measures, and every page for those of the newest month.
@lru_cache(maxsize=64)
def _unit_counts(data: Published, units: tuple[Unit, ...], months: tuple[Period, ...]) -> pd.DataFrame:
    due = pd.Series(
        [sum(unit.in_force(month.start, month.end) for month in months) for unit in units],
        index=[unit.code for unit in units],
        dtype=int,
    )
    stamps = [pd.Timestamp(month.start) for month in months]
    mine = data.counts[data.counts["unit_code"].isin(due.index)]
    return rates.over_months(mine, stamps, due)


@lru_cache(maxsize=256)
def _measures(data: Published, months: tuple[Period, ...]) -> tuple[Measure, ...]:
    inside = data.counts[data.counts["month"].isin([pd.Timestamp(month.start) for month in months])]
    known = inside[list(COUNT_NAMES)].notna()
    return tuple(item for item in all_measures().values() if known[list(item.counts)].all(axis=1).any())


_newest: WeakKeyDictionary[Engine, dict[Scope, Published]] = WeakKeyDictionary()
_reading = Lock()


def published(connection: Connection, viewer: Viewer) -> Published:
    """The published counts and units that `viewer` may see, at this moment.

    Read anew only when the data version has grown; one frame of all months serves every question.
    """
    version = audit.data_version(connection)
    # A deed's engine is a view of the reader's: both must share the entry.
    engine = connection.engine
    known = _newest.get(engine, {}).get(viewer.units)
    if known is not None and known.version == version:
        return known
    with _reading:
        read = _read(connection, viewer, version)
        _newest.setdefault(engine, {})[viewer.units] = read
    return read


def as_published(connection: Connection, viewer: Viewer, publication_id: int) -> Published:
    """Everything as it was shown when this publication was the newest of all."""
    return _read(connection, viewer, -publication_id, as_of=publication_id)


def as_if_published(connection: Connection, viewer: Viewer, import_ids: Sequence[int], month: Period) -> Published:
    """Everything as it would be shown if these imports of `month` were published next."""
    return _on_top(connection, viewer, import_ids, [month])


def with_drafts(connection: Connection, viewer: Viewer) -> Published:
    """Everything as it would be shown if all drafts were published now, in the order they came."""
    drafts = reviews.waiting(connection)
    return _on_top(connection, viewer, [each.id for each in drafts], [each.period for each in drafts])


def _on_top(connection: Connection, viewer: Viewer, import_ids: Sequence[int], months: Sequence[Period]) -> Published:
    read = _read(connection, viewer, -1, on_top=import_ids)
    read = replace(read, lists=read.lists.anew(months))
    new = [
        {"period_start": month.start, "period_end": month.end, "version": 1, "illustrative": False}
        for month in sorted(set(months) - set(read.all_months()))
    ]
    if not new:
        return read
    table = pd.concat([read.months, pd.DataFrame(new)]) if len(read.months) else pd.DataFrame(new)
    return replace(read, months=table.sort_values("period_start", ignore_index=True))


def _read(
    connection: Connection,
    viewer: Viewer,
    version: int,
    *,
    as_of: int | None = None,
    on_top: Sequence[int] = (),
) -> Published:
    months = publications.newest(connection, as_of=as_of)
    return Published(
        version=version,
        lists=unit_lists.read(connection, viewer.units, months, as_of=as_of),
        counts=publications.counts(connection, scope=viewer.units, as_of=as_of, on_top=on_top),
        by_field=fields.counts_by_field(connection, scope=viewer.units, as_of=as_of, on_top=on_top),
        months=months,
        closings=locks.everything(connection),
    )
