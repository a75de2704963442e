"""Is a target met, and how sure is that? Four states, so that colours do not change by chance.

p is the probability that the true rate meets the target, by all months so far (`metrics.chance.belief`). A month alone
crosses a 95 % line by chance in 11 of 100 units; so a state is kept until the numbers speak against it. The side (met
or missed) turns after

    one month with less than 10 % left for the side it is on, or two months in a row with less than 40 % each.

A state becomes sure at 95 % for its own side, and stops being so after two months in a row below 70 %. A month without
a number has no state; the month after it starts again, on the side that is more likely.

By simulation (tests/metrics/chance/test_certainty.py): of units whose true rate does not change, fewer than 2 % change
their state in a month, once the first year has been learnt from; a fall from 97 to 92 % against a target of 95 % at 200
dossiers a month is seen within three months in more than 80 % (in 90 % after a year of history).
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.chance.belief import beliefs
from metrics.chance.mixture import Mixture

Numbers = NDArray[np.float64]
Better = Literal["higher", "lower"]
ONE_MONTH, TWO_MONTHS = 0.10, 0.40
SURE, STILL_SURE = 0.95, 0.70
STATES = ("met_sure", "met_unsure", "missed_unsure", "missed_sure")


def chance_of_meeting(
    numerator: Numbers, denominator: Numbers, target: float | Numbers, better: Better = "higher"
) -> Numbers:
    """The probability that each unit's true rate is on the target's good side, by the months up to each.

    A target of 100 % (or 0 %) is not estimated: the probability is 1 where every dossier is met, else 0.

    Args:
        numerator, denominator: of units of one kind; one row a month, oldest first, none left out; one column a unit.
        target: a share, 0 to 1; or one a month, of shape (months, 1), or one a month and unit. NaN where there is none.

    Returns:
        The shape of the counts; NaN where a unit has no rate or the month no target.
    """
    goals = np.broadcast_to(np.asarray(target, dtype=np.float64), numerator.shape)
    above = np.array([_above(each, goal) for each, goal in zip(beliefs(numerator, denominator), goals, strict=True)])
    met = above if better == "higher" else 1.0 - above
    whole = goals >= 1.0 if better == "higher" else goals <= 0.0
    reached = numerator >= denominator if better == "higher" else numerator <= 0
    unknown = ~(np.isfinite(numerator) & (denominator > 0)) | np.isnan(goals)
    return np.where(unknown, np.nan, np.where(whole, np.where(reached, 1.0, 0.0), met))


def _above(belief: Mixture, goals: Numbers) -> Numbers:
    """The probability of each unit's own goal or more; most units share theirs."""
    found = np.full(len(goals), np.nan)
    for goal in np.unique(goals[~np.isnan(goals)]):
        found = np.where(goals == goal, belief.at_least(float(goal)), found)
    return found


def certainty(chances: Numbers) -> NDArray[np.str_]:
    """The state of every month, “” where there is none.

    Args:
        chances: result of `chance_of_meeting`, one row a month, oldest first; one column a unit. NaN = no number.

    Returns:
        The same shape, of `STATES`.
    """
    states = np.full(chances.shape, "", dtype="<U13")
    met = np.zeros(chances.shape[1], dtype=bool)
    sure = np.zeros(chances.shape[1], dtype=bool)
    before = np.full(chances.shape[1], np.nan)
    for month, now in enumerate(chances):
        begun = np.isnan(before)
        own, own_before = np.where(met, now, 1.0 - now), np.where(met, before, 1.0 - before)
        turned = ~begun & ((own < ONE_MONTH) | ((own < TWO_MONTHS) & (own_before < TWO_MONTHS)))
        met = np.where(begun, now >= 0.5, met ^ turned)
        own, own_before = np.where(met, now, 1.0 - now), np.where(met, before, 1.0 - before)
        lost = (own < STILL_SURE) & (own_before < STILL_SURE)
        sure = np.where(begun | turned | ~sure, own >= SURE, ~lost)
        state = np.where(met, np.where(sure, *STATES[:2]), np.where(sure, *STATES[:1:-1]))
        states[month] = np.where(np.isnan(now), "", state)
        before = now
    return states
