"""Late dossiers of a month by unit: resolved late in it, or pending overdue at its end."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.counts import CountName
from core.periods import Period, year_before
from core.units import RANKED_KINDS, Unit
from reports.published import Published
from reports.results.groups import figure_of

# The portal's table has one count of its own for both.
LATE: tuple[tuple[CountName, ...], ...] = (("resolved_late", "pending_overdue"), ("portal_overdue",))
WORST = 3


@dataclass(frozen=True)
class LatePlace:
    """One of the units with the most late dossiers."""

    unit: Unit
    late: int
    share: float
    """Of the late dossiers of all units that reported, in percent."""
    before: float
    """Late dossiers in the month before; NaN where not reported."""
    last_year: float
    """In the same month of the year before; NaN where not reported, or where the unit did not exist."""


def late_places(data: Published, month: Period) -> tuple[LatePlace, ...]:
    """The units with the most late dossiers, most first; fewer than `WORST` where fewer have any."""
    now = late_by_unit(data, month, month)
    total = now.sum()
    before, year = (late_by_unit(data, each, month) for each in (month.before, year_before(month)))
    return tuple(
        LatePlace(
            unit=data.by_code[str(code)],
            late=int(late),
            share=float(100 * late / total),
            before=float(before.get(code, np.nan)),
            last_year=float(year.get(code, np.nan)),
        )
        for code, late in now[now.gt(0)].nlargest(WORST).items()
    )


def late_known(data: Published, month: Period) -> bool:
    """Whether of any unit it is known how many of its dossiers are late: else “nobody has one” would be invented."""
    return bool(late_by_unit(data, month, month).notna().any())


def late_by_unit(data: Published, month: Period, like: Period) -> "pd.Series[float]":
    """Late dossiers by unit_code, of the units of `month`; NaN = not reported.

    Args:
        like: which of the counts in `LATE` is decided by this month, so that two months can be compared.
    """
    return late_in(data.counts_of(data.of_kind(RANKED_KINDS, [month]), [month]), data, like)


def late_in(counts: pd.DataFrame, data: Published, like: Period) -> "pd.Series[float]":
    """As `late_by_unit`, of counts over any months; NaN too where months cannot be added."""
    names = list(figure_of(data, like, LATE))
    return counts.set_index("unit_code")[names].sum(axis=1, skipna=False)
