"""Reporting calendar: for one month what is due, received, late or missing; over the year, the share on time."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from core.periods import HANOI, Period, months_back
from core.units import Unit, UnitKind
from core.viewer import Viewer
from metrics.in_force import definitions_of, settings_of
from metrics.rates.deliveries import Delivery, punctuality, state
from store import arrivals, units
from store import settings as stored
from store.database import Connection

MONTHS_SHOWN = 12


@dataclass(frozen=True)
class Due:
    """One delivery of the month."""

    delivery: Delivery
    due_on: dt.date
    units: int
    """How many units must report it."""
    states: dict[str, int]
    """How many units by state; see `metrics.rates.deliveries.State`."""
    missing: tuple[Unit, ...]
    """Units that have not reported, whether the due day has passed or not."""

    @property
    def reported(self) -> int:
        """How many units have reported, in time or not."""
        return self.units - len(self.missing) - self.before_use

    @property
    def before_use(self) -> int:
        """How many owe nothing, because the day had passed before the system was in use."""
        return self.states.get("before_use", 0)


@dataclass(frozen=True, eq=False)
class Calendar:
    """Who submitted which month, and when: the calendar of a kind of unit."""

    month: Period
    today: dt.date
    in_use_since: dt.date | None
    """The day of the first import; deliveries due before it that came later do not count as late."""
    due: tuple[Due, ...]
    months: tuple[Period, ...]
    """The twelve months that end with `month`."""
    table: pd.DataFrame
    """(unit_code, unit_name, unit_name_en, kind, states, on_time, counted, value), the most missing and late first:
    `states` has for each of `months` the unit's least favourable state (None where it was not in force); the rest
    is its year."""


def calendar(
    connection: Connection, viewer: Viewer, month: Period, *, kind: UnitKind | None = None, now: dt.datetime
) -> Calendar:
    """The deliveries of `month`, and of the months before it, of one kind of unit or of all.

    Only of the units whose drafts the viewer may see: what came is told before it is published.
    """
    scope = viewer.scope("see_drafts")
    settings = settings_of(stored.targets(connection), stored.delivery_days(connection))
    owed = definitions_of(month, settings).deliveries.values()
    today = now.astimezone(HANOI).date()
    first = arrivals.first_import(connection)
    in_use_since = first.astimezone(HANOI).date() if first else None
    months = months_back(month, MONTHS_SHOWN)
    known = [unit for unit in units.everything(connection) if kind in (None, unit.kind) and scope.holds([unit.code])]
    came: dict[tuple[str, ...], dict[tuple[str, dt.date], dt.datetime]] = {}
    begun: dict[tuple[str, ...], dt.date | None] = {}
    rows = []
    for each in months:
        for delivery in definitions_of(each, settings).deliveries.values():
            if delivery.counts not in came:
                first_ones = arrivals.first_reports(connection, delivery.counts, months, scope=scope)
                came[delivery.counts] = {(code, start): at for code, start, at in first_ones.itertuples(index=False)}
                begun[delivery.counts] = arrivals.first_month(connection, delivery.counts)
            arrived, due = came[delivery.counts], delivery.due_on(each)
            first_month = begun[delivery.counts]
            known_by_then = first_month is not None and first_month <= each.start
            rows += [
                {
                    "unit_code": unit.code,
                    "month": each.code,
                    "delivery": delivery.id,
                    # Deliveries due before the system was in use say nothing about punctuality, received or not.
                    "counts": in_use_since is not None and due >= in_use_since,
                    "state": state(
                        arrived.get((unit.code, each.start)),
                        due,
                        today=today,
                        in_use_since=in_use_since,
                        begun=known_by_then,
                    ),
                }
                for unit in known
                if unit.kind in delivery.kinds and unit.in_force(each.start, each.end)
            ]
    states = pd.DataFrame(rows, columns=["unit_code", "month", "delivery", "counts", "state"])
    return Calendar(
        month=month,
        today=today,
        in_use_since=in_use_since,
        due=tuple(_due(delivery, month, states, known) for delivery in owed),
        months=tuple(months),
        table=_table(states, known, months),
    )


def _due(delivery: Delivery, month: Period, states: pd.DataFrame, known: list[Unit]) -> Due:
    mine = states[states["month"].eq(month.code) & states["delivery"].eq(delivery.id)]
    absent = set(mine.loc[mine["state"].isin(["missing", "due"]), "unit_code"])
    return Due(
        delivery=delivery,
        due_on=delivery.due_on(month),
        units=len(mine),
        states={str(name): int(many) for name, many in mine["state"].value_counts().items()},
        missing=tuple(unit for unit in known if unit.code in absent and unit.in_force(month.start, month.end)),
    )


_WORST_FIRST = ("missing", "late", "due", "backfilled", "before_use", "on_time")


def _table(states: pd.DataFrame, known: list[Unit], months: list[Period]) -> pd.DataFrame:
    worst: dict[tuple[str, str], str] = {}
    for code, month, found in states[["unit_code", "month", "state"]].itertuples(index=False):
        worst[code, month] = min(worst.get((code, month), "on_time"), found, key=_WORST_FIRST.index)
    last = {unit.code: unit for unit in known}
    year = states[states["counts"] & states["month"].str.startswith(str(months[-1].start.year))]
    table = punctuality(year).set_index("unit_code").reindex(states["unit_code"].unique())
    table[["on_time", "counted"]] = table[["on_time", "counted"]].fillna(0).astype(int)
    marks = {code: [worst.get((code, month.code)) for month in months] for code in table.index}
    # Units with missing or late reports come first.
    order = sorted(
        table.index, key=lambda code: (-marks[code].count("missing"), -marks[code].count("late"), last[code].name)
    )
    return pd.DataFrame(
        [
            {
                "unit_code": code,
                "unit_name": last[code].name,
                "unit_name_en": last[code].name_en,
                "kind": last[code].kind,
                "states": marks[code],
                "on_time": table.at[code, "on_time"],
                "counted": table.at[code, "counted"],
                "value": table.at[code, "value"],
            }
            for code in order
        ],
        columns=["unit_code", "unit_name", "unit_name_en", "kind", "states", "on_time", "counted", "value"],
    )
