"""Completeness checks of a pulled month: a crashed shard returns half the units without any error."""

from collections.abc import Iterator, Sequence

import pandas as pd

from core.counts import CountName
from core.issues import Issue
from core.periods import Period
from core.units import Unit
from loaders.databases.description import Completeness

# The first of these counts that is known gives the month's total volume.
_VOLUMES: tuple[CountName, ...] = ("received", "resolved", "digitisation_base", "portal_dossiers")
_MOST_NAMED = 12


def expected(description: Completeness, units: Sequence[Unit], month: Period) -> list[Unit]:
    """The units that must be in an answer of `month`: in force then, named by kind or by code, and not excused."""
    return [
        unit
        for unit in units
        if unit.in_force(month.start, month.end)
        and (unit.kind in description.kinds or unit.code in description.units)
        and unit.code not in description.without
    ]


def incomplete(
    rows: pd.DataFrame, description: Completeness, units: Sequence[Unit], month: Period, previous: pd.DataFrame | None
) -> Iterator[Issue]:
    """Errors that keep an answer from being published; a warning names units that may be missing and are.

    Args:
        rows: as `Loaded.rows`.
        previous: (unit_code, …counts) as published for the month before; None or empty where nothing was.
    """
    wholes = rows[rows["field"].isna()]
    missing = [unit for unit in expected(description, units, month) if unit.code not in set(wholes["unit_code"])]
    if missing:
        names = ", ".join(unit.name for unit in missing[:_MOST_NAMED]) + ("…" if len(missing) > _MOST_NAMED else "")
        values = {"how_many": len(missing), "units": names}
        allowed = len(missing) <= description.missing_allowed
        yield (
            Issue("units_not_in_source", "warning", values=values)
            if allowed
            else Issue("incomplete_pull", "error", values=values | {"allowed": description.missing_allowed})
        )
    provinces = {unit.code for unit in units if unit.kind == "province"}
    now = 0 if wholes.empty else _volume(wholes, provinces, wholes)
    if now == 0:
        yield Issue("incomplete_pull_empty", "error")
    elif now is not None and previous is not None and not previous.empty:
        before = _volume(previous, provinces, wholes)
        if before and 100 * (before - now) > description.largest_fall_percent * before:
            values = {"value": now, "before": before, "limit": description.largest_fall_percent}
            yield Issue("incomplete_pull_fell", "error", values=values)


def _volume(rows: pd.DataFrame, provinces: set[str], chosen_by: pd.DataFrame) -> int | None:
    """The total over all units but the province; None where none of the counts that give it is known."""
    known = [name for name in _VOLUMES if name in rows and chosen_by[name].notna().any()]
    return int(rows.loc[~rows["unit_code"].isin(provinces), known[0]].sum()) if known else None
