"""Is a target met, and how sure is that? Four states, so that colours do not change by chance.

p is the probability that the true rate meets the target (`metrics.posterior`). A month alone crosses a 95 % line by
chance in 11 of 100 units; so the side (met or missed) is kept until the numbers speak for the other one:

    one month with less than 4 % left for the side it is on, or two months in a row with less than 23 % each.

A state becomes sure at 95 % for its own side, and stops being so below 80 %. A month without a number has no state, and
what follows begins anew, at the side that is more likely.

By simulation (tests/metrics/test_certainty.py): of units whose true rate does not change, fewer than 2 % change side
in a month; a fall from 97 to 92 % against a target of 95 % at 200 dossiers a month is seen within three months in
more than 80 %. Sure and not sure on one side change more often, and are no change of colour.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.posterior import posterior

Numbers = NDArray[np.float64]
Better = Literal["higher", "lower"]
ONE_MONTH, TWO_MONTHS = 0.04, 0.23
SURE, STILL_SURE = 0.95, 0.80
STATES = ("met_sure", "met_unsure", "missed_unsure", "missed_sure")


def chance_of_meeting(
    numerator: Numbers, denominator: Numbers, target: float | Numbers, better: Better = "higher"
) -> Numbers:
    """The probability that each unit's true rate is on the target's good side.

    A target of all (or none) of the dossiers is no question of chance: 1 where every one is met, else 0.

    Args:
        numerator, denominator: units of one kind along the last axis; months before it.
        target: a share, 0 to 1; or one a month, with a last axis of 1. NaN where there is none.

    Returns:
        The shape of the counts; NaN where a unit has no rate or the month no target.
    """
    above = posterior(numerator, denominator).at_least(target)
    met = above if better == "higher" else 1.0 - above
    whole = target >= 1.0 if better == "higher" else target <= 0.0
    reached = numerator >= denominator if better == "higher" else numerator <= 0
    return np.where(np.isnan(met), np.nan, np.where(whole, np.where(reached, 1.0, 0.0), met))


def certainty(chances: Numbers) -> NDArray[np.str_]:
    """The state of every month, “” where there is none.

    Args:
        chances: of `chance_of_meeting`, one row a month, oldest first; one column a unit. NaN = no number.

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
        own = np.where(met, now, 1.0 - now)
        sure = own >= np.where(begun | turned | ~sure, SURE, STILL_SURE)
        state = np.where(met, np.where(sure, *STATES[:2]), np.where(sure, *STATES[:1:-1]))
        states[month] = np.where(np.isnan(now), "", state)
        before = now
    return states
