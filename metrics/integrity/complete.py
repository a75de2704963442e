"""Improbably few exceptions: late dossiers, dossiers handed in in person, overdue ones among those pending.

The chance is the probability of as few or fewer, given the unit's last twelve months and the move of its kind in the
month (`past`): none at all is only the extreme case, and hiding all late dossiers but one is no better. Perfect months
carry no information about the rate of exceptions and are left out of the past: a unit that is always perfect is not
flagged, one that has become perfect is flagged for a year.
"""

import numpy as np
import pandas as pd

from metrics.integrity.panel import Numbers, Panel, flagged
from metrics.integrity.past import past

ALPHA = 1 / 700


def late_of(panel: Panel) -> tuple[Numbers, Numbers]:
    """(late, of) from form II.06a; from the portal's counts for a unit that only the portal reports."""
    form = np.any(np.isfinite(panel["resolved_late"] + panel["resolved"]), axis=1, keepdims=True)
    late = np.where(form, panel["resolved_late"], panel["portal_overdue"])
    return late, np.where(form, panel["resolved"], panel["portal_dossiers"])


def few_late(panel: Panel) -> pd.DataFrame:
    """`FLAG_COLUMNS`; `statistic` is the number of late dossiers expected."""
    late, of = late_of(panel)
    return _few(panel, "all_on_time", late, of)


def few_in_person(panel: Panel) -> pd.DataFrame:
    """`FLAG_COLUMNS`; `statistic` is the number handed in in person expected."""
    new = panel.new
    return _few(panel, "all_online", new - panel["received_online"], new)


def few_overdue(panel: Panel) -> pd.DataFrame:
    """`FLAG_COLUMNS`; `statistic` is the number of overdue dossiers expected among those pending."""
    return _few(panel, "few_overdue", panel["pending_overdue"], panel["pending"])


def _few(panel: Panel, test: str, exceptions: Numbers, of: Numbers) -> pd.DataFrame:
    before = past(exceptions, of, usable=exceptions > 0, kinds=panel.kinds)
    expected = before.share * of
    candidates = (exceptions >= 0) & (exceptions < expected) & (exceptions <= of) & (of > 0) & before.enough
    chance = before.at_most(exceptions, of, candidates)
    return flagged(
        panel,
        test,
        test,
        candidates & (chance < ALPHA),
        expected,
        chance,
        {
            "exceptions": exceptions,
            "of": of,
            "past_exceptions": before.part,
            "past_of": before.whole,
            "expected": expected,
        },
    )
