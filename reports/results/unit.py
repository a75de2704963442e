"""One unit: its ranks among its peers, its history, and the counts behind them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.caching import cached
from core.counts import COUNT_NAMES
from core.errors import NoDataError
from core.periods import Period, months_back
from core.units import Unit
from core.viewer import Viewer
from metrics.rates import rates
from metrics.rates.measures import Measure
from metrics.rates.ranking import distance_to, quartiles, rank_changes
from metrics.rates.targets import Target
from reports.published import Published
from reports.results.continuity import Break, By, followed_by, line_then, line_today, makes_a_difference
from reports.results.neighbours import Neighbours, neighbours
from reports.results.support import support
from reports.results.unit_history import history
from reports.slices import Slice, ranked_before, ranked_units
from reports.versions import published
from store.database import Connection

MONTHS_SHOWN = 24
_KEYED = ["unit_code", "value"]


@dataclass(frozen=True)
class Place:
    """The unit by one measure. NaN and None where it has no number."""

    measure: Measure
    status: str
    rank: int | None
    of: int
    """How many of its peers are ranked."""
    change_of_rank: int | None
    numerator: float
    denominator: float
    value: float
    before: float
    last_year: float
    """In the same month of the year before."""
    peers_median: float
    target: Target | None
    to_target: float
    rank_low: int | None
    rank_middle: int | None
    rank_high: int | None
    """The median rank and its range over twelve months, from `reports.results.support`."""
    unusual: str
    """One of `reports.results.support.UNUSUAL`."""
    certainty: str
    """One of `metrics.chance.certainty.STATES`; blank where there is none."""


# eq=False: an answer is equal to itself alone, so what is drawn of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class UnitReport:
    """How one unit did: its places among its peers, its history, its counts."""

    unit: Unit
    month: Period
    places: tuple[Place, ...]
    history: pd.DataFrame
    """(measure, month, value, low, median, high, target, rank, of, summed, estimated), by measure and month: the
    unit's value, its peers' quartiles in the month, the target in force and its rank; up to 24 months. A month
    that is a sum over other units, or estimated, has no rank: ranks are those that were published."""
    counts: pd.DataFrame
    """(month, summed, estimated, …counts), newest first, of the same months: only counts that were ever reported."""
    by: By
    """Whether the series uses the units of the time or is converted to those of today."""
    other_way: bool
    """Whether switching between “then” and “today” changes the series."""
    breaks: tuple[Break, ...]
    """The days within the series on which units followed each other."""
    followed_by: tuple[Unit, ...]
    neighbours: Neighbours
    illustrative: bool
    version: int

    def has_numbers(self, measure: Measure) -> bool:
        """Whether any month of the series has a value."""
        return bool(self.history.loc[self.history["measure"].eq(measure.id), "value"].notna().any())


def unit_report(
    connection: Connection, viewer: Viewer, code: str, month: Period | None = None, by: By = "then"
) -> UnitReport:
    """One unit in one month: the newest it was in force for, or the one asked for, by what is published now.

    Raises:
        UnknownUnitError: there is no such unit.
        NotAllowedError: the viewer may not see its details.
        NoDataError: nothing is published for the month.
    """
    viewer.must("see_unit", [code])
    return unit_report_of(published(connection, viewer), code, month, by)


def unit_report_of(data: Published, code: str, month: Period | None = None, by: By = "then") -> UnitReport:
    """As `unit_report`, of any version of the data."""
    unit = data.unit(code)
    known = data.months_of_unit(code)[::-1]
    if not known:
        raise NoDataError(period=None)
    month = month or known[-1]
    data.months_of(month)
    line = line_today(data, unit) if by == "today" else line_then(data, unit)
    due = set(line.counts["month"])
    last = data.all_months()[0] if line.goes_on else month
    shown = [each for each in months_back(last, MONTHS_SHOWN) if pd.Timestamp(each.start) in due]
    own = line.counts.set_index("month").reindex([pd.Timestamp(each.start) for each in shown]).reset_index()
    drawn = [history(data, item, unit, shown, own) for item in data.measures(known)]
    return UnitReport(
        unit=unit,
        month=month,
        places=tuple(_place(Slice(data, unit.kind, month), item, unit) for item in data.measures(known)),
        history=pd.concat(drawn, ignore_index=True) if drawn else pd.DataFrame(),
        counts=_counts(own),
        by=by,
        other_way=makes_a_difference(data, unit),
        breaks=tuple(each for each in line.breaks if shown and shown[0].start < each.on <= shown[-1].end),
        followed_by=followed_by(data, unit),
        neighbours=neighbours(data, unit, month),
        illustrative=data.illustrative(month),
        version=data.version,
    )


def _place(of: Slice, item: Measure, unit: Unit) -> Place:
    rows, ranked, median = _of_kind(of, item)
    if unit.code not in rows:
        raise NoDataError(period=of.period)
    mine = rows[unit.code]
    target = of.data.target(item, of.period, of.kind, unit.code)
    return Place(
        measure=item,
        status=str(mine["status"]),
        rank=_whole(mine["rank"]),
        of=ranked,
        change_of_rank=_whole(mine["change"]),
        numerator=float(mine["numerator"]),
        denominator=float(mine["denominator"]),
        value=float(mine["value"]),
        before=float(mine["before"]),
        last_year=float(mine["last_year"]),
        peers_median=median,
        target=target,
        to_target=float(distance_to(target.value, pd.Series([mine["value"]]), item).iloc[0]) if target else np.nan,
        rank_low=_whole(mine["rank_low"]),
        rank_middle=_whole(mine["rank_middle"]),
        rank_high=_whole(mine["rank_high"]),
        unusual=str(mine["unusual"]),
        certainty=str(mine["certainty"]),
    )


# Cached: the pages of a hundred units of a kind show one row each of the same tables.
@cached(128)
def _of_kind(of: Slice, item: Measure) -> tuple[dict[str, Any], int, float]:
    """By unit_code the row of `ranked_units`, its change, the values before and last year, and its support; how many
    are ranked; and the median of the values."""
    table, earlier = ranked_units(of, item), ranked_before(of, item)
    year = of.last_year
    then = rates.values(of.data.counts_of(of.units, year.months), item) if year else pd.DataFrame(columns=_KEYED)
    rows = table.assign(change=rank_changes(table, earlier)).set_index("unit_code")
    for name, values in (("before", earlier), ("last_year", then)):
        rows[name] = values.set_index("unit_code")["value"].reindex(rows.index).astype(float)
    rows = rows.join(support(of, item)[["rank_low", "rank_middle", "rank_high", "unusual", "certainty"]])
    found: dict[str, Any] = {str(code): row for code, row in rows.to_dict("index").items()}
    return found, int(table["status"].eq("ranked").sum()), quartiles(table["value"])[1]


def _whole(rank: Any) -> int | None:
    return None if pd.isna(rank) else int(rank)


def _counts(own: pd.DataFrame) -> pd.DataFrame:
    reported = [name for name in COUNT_NAMES if own[name].notna().any()]
    return own[["month", "summed", "estimated", *reported]].iloc[::-1].reset_index(drop=True)
