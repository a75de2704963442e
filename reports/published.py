"""One published version of the data: the input of every report."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from core.caching import cached
from core.counts import COUNT_NAMES
from core.errors import NoDataError, UnknownUnitError
from core.periods import Period, month_with
from core.units import RANKED_KINDS, Unit, UnitKind
from metrics.in_force import Definitions, ProvinceSettings, definitions_of, settings_in_files
from metrics.rates.measures import Measure
from metrics.rates.spans import counts_over
from metrics.rates.targets import Target
from metrics.signed.codes import SHORT
from reports import names, unit_lists
from store import locks


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
    """Lock state of the periods that were ever closed, by their first day."""

    settings: ProvinceSettings = field(default_factory=settings_in_files)
    """The province's own settings."""
    digest: str = ""
    """Of the audit trail when this was read, for documents: whoever has one notices that lines are gone."""
    rules_then: Mapping[dt.date, Definitions] = field(default_factory=dict)
    """By the first days of months: the rules that their versions were published with, where those are shown."""

    def definitions(self, period: Period) -> Definitions:
        """What is in force at the period's end; of an old version, what was when it was published."""
        last = month_with(period.end).start
        if last in self.rules_then:
            return self.rules_then[last]
        published = self._published_at.get(last)
        return definitions_of(period, self.settings.known_at(published) if published else self.settings)

    @cached_property
    def _published_at(self) -> dict[dt.date, dt.datetime]:
        """When the version of each month was published; none of drafts."""
        if "published_at" not in self.months:
            return {}
        known = self.months[self.months["published_at"].notna()]
        return dict(zip(known["period_start"], known["published_at"], strict=True))

    def target(self, measure: Measure, period: Period, kind: UnitKind | None = None, unit: str = "") -> Target | None:
        """The target in force at the period's end for a unit, a kind, or all together; None where there is none."""
        return self.definitions(period).target(measure.id, kind, unit)

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every unit there ever was, by the list in use."""
        return self.lists.newest

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        """`units` by their codes."""
        return {unit.code: unit for unit in self.units}

    def unit(self, code: str) -> Unit:
        """The unit of this code, whenever it was in force.

        Raises:
            UnknownUnitError: there is none, or the viewer may not see it.
        """
        if code not in self.by_code:
            raise UnknownUnitError(code=code)
        return self.by_code[code]

    def named_apart(self, language: str) -> Mapping[str, str]:
        """The units in force by a name that none of the others has: of those called alike, with the code."""
        there = [unit for unit in self.ranked_units() if unit.valid_to is None]
        return {names.named_apart(unit, language, self.alike): unit.code for unit in there}

    @cached_property
    def alike(self) -> frozenset[tuple[str, str]]:
        """(language, code) of each unit that shares its name with another, both in force or ended on one day."""
        return names.alike(self.units)

    def closing(self, period: Period) -> locks.Closing:
        """Lock state of the last of the period's months."""
        return self.closings.get(self.months_of(period)[-1].start, locks.Closing())

    def version_of(self, month: Period) -> tuple[int, str]:
        """(number, first digits of its code) of the month's version; (0, “”) of drafts, and where there is none."""
        if "code" not in self.months:
            return 0, ""
        mine = self.months[self.months["period_start"].eq(month.start)]
        return (int(mine["version"].iloc[0]), str(mine["code"].iloc[0] or "")[:SHORT]) if len(mine) else (0, "")

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

    def counts_of(self, units: Sequence[Unit], months: Sequence[Period]) -> pd.DataFrame:
        """(unit_code, …counts) over the months, one row for each of `units` in their order; NaN = not reported."""
        return _counts_of(self, tuple(units), tuple(months))

    def monthly(self, codes: Iterable[str], months: Sequence[Period]) -> pd.DataFrame:
        """(unit_code, month, …counts) of these units in these months: rows only where something is published."""
        stamps = [pd.Timestamp(month.start) for month in months]
        inside = self.counts["unit_code"].isin(list(codes)) & self.counts["month"].isin(stamps)
        return self.counts[inside].reset_index(drop=True)

    def measures(self, months: Sequence[Period]) -> list[Measure]:
        """The measures in force in any of the months for which some unit reported every count in one of them."""
        return list(_measures(self, tuple(months)))

    def measures_for(self, period: Period) -> list[Measure]:
        """The measures that the period has numbers for: a longer one only those whose months can be added."""
        found = self.measures(self.months_of(period))
        return found if period.kind == "month" else [item for item in found if item.adds_over_months]

    def kinds(self, months: Sequence[Period]) -> list[UnitKind]:
        """The kinds of unit in force in any of the months, ranked kinds only."""
        return [kind for kind in RANKED_KINDS if self.of_kind([kind], months)]


# Cached: one page needs the same counts for several measures, and every page those of the newest month.
@cached(64)
def _counts_of(data: Published, units: tuple[Unit, ...], months: tuple[Period, ...]) -> pd.DataFrame:
    return counts_over(data.counts, units, months)


@cached(256)
def _measures(data: Published, months: tuple[Period, ...]) -> tuple[Measure, ...]:
    inside = data.counts[data.counts["month"].isin([pd.Timestamp(month.start) for month in months])]
    known = inside[list(COUNT_NAMES)].notna()
    in_force = {item.id: item for month in months for item in data.definitions(month).measures.values()}
    return tuple(
        item for item in in_force.values() if any(known[list(choice)].all(axis=1).any() for choice in item.choices)
    )
