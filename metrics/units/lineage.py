"""Unit lineage: converts past counts to the units in force on a given day.

Counts are added and divided, never rates: rates are computed after pooling.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from core.counts import COUNTS, CountName
from core.units import Succession, Unit
from metrics.units.apportion import divided

KEYS = ["unit_code", "month"]


def in_terms_of(counts: pd.DataFrame, successions: Iterable[Succession], day: dt.date) -> pd.DataFrame:
    """The counts of every month, converted to the units in force on `day`.

    A month that began before a unit was followed goes to whoever followed it, along the whole chain. Integers
    are divided by largest remainder, so every total is the same before and after.

    Args:
        counts: (unit_code, month, …counts), one row for each unit and month in which it was in force (see
            `with_silent`); NaN for not reported.
        successions: in any order.
        day: later successions are left out.

    Returns:
        (unit_code, month, …counts, summed, estimated) by unit and month. `summed`: made of other rows than the
        unit's own; `estimated`: a part of it was divided by shares. A count that one of the parts lacks is NaN:
        a sum that leaves somebody out would reward silence. A count that does not add up over units (a mean, a
        number of procedures) is NaN where it would have to be added or divided.
    """
    names = [name for name in COUNTS if name in counts.columns]
    table = counts[[*KEYS, *names]].assign(summed=False, estimated=False)
    days: dict[dt.date, dict[str, list[Succession]]] = defaultdict(lambda: defaultdict(list))
    for link in successions:
        if link.on <= day:
            days[link.on][link.old].append(link)
    for on in sorted(days):
        table = _carried(table, days[on], pd.Timestamp(on), names)
    return table.sort_values(KEYS, ignore_index=True)


def _carried(
    table: pd.DataFrame, links: dict[str, list[Succession]], on: pd.Timestamp, names: list[CountName]
) -> pd.DataFrame:
    """The table after one day's successions."""
    past = table["month"].lt(on) & table["unit_code"].isin(list(links))
    if not past.any():
        return table
    moved = table[past]
    heir = moved["unit_code"].map({old: heirs[0].new for old, heirs in links.items() if len(heirs) == 1})
    whole = heir.notna()
    pieces = [table[~past], moved[whole].assign(unit_code=heir[whole], summed=True)]
    for old, rows in moved[~whole].groupby("unit_code"):
        heirs = sorted(links[str(old)], key=lambda link: link.new)
        shares = np.array([link.share for link in heirs])
        parts = divided({name: rows[name].to_numpy(dtype=float) for name in names}, shares / shares.sum())
        for place, link in enumerate(heirs):
            own = {name: numbers[:, place] for name, numbers in parts.items()}
            pieces.append(rows.assign(unit_code=link.new, summed=True, estimated=True, **own))
    return added(pd.concat(pieces, ignore_index=True), names)


def added(table: pd.DataFrame, names: Sequence[CountName]) -> pd.DataFrame:
    """(unit_code, month, …counts, summed, estimated): one row a unit and month, added as `in_terms_of` says."""
    grouped = table.groupby(KEYS, as_index=False, sort=True)
    total = grouped[list(names)].sum(min_count=1)
    complete = grouped[list(names)].count()[list(names)].eq(grouped.size()["size"], axis=0)
    alone = grouped.size()["size"].eq(1)
    for name in names:
        known = complete[name] if COUNTS[name].adds_up else alone
        total[name] = total[name].where(known)
    flags = grouped.agg(summed=("summed", "any"), estimated=("estimated", "any"))
    return total.assign(summed=flags["summed"] | ~alone, estimated=flags["estimated"])


def going_on(counts: pd.DataFrame, heirs: frozenset[str], code: str) -> pd.DataFrame:
    """Continues the series of a unit that ended as the sum of its `heirs` (see `heirs_of`).

    Args:
        counts: as `in_terms_of` has them.

    Returns:
        As `in_terms_of`, for `code` and the months of its heirs. Nothing is estimated.
    """
    names = [name for name in COUNTS if name in counts.columns]
    rows = counts[counts["unit_code"].isin(heirs)][[*KEYS, *names]]
    return added(rows.assign(unit_code=code, summed=True, estimated=False), names)


def heirs_of(successions: Sequence[Succession], units: Iterable[Unit], code: str) -> frozenset[str]:
    """The units that replaced `code`: all its successors, if they have no other predecessor; else none.

    A unit that existed before and absorbed `code` is not a replacement of it.
    """
    since = {unit.code: unit.valid_from for unit in units}
    heirs: set[str] = set()
    waiting = {code}
    while waiting:
        waiting = {link.new for link in successions if link.old in waiting} - heirs - {code}
        heirs |= waiting
    strangers = any(
        link.old not in heirs | {code} or since.get(link.new, link.on) < link.on
        for link in successions
        if link.new in heirs and link.new != link.old
    )
    return frozenset() if strangers else frozenset(heirs)


def ancestors_of(successions: Sequence[Succession], code: str) -> frozenset[str]:
    """All predecessors of `code`, along the whole chain."""
    found: set[str] = set()
    waiting = {code}
    while waiting:
        waiting = {link.old for link in successions if link.new in waiting} - found - {code}
        found |= waiting
    return frozenset(found)


def with_silent(counts: pd.DataFrame, units: Iterable[Unit], months: Sequence[tuple[dt.date, dt.date]]) -> pd.DataFrame:
    """(unit_code, month, …counts) with a row of NaN for each unit that was in force and did not report.

    `months` are first and last days; rows of other months and units are left out.
    """
    due = [(unit.code, pd.Timestamp(start)) for unit in units for start, end in months if unit.in_force(start, end)]
    wanted = pd.DataFrame(sorted(set(due)), columns=KEYS).astype({"unit_code": object, "month": counts["month"].dtype})
    return wanted.merge(counts.astype({"unit_code": object}), on=KEYS, how="left")
