"""Do our points agree with the portal's? Per unit and indicator: equal or not, by how much, and which count differs."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.counts import COUNT_NAMES, CountName
from core.periods import Period
from core.units import RANKED_KINDS, Unit
from metrics.score.rules import IndicatorGroup, ScoreRules
from metrics.score.scoring import scores
from reports.published import Published

EQUAL = 0.0051
"""Tolerance: two scores printed with two decimals are equal up to this difference."""


@dataclass(frozen=True)
class Line:
    """One indicator, or one whole group, of one unit."""

    unit: Unit
    group: str
    indicator: str
    """The group's id where the group's published score is compared."""
    ours: float
    theirs: float
    counts: tuple[tuple[CountName, float, float], ...]
    """(count, ours, theirs) of those that both give and that differ."""

    @property
    def difference(self) -> float:
        return self.ours - self.theirs

    @property
    def equal(self) -> bool:
        return abs(self.difference) <= EQUAL and not self.counts


def reconcile(data: Published, rules: ScoreRules, month: Period, theirs: pd.DataFrame) -> list[Line]:
    """Our published counts and points beside those of a file of the portal's.

    Args:
        theirs: (unit_code, …counts), one row a unit: what the file says, its published scores (`score_*`) too.

    Returns:
        Every unit and indicator for which both know points, and every group whose score they publish and we can compute
        whole; those that differ most first.
    """
    months = data.months_of(month)
    units = {unit.code: unit for unit in data.of_kind((*RANKED_KINDS, "province"), months)}
    codes = [code for code in theirs["unit_code"] if code in units]
    theirs = theirs.set_index("unit_code").loc[codes].reindex(columns=list(COUNT_NAMES)).astype(float)
    ours = data.counts_of([units[code] for code in codes], months).set_index("unit_code").loc[codes]
    points_ours, points_theirs = (_points(counts, rules) for counts in (ours, theirs))
    lines = []
    for code in codes:
        for group in rules.groups:
            lines += _of_group(units[code], group, (points_ours, points_theirs), (ours.loc[code], theirs.loc[code]))
    return sorted(lines, key=lambda line: (line.equal, -abs(line.difference), line.unit.name))


def _points(counts: pd.DataFrame, rules: ScoreRules) -> dict[tuple[str, str], float]:
    without_groups = counts.copy()
    # Each indicator is compared by its own counts here; the portal's score of a whole group is compared below.
    without_groups[[group.given for group in rules.groups if group.given]] = np.nan
    table = scores(without_groups.reset_index(), rules)
    keys = zip(table["unit_code"].tolist(), table["indicator"].tolist(), strict=True)
    return dict(zip(keys, table["points"].tolist(), strict=True))


def _of_group(
    unit: Unit,
    group: IndicatorGroup,
    points: tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]],
    counts: "tuple[pd.Series[float], pd.Series[float]]",
) -> list[Line]:
    lines = []
    ours, theirs = points
    for each in group.indicators:
        mine, their = ours[unit.code, each.id], theirs[unit.code, each.id]
        if not np.isnan(mine) and not np.isnan(their):
            lines.append(Line(unit, group.id, each.id, mine, their, _differing(each.counts, *counts)))
    whole = sum(ours[unit.code, each.id] for each in group.indicators)
    published = counts[1][group.given] / 100.0 if group.given else np.nan
    if not np.isnan(whole) and not np.isnan(published):
        named = tuple(dict.fromkeys(name for each in group.indicators for name in each.counts))
        lines.append(Line(unit, group.id, group.id, float(whole), float(published), _differing(named, *counts)))
    return lines


def _differing(
    names: tuple[CountName, ...], ours: "pd.Series[float]", theirs: "pd.Series[float]"
) -> tuple[tuple[CountName, float, float], ...]:
    both = [(name, float(ours[name]), float(theirs[name])) for name in names]
    return tuple(each for each in both if not np.isnan(each[1]) and not np.isnan(each[2]) and each[1] != each[2])
