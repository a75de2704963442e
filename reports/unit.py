"""One unit: where it stands among its peers, how it got there, and the counts behind it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sqlalchemy.engine import Connection

from core.counts import COUNT_NAMES
from core.errors import NoDataError, UnknownUnitError
from core.periods import Period, months_back
from core.units import Unit
from core.viewer import Viewer
from metrics import rates
from metrics.measures import Measure
from metrics.ranking import distance_to, quartiles, rank_changes, ranked
from metrics.targets import Target, target_of
from reports.published import Published, published
from reports.ranking import standing, standing_before

MONTHS_SHOWN = 24


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
    peers_median: float
    target: Target | None
    to_target: float


# eq=False: an answer is equal to itself alone, so what is drawn of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class UnitReport:
    """The answer."""

    unit: Unit
    month: Period
    places: tuple[Place, ...]
    history: pd.DataFrame
    """(measure, month, value, low, median, high, target, rank, of), by measure and month: the unit's value, its
    peers' quartiles in the month, the target in force and its rank; up to 24 months."""
    counts: pd.DataFrame
    """(month, …counts), newest first, of the same months: only counts the unit ever reported."""
    illustrative: bool
    version: int


def unit_report(connection: Connection, viewer: Viewer, code: str, month: Period | None = None) -> UnitReport:
    """One unit in one month: the newest it was in force for, or the one asked for, by what is published now.

    Raises:
        UnknownUnitError: there is no such unit, or the viewer may not see it.
        NoDataError: nothing is published for the month.
    """
    return unit_report_of(published(connection, viewer), code, month)


def unit_report_of(data: Published, code: str, month: Period | None = None) -> UnitReport:
    """As `unit_report`, of any version of the data."""
    unit = next((unit for unit in data.units if unit.code == code), None)
    if unit is None:
        raise UnknownUnitError(code=code)
    known = data.months_of_unit(code)[::-1]
    if not known:
        raise NoDataError(period=None)
    month = month or known[-1]
    months = data.months_of(month)
    shown = [each for each in months_back(month, MONTHS_SHOWN) if each in known]
    history = pd.concat([_history(data, item, unit, shown) for item in data.measures(known)], ignore_index=True)
    return UnitReport(
        unit=unit,
        month=month,
        places=tuple(_place(data, item, unit, month, months) for item in data.measures(known)),
        history=history,
        counts=_counts(data, unit, shown),
        illustrative=data.illustrative(month),
        version=data.version,
    )


def _place(data: Published, item: Measure, unit: Unit, month: Period, months: list[Period]) -> Place:
    table = standing(data, item, data.of_kind([unit.kind], months), months)
    earlier = standing_before(data, item, unit.kind, month)
    changes = rank_changes(table, earlier)
    at = table.index[table["unit_code"].eq(unit.code)]
    if len(at) == 0:
        raise NoDataError(period=month)
    mine = table.loc[at[0]]
    before = earlier.loc[earlier["unit_code"].eq(unit.code), "value"]
    target = target_of(item.id, month)
    change = changes.loc[at[0]]
    return Place(
        measure=item,
        status=str(mine["status"]),
        rank=None if pd.isna(mine["rank"]) else int(mine["rank"]),
        of=int(table["status"].eq("ranked").sum()),
        change_of_rank=None if pd.isna(change) else int(change),
        numerator=float(mine["numerator"]),
        denominator=float(mine["denominator"]),
        value=float(mine["value"]),
        before=float(before.iloc[0]) if len(before) else float("nan"),
        peers_median=quartiles(table["value"])[1],
        target=target,
        to_target=float(distance_to(target.value, pd.Series([mine["value"]]), item).iloc[0]) if target else np.nan,
    )


def _history(data: Published, item: Measure, unit: Unit, months: list[Period]) -> pd.DataFrame:
    codes = {each.code for each in data.of_kind([unit.kind], months)}
    peers = rates.values(data.counts[data.counts["unit_code"].isin(codes)], item)
    rows = []
    for month in months:
        inside = peers[peers["month"].eq(pd.Timestamp(month.start))]
        low, median, high = quartiles(inside["value"])
        table = ranked(inside, item)
        mine = table[table["unit_code"].eq(unit.code)]
        target = target_of(item.id, month)
        rows.append(
            {
                "measure": item.id,
                "month": pd.Timestamp(month.start),
                "value": float(mine["value"].iloc[0]) if len(mine) else np.nan,
                "low": low,
                "median": median,
                "high": high,
                "target": target.value if target else np.nan,
                "rank": mine["rank"].iloc[0] if len(mine) else pd.NA,
                "of": int(table["status"].eq("ranked").sum()),
            }
        )
    return pd.DataFrame(rows)


def _counts(data: Published, unit: Unit, months: list[Period]) -> pd.DataFrame:
    mine = data.counts[data.counts["unit_code"].eq(unit.code)].set_index("month")[list(COUNT_NAMES)]
    mine = mine.reindex([pd.Timestamp(month.start) for month in reversed(months)])
    return mine.loc[:, mine.notna().any()].rename_axis("month").reset_index()
