"""What would it take for one unit to reach a rank, or a total, of a score next month?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.counts import CountName
from core.errors import NoDataError
from core.periods import months_back
from core.units import Unit
from metrics.score.rules import ScoreRules
from metrics.score.series import totals_by_month
from metrics.score.what_if import Numbers, Plan, chance_to_reach, cheapest, gains, promised
from reports.published import Published
from reports.results.score import Score

MONTHS_OF_CHANGES = 12


# eq=False: an answer is equal to itself alone.
@dataclass(frozen=True, eq=False)
class Chances:
    """What a unit could gain, from its counts of a month taken as the next month's."""

    unit: Unit
    rules: ScoreRules
    counts: "pd.Series[float]"
    total: float
    """Unrounded."""
    rank: int | None
    rivals: Numbers
    """The other ranked units' totals, best first."""
    steps: dict[CountName, Numbers]
    """Result of `metrics.score.what_if.gains`."""
    changes: Numbers
    """Changes of a unit's total from one month to the next, over the last months, of units scored out of the same
    points in both."""

    def value_of_one(self) -> dict[CountName, float]:
        """What the next dossier is worth by lever, the most valuable first."""
        worth = {name: float(values[0]) for name, values in self.steps.items()}
        return dict(sorted(worth.items(), key=lambda item: -item[1]))

    def to_total(self, points: float) -> Plan:
        return cheapest(self.steps, points - self.total)

    def to_rank(self, rank: int) -> Plan:
        """To pass, by a thousandth of a point, the unit that now has this rank."""
        better = np.sort(self.rivals)[::-1]
        return self.to_total(float(better[rank - 1]) + 0.001 if rank <= len(better) else self.total)

    def promised(self, plan: Plan) -> float:
        return promised(self.counts, plan, self.rules)

    def chance(self, plan: Plan, rank: int) -> float:
        """How probable the rank is after the plan, when rivals move as units have moved before."""
        return chance_to_reach(self.total + plan.gain, self.rivals, self.changes, rank)


def chances(data: Published, answer: Score, unit: Unit) -> Chances:
    """What `unit` could gain in the month and by the rules of `answer`.

    Raises:
        NoDataError: nothing is known of the unit's score.
    """
    mine = answer.table[answer.table["unit_code"].eq(unit.code)]
    if mine.empty or pd.isna(mine["exact"].iloc[0]):
        raise NoDataError(period=answer.month)
    counts = data.counts_of([unit], data.months_of(answer.month)).iloc[0]
    ranked = answer.table[answer.table["status"].eq("ranked")]
    rank = mine["rank"].iloc[0]
    return Chances(
        unit=unit,
        rules=answer.rules,
        counts=counts,
        total=float(mine["exact"].iloc[0]),
        rank=None if pd.isna(rank) else int(rank),
        rivals=ranked.loc[ranked["unit_code"].ne(unit.code), "exact"].to_numpy(dtype=float),
        steps=gains(counts, answer.rules),
        changes=_changes(data, answer),
    )


def _changes(data: Published, answer: Score) -> Numbers:
    months = months_back(answer.month, MONTHS_OF_CHANGES + 1)
    codes = [each.code for each in data.of_kind([answer.kind], months)]
    inside = data.monthly(codes, months)
    # Use the answer's score version in all months, so that a change of rules does not look like a change of a unit.
    table = totals_by_month(inside, answer.rules)
    ranked = table[table["status"].eq("ranked")].sort_values("month")
    before = ranked.groupby("unit_code")[["exact", "known_points", "month"]].shift()
    next_month = (before["month"] + pd.offsets.MonthBegin()).eq(ranked["month"])
    same = before["known_points"].eq(ranked["known_points"])
    return (ranked["exact"] - before["exact"])[same & next_month].to_numpy(dtype=float)
