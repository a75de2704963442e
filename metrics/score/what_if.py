"""What would it take? The fewest dossiers a unit must improve to gain a given number of points of a score.

One more dossier digitised, one fewer late: each is a step of a lever. The points of an indicator never gain more from a
later step than from an earlier one (proportional up to a cap), so taking the most valuable step each time is not a
guess: for a separable concave gain it is the optimum (Federgruen & Groenevelt 1986, “The greedy procedure for resource
allocation problems”). The tests compare it with brute force.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.counts import COUNTS, CountName
from metrics.score.rules import ScoreRules
from metrics.score.scoring import points_of, scores

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Lever:
    """Something a unit can do better, one dossier at a time."""

    id: CountName
    """The count that grows; its words say what is to be done."""
    room: CountName
    """The count it cannot exceed."""
    along: tuple[CountName, ...] = ()
    """Counts that grow with it: the portal's “satisfied” dossiers are the on-time ones."""


LEVERS: tuple[Lever, ...] = (
    Lever("portal_on_time", "portal_dossiers", ("satisfied",)),
    Lever("e_results", "digitisation_base"),
    Lever("digitised", "digitisation_base"),
    Lever("data_reused", "digitisation_base"),
    Lever("personal_storage", "digitisation_base"),
    Lever("citizen_data", "digitisation_base"),
    Lever("paid_online", "fee_dossiers"),
    Lever("synced", "sync_base"),
    Lever("feedback_on_time", "feedback"),
    Lever("feedback_satisfied", "feedback"),
)


@dataclass(frozen=True)
class Plan:
    """The fewest steps that gain at least the points asked for, or every possible step."""

    steps: Mapping[CountName, int]
    """How many dossiers by lever; only levers that move."""
    gain: float
    """Points, unrounded."""
    reached: bool
    """Whether the gain is at least what was asked."""

    @property
    def dossiers(self) -> int:
        return sum(self.steps.values())


def gains(
    counts: "pd.Series[float]", rules: ScoreRules, levers: tuple[Lever, ...] = LEVERS
) -> dict[CountName, Numbers]:
    """The points gained by each step of each lever, in order; never increasing from one step to the next.

    Args:
        counts: one unit's counts of a month; the denominators are taken to stay as they are.

    Returns:
        By lever, as long as there is room; without the levers whose counts are not known, or that have no room.
    """
    found: dict[CountName, Numbers] = {}
    # A dictionary, for a series looks each of a thousand names up much more slowly.
    known = {str(name): float(value) for name, value in counts.items() if name in COUNTS}
    for lever in levers:
        room = known[lever.room] - known[lever.id]
        if not room > 0:
            continue
        steps = np.arange(int(room) + 1, dtype=float)
        total = np.zeros(len(steps))
        for each in rules.indicators:
            moved = [name for name in each.numerator if name == lever.id or name in lever.along]
            if not moved or each.scoring == "given" or any(np.isnan(known[name]) for name in each.counts):
                continue
            denominator = sum(known[name] for name in each.denominator)
            numerator = sum(known[name] for name in each.numerator) + len(moved) * steps
            # The counts that grow with it cannot exceed their own whole either.
            total += points_of(each, np.minimum(numerator, denominator), np.full(len(steps), denominator))
        marginal = np.diff(total)
        if marginal.size and marginal[0] > 0:
            found[lever.id] = marginal
    return found


def cheapest(steps: Mapping[CountName, Numbers], points: float) -> Plan:
    """The fewest steps that gain at least `points`; of equally valuable ones those of the earlier lever first.

    Args:
        steps: of `gains`.
    """
    names = list(steps)
    if not names or points <= 0:
        return Plan({}, 0.0, reached=points <= 0)
    values = np.concatenate([steps[name] for name in names])
    owners = np.repeat(np.arange(len(names)), [len(steps[name]) for name in names])
    order = np.argsort(-values, kind="stable")
    order = order[values[order] > 0]
    reached = np.cumsum(values[order])
    # 1e-9: a total that is met exactly must not be missed for the last binary digit.
    many = min(int(np.searchsorted(reached, points - 1e-9)) + 1, len(order))
    taken = np.bincount(owners[order[:many]], minlength=len(names))
    chosen = {name: int(how_many) for name, how_many in zip(names, taken, strict=True) if how_many}
    gain = float(reached[many - 1]) if many else 0.0
    return Plan(chosen, gain, reached=gain >= points - 1e-9)


def after(counts: "pd.Series[float]", plan: Plan, levers: tuple[Lever, ...] = LEVERS) -> "pd.Series[float]":
    """The unit's counts after the plan, to be scored again."""
    moved = counts.copy()
    for lever in levers:
        step = plan.steps.get(lever.id, 0)
        for name in (lever.id, *lever.along):
            moved[name] = moved[name] + step
    if not np.isnan(moved.get("satisfaction_base", np.nan)):
        moved["satisfied"] = min(moved["satisfied"], moved["satisfaction_base"])
    return moved


def promised(counts: "pd.Series[float]", plan: Plan, rules: ScoreRules) -> float:
    """Points that the plan adds, as printed: computed by scoring the counts again, never by adding up steps."""
    both = pd.DataFrame([counts, after(counts, plan)]).assign(unit_code=["now", "then"])
    total = scores(both, rules).groupby("unit_code")["points"].sum()
    return float(total["then"] - total["now"])
