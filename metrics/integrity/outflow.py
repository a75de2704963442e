"""Tests for dossiers that leave without being resolved: returned while punctuality rises, or missing from pending.

Both compare with the unit's own last twelve months (`past`).
"""

import numpy as np
import pandas as pd

from metrics.integrity.complete import late_of
from metrics.integrity.panel import Numbers, Panel, flagged
from metrics.integrity.past import past

ALPHA_RETURNED, ALPHA_LATE, ALPHA_GONE = 1 / 100, 1 / 20, 1 / 1000
FEW = 3
"""Changes of fewer dossiers than this are ignored."""


def _returned(panel: Panel) -> Numbers:
    """Returned dossiers as reported, else received - resolved - pending."""
    rest = np.maximum(panel["received"] - panel["resolved"] - panel["pending"], 0.0)
    return np.where(np.isfinite(panel["returned"]), panel["returned"], rest)


def returned_jump(panel: Panel) -> pd.DataFrame:
    """`FLAG_COLUMNS`: more given back than expected (chance < 1/100) while fewer were late (< 1/20).

    `statistic` is the number given back beyond those expected from the past; `chance` the product of both.
    """
    returned, received = _returned(panel), panel["received"]
    late, of = late_of(panel)
    of_returned, of_late = past(returned, received), past(late, of)
    candidates = of_returned.enough & of_late.enough & (returned >= FEW) & (of > 0)
    candidates &= (returned > of_returned.share * received) & (late < of_late.share * of)
    more = of_returned.at_least(returned, received, candidates)
    fewer = of_late.at_most(late, of, candidates & (more < ALPHA_RETURNED))
    expected = of_returned.share * received
    values = {"returned": returned, "expected": expected, "late": late, "of": of}
    return flagged(
        panel,
        "returned_jump",
        "returned_jump",
        fewer < ALPHA_LATE,
        returned - expected,
        more * fewer,
        {**values, "late_expected": of_late.share * of},
    )


def pending_fall(panel: Panel) -> pd.DataFrame:
    """`FLAG_COLUMNS`: pending fell, and at least half of the fall is not explained by what was resolved.

    gone = pending(t - 1) + new - resolved - pending(t), and at least that many of pending(t - 1) + new have a chance
    below 1/1000 by the past. `statistic` is `gone`.
    """
    before, new = panel.before("pending"), panel.new
    whole = before + new
    gone = whole - panel["resolved"] - panel["pending"]
    fall = before - panel["pending"]
    known = past(np.maximum(gone, 0.0), whole)
    candidates = known.enough & (fall > 0) & (gone >= FEW) & (2 * gone >= fall) & (gone <= whole)
    chance = known.at_least(gone, whole, candidates)
    return flagged(
        panel,
        "pending_fall",
        "pending_fall",
        chance < ALPHA_GONE,
        gone,
        chance,
        {
            "pending_before": before,
            "new": new,
            "resolved": panel["resolved"],
            "pending": panel["pending"],
            "gone": gone,
            "returned": panel["returned"],
            "expected": known.share * whole,
        },
    )
