"""A file's month against the published months before it: warnings only, for the earlier month may be the wrong one.

Robust z (Iglewicz & Hoaglin 1993): the distance from the median in scaled median absolute deviations, so that
one odd month in the past does not hide the next. The limits are wide on purpose: a warning must be answered for.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.counts import COUNT_NAMES, CountName
from core.issues import Issue
from core.periods import Period, month_with
from core.units import Unit
from loaders.monthly.checks import whole_file
from loaders.monthly.checks.parts_in_a_row import at
from loaders.monthly.frames import Letters

MONTHS_NEEDED, MONTHS_USED = 6, 12
FAR, SMALL = 6.0, 50
_TWOFOLD, _POINTS = np.log(2), 0.15
_MAD_TO_SD = 1.4826
# A unit's volume is the first of these counts that is known; every form has one of them.
_VOLUMES: tuple[tuple[CountName, ...], ...] = (
    ("received_online", "received_in_person"),
    ("resolved",),
    ("portal_dossiers",),
)
_ON_TIME: tuple[tuple[tuple[CountName, ...], CountName], ...] = (
    (("resolved_early", "resolved_on_due"), "resolved"),
    (("portal_on_time",), "portal_dossiers"),
)
_POSITION = {name: index for index, name in enumerate(COUNT_NAMES)}

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Months = Mapping[dt.date, Numbers]
"""One unit's published counts: for each month, in order, those of `COUNT_NAMES`; NaN = not reported."""


def against_the_past(
    rows: pd.DataFrame, letters: Letters, past: pd.DataFrame, units: Sequence[Unit]
) -> Iterator[Issue]:
    """Values in a month's rows that are unlikely given the months before.

    Args:
        rows: (unit_code, period_start, …, field, sheet, row, …counts); see `loaders.monthly.frames.rows_of_units`.
        past: (unit_code, month, …counts) as published; float, NaN = not reported. Only earlier months are used.
    """
    whole = rows[rows["field"].isna()]
    published = _by_unit(past) if len(whole) else {}
    for start in sorted(set(whole["period_start"])):
        mine = whole[whole["period_start"].eq(start)]
        month = month_with(start)
        earlier = {
            code: {when: counts for when, counts in months.items() if when < start}
            for code, months in published.items()
        }
        before = {code: months[month.before.start] for code, months in earlier.items() if month.before.start in months}
        in_the_past = past[past["month"].lt(pd.Timestamp(start))]
        yield from whole_file.absent_units(mine, _reported(mine, before), month, units)
        yield from whole_file.far_from_last_month(mine, in_the_past, _VOLUMES)
        repeated = whole_file.repeated_month(mine, in_the_past)
        if repeated is not None:
            yield repeated
        for row in mine.to_dict("records"):
            code = row["unit_code"]
            # A copy of a month carries over what that month did: said of each row it would be the same once more.
            if code in before and repeated is None:
                yield from _carried_over(row, before[code], letters)
                yield from _copied(row, before[code], month)
            if earlier.get(code):
                yield from _far(row, np.array(list(earlier[code].values())[-MONTHS_USED:]), letters)


def _by_unit(past: pd.DataFrame) -> dict[str, Months]:
    ordered = past.sort_values("month")
    found: dict[str, dict[dt.date, Numbers]] = {}
    days = [month.date() for month in ordered["month"]]
    for code, day, counts in zip(ordered["unit_code"], days, ordered[list(COUNT_NAMES)].to_numpy(float), strict=True):
        found.setdefault(code, {})[day] = counts
    return dict(found)


def _reported(mine: pd.DataFrame, before: Mapping[str, Numbers]) -> Mapping[str, Numbers]:
    """The units that reported last month the counts this file gives."""
    given = [_POSITION[name] for name in COUNT_NAMES if mine[name].notna().any()]
    return {code: counts for code, counts in before.items() if not np.isnan(counts[given]).all()}


def _carried_over(row: dict[Any, Any], before: Numbers, letters: Letters) -> Iterator[Issue]:
    value, pending = row["carried_over"], before[_POSITION["pending"]]
    if pd.notna(value) and not np.isnan(pending) and int(value) != int(pending):
        yield at(
            letters, row, "carried_over", "carried_over_differs", "warning", value=int(value), pending=int(pending)
        )


def _copied(row: dict[Any, Any], before: Numbers, month: Period) -> Iterator[Issue]:
    given = {name: int(row[name]) for name in COUNT_NAMES if pd.notna(row[name])}
    same = all(before[_POSITION[name]] == value for name, value in given.items())
    # Small units repeat counts by chance, and a single count is not enough for a comparison.
    if len(given) >= 3 and sum(given.values()) >= SMALL and same:
        yield Issue(
            "same_as_before", "warning", row["sheet"], row["row"], values={"month": f"{month.before.start:%m/%Y}"}
        )


def _far(row: dict[Any, Any], past: Numbers, letters: Letters) -> Iterator[Issue]:
    for names in _VOLUMES:
        now, then = _sum(row, names), _known(_added(past, names))
        if now is None or len(then) < MONTHS_NEEDED:
            continue
        usual = float(np.median(then))
        logs = np.log1p(then)
        distance = abs(np.log1p(now) - np.median(logs))
        if max(now, usual) >= SMALL and distance > _TWOFOLD and distance > FAR * (_spread(logs) + 0.05):
            yield at(letters, row, names[0], "volume_far_from_past", "warning", value=now, usual=round(usual))
        break
    for parts, whole in _ON_TIME:
        now, of = _sum(row, parts), _sum(row, (whole,))
        wholes = _added(past, (whole,))
        shares = _known(_added(past, parts) / np.where(wholes > 0, wholes, np.nan))
        if now is None or not of or of < SMALL or len(shares) < MONTHS_NEEDED:
            continue
        usual = float(np.median(shares))
        distance = abs(now / of - usual)
        if distance > _POINTS and distance > FAR * (_spread(shares) + 0.01):
            percents = {"value": round(100 * now / of, 1), "usual": round(100 * usual, 1)}
            yield at(letters, row, whole, "rate_far_from_past", "warning", **percents)
        break


def _sum(row: dict[Any, Any], names: Sequence[CountName]) -> int | None:
    values = [row[name] for name in names]
    return None if any(pd.isna(value) for value in values) else int(sum(values))


def _added(past: Numbers, names: Sequence[CountName]) -> Numbers:
    """Month by month; NaN where one of them was not reported."""
    total: Numbers = past[:, [_POSITION[name] for name in names]].sum(axis=1)
    return total


def _known(values: Numbers) -> Numbers:
    return values[~np.isnan(values)]


def _spread(values: Numbers) -> float:
    return float(_MAD_TO_SD * np.median(np.abs(values - np.median(values))))
