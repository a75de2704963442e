"""What would it take for one unit to reach a rank, or a total, of a score next month?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.caching import cached
from core.counts import CountName
from core.errors import NoDataError
from core.units import Unit
from metrics.score.draws import NextMonth, next_month
from metrics.score.rules import ScoreRules
from metrics.score.what_if import Numbers, Plan, cheapest, gains, promised
from reports.published import Published
from reports.results.score import Score
from reports.results.support import shares_of_score

_TINY = 1e-7
LEAST_CHANCE = 0.20
"""A plan that is less probable to succeed is not shown."""


@dataclass(frozen=True)
class Outlook:
    """How probable a rank is next month, 0 to 1, in the same draws."""

    anyway: float
    """With nothing done that was not done before."""
    with_plan: float

    @property
    def worth_showing(self) -> bool:
        return self.with_plan >= LEAST_CHANCE


# eq=False: an answer is equal to itself alone.
@dataclass(frozen=True, eq=False)
class Chances:
    """What a unit could gain, from its counts of a month taken as the next month's."""

    unit: Unit
    rules: ScoreRules
    counts: "pd.Series[float]"
    total: float
    """The total that units are ranked by: printed, or unrounded, as the score says."""
    rank: int | None
    rivals: Numbers
    """The other ranked units' totals, best first."""
    steps: dict[CountName, Numbers]
    """Result of `metrics.score.what_if.gains`."""
    answer: Score

    def value_of_one(self) -> dict[CountName, float]:
        """What the next dossier is worth by lever, the most valuable first."""
        worth = {name: float(values[0]) for name, values in self.steps.items()}
        return dict(sorted(worth.items(), key=lambda item: -item[1]))

    def to_total(self, points: float) -> Plan:
        plan = cheapest(self.steps, points - self.total)
        if self.rules.rank_by == "printed":
            # Steps gain unrounded points; what counts is the total that is printed afterwards.
            while plan.reached and self.total + self.promised(plan) < points - _TINY:
                plan = cheapest(self.steps, plan.gain + _TINY)
        return plan

    def to_rank(self, rank: int) -> Plan:
        """To pass, by the least that can be seen in the total, the unit that now has this rank."""
        better = np.sort(self.rivals)[::-1]
        return self.to_total(float(better[rank - 1]) + self._least if rank <= len(better) else self.total)

    @property
    def _least(self) -> float:
        return 10.0 ** -(self.rules.decimals or 0) if self.rules.rank_by == "printed" else 0.001

    def promised(self, plan: Plan) -> float:
        return promised(self.counts, plan, self.rules)

    def outlook(self, plan: Plan, rank: int) -> Outlook | None:
        """How probable the rank is next month, with the plan and without; None for a unit that is not ranked."""
        if self.rank is None:
            return None
        drawn = _next_month(self.answer)
        return Outlook(drawn.chance(self.unit.code, rank), drawn.chance(self.unit.code, rank, plan.steps))


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
        total=float(mine["ranked_by"].iloc[0]),
        rank=None if pd.isna(rank) else int(rank),
        rivals=ranked.loc[ranked["unit_code"].ne(unit.code), "ranked_by"].to_numpy(dtype=float),
        steps=gains(counts, answer.rules),
        answer=answer,
    )


# Cached for all units of the kind at once: the next unit's page needs the same draws. Few, for each takes some MB.
@cached(4)
def _next_month(answer: Score) -> NextMonth:
    return next_month(shares_of_score(answer), answer.rules)
