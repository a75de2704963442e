"""Which units have really improved? A test of each unit's change of rate, corrected for testing all units at once.

Each unit's dossiers of two stretches of time make a 2 × 2 table (met or not, then or now). Given its margins, the
number met now is hypergeometric if nothing has changed; the mid-P value counts half of the table itself (Lancaster
1961, JASA 56:223-234): P(X > x) + ½P(X = x). It is exact for small units, and less conservative than Fisher's test.

Months scatter more than binomial chance: a bad week delays many dossiers at once. With φ, the scatter of neighbouring
months of the kind (`metrics.chance.belief`), the normal deviate of the mid-P value is divided by √φ (quasi-likelihood,
McCullagh & Nelder 1989, ch. 4.5); with φ = 1 nothing changes. Without it 16 of 130 units were named where φ was 4 and
nothing had changed.

Out of 130 units six or seven would “improve” at 5 % with nothing changed. So the values of all units are judged
together: Benjamini & Hochberg 1995 (JRSS B 57:289-300) holds the share of false ones among those named at 5 %.
"""

from typing import Literal

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
FALSE_SHARE = 0.05
Better = Literal["higher", "lower"]


def improvement(
    now: pd.DataFrame, before: pd.DataFrame, better: Better, level: float = FALSE_SHARE, *, scatter: float = 1.0
) -> pd.DataFrame:
    """Each unit's change, and whether it is a signal.

    Args:
        now, before: (unit_code, numerator, denominator), one row a unit.
        scatter: φ of a month, 1 or more.

    Returns:
        (unit_code, before, value, change, verdict), the largest improvement first: shares in percent, `change` in
        points; of units with dossiers in both. `verdict` is `improved`, `worsened` or `no_signal`.
    """
    table = now.merge(before, on="unit_code", suffixes=("", "_before"))
    counts = ["numerator", "denominator", "numerator_before", "denominator_before"]
    whole = table[counts].notna().all(axis=1) & table["denominator"].gt(0) & table["denominator_before"].gt(0)
    table = table[whole]
    met, of, met_before, of_before = (table[name].to_numpy(dtype=float) for name in counts)
    met, met_before = np.minimum(met, of), np.minimum(met_before, of_before)
    value, earlier = 100.0 * met / of, 100.0 * met_before / of_before
    sign = 1.0 if better == "higher" else -1.0
    up = beyond_scatter(chance_of_more(met, of, met_before, of_before), scatter)
    better_by_chance, worse_by_chance = (up, 1.0 - up) if better == "higher" else (1.0 - up, up)
    verdict = np.select(
        [_signals(better_by_chance, level / 2), _signals(worse_by_chance, level / 2)],
        ["improved", "worsened"],
        "no_signal",
    )
    answer = pd.DataFrame(
        {
            "unit_code": table["unit_code"],
            "before": earlier,
            "value": value,
            "change": value - earlier,
            "verdict": verdict,
        }
    )
    order = answer.assign(_gain=-sign * answer["change"]).sort_values(["_gain", "unit_code"], ignore_index=True)
    return order.drop(columns="_gain")


def chance_of_more(met: Numbers, of: Numbers, met_before: Numbers, of_before: Numbers) -> Numbers:
    """The mid-P value: the probability of as many or more met now, if the rate has not changed."""
    margins = (of + of_before, met + met_before, of)
    return np.asarray(
        scipy.stats.hypergeom.sf(met, *margins) + 0.5 * scipy.stats.hypergeom.pmf(met, *margins), dtype=np.float64
    )


def beyond_scatter(chance: Numbers, scatter: float) -> Numbers:
    """The probability of a tail when what is counted varies φ = `scatter` times as much as by chance alone."""
    # At 1 as it is: the way through the normal curve and back costs the last digits.
    if scatter == 1.0:
        return chance
    return np.asarray(scipy.special.ndtr(scipy.special.ndtri(chance) / np.sqrt(scatter)), np.float64)


def _signals(values: Numbers, level: float) -> NDArray[np.bool_]:
    """Which are signals, at most a share of `level` of them false; half the level for each direction."""
    if not values.size:
        return np.zeros(0, dtype=bool)
    # The sum of two tails can pass 1 by the last binary digit.
    found: NDArray[np.bool_] = scipy.stats.false_discovery_control(np.clip(values, 0.0, 1.0)) <= level
    return found
