"""A slice of the data: the units of one kind over one period."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from core.caching import cached
from core.periods import Period, year_before
from core.units import Unit, UnitKind
from metrics.rates import rates
from metrics.rates.measures import Measure
from metrics.rates.ranking import ranked
from metrics.rates.targets import Target
from reports.published import Published


@dataclass(frozen=True)
class Slice:
    """The units of one kind over one period, in one version of the data."""

    data: Published
    kind: UnitKind
    period: Period

    @property
    def months(self) -> list[Period]:
        """The months with something published, in order.

        Raises:
            NoDataError: there is none.
        """
        return self.data.months_of(self.period)

    @property
    def units(self) -> list[Unit]:
        """The units in force in any of the months."""
        return self.data.of_kind([self.kind], self.months)

    @property
    def counts(self) -> pd.DataFrame:
        """(unit_code, …counts) over the months, a row for each of the units."""
        return self.data.counts_of(self.units, self.months)

    @property
    def before(self) -> "Slice | None":
        """The same in the period before; None where nothing was published then."""
        known = set(self.data.all_months())
        return (
            Slice(self.data, self.kind, self.period.before) if known.intersection(self.period.before.months) else None
        )

    @property
    def last_year(self) -> "Slice | None":
        """The same in the same months of the year before; None where one of them is not published."""
        period = year_before(self.period)
        # A period that runs still is compared with the months it has.
        period = Period(period.start, year_before(self.months[-1]).end)
        known = set(self.data.all_months())
        return Slice(self.data, self.kind, period) if known.issuperset(period.months) else None


def targets_of(of: Slice, by: Measure, units: Iterable[str], month: Period | None = None) -> list[Target | None]:
    """The target of each unit, in the order of the codes, in force at the end of the period or of another one."""
    return of.data.definitions(month or of.period).goals(by.id, of.kind, units)


# Cached: the ranking, its rank intervals and the pages of its units start from the same table.
@cached(128)
def ranked_units(of: Slice, by: Measure) -> pd.DataFrame:
    """`metrics.rates.ranking.ranked` of the units by a measure. Treat as read-only."""
    return ranked(rates.values(of.counts, by), by)


def ranked_before(of: Slice, by: Measure) -> pd.DataFrame:
    """`ranked_units` in the period before; no rows where nothing was published then."""
    before = of.before
    return ranked_units(before, by) if before else pd.DataFrame({"unit_code": [], "rank": [], "value": []})


def ranked_last_year(of: Slice, by: Measure) -> pd.DataFrame:
    """`ranked_units` in the same months of last year; no rows where they are not published or had no such units."""
    earlier = of.last_year
    there = earlier is not None and bool(earlier.units)
    return ranked_units(earlier, by) if earlier and there else pd.DataFrame({"unit_code": [], "rank": [], "value": []})
