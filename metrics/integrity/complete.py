"""Perfect months: 100 % on time, or all received online, where the unit's own past makes that improbable.

The chance is the probability of no late dossier (none handed in in person) among the month's n, given the last twelve
months (`past`). Perfect months carry no information about the rate of exceptions and are left out of the past: a unit
that is always perfect is not flagged, one that has become perfect is flagged for a year.
"""

import numpy as np
import pandas as pd

from metrics.integrity.panel import Numbers, Panel, flagged
from metrics.integrity.past import past

ALPHA = 1 / 500


def late_of(panel: Panel) -> tuple[Numbers, Numbers]:
    """(late, of) from form II.06a; from the portal's counts for a unit that only the portal reports."""
    form = np.any(np.isfinite(panel["resolved_late"] + panel["resolved"]), axis=1, keepdims=True)
    late = np.where(form, panel["resolved_late"], panel["portal_overdue"])
    return late, np.where(form, panel["resolved"], panel["portal_dossiers"])


def all_on_time(panel: Panel) -> pd.DataFrame:
    """`FLAG_COLUMNS`; `statistic` is the number of late dossiers expected from the past."""
    late, of = late_of(panel)
    return _without(panel, "all_on_time", late, of)


def all_online(panel: Panel) -> pd.DataFrame:
    """`FLAG_COLUMNS`; `statistic` is the number handed in in person expected from the past."""
    new = panel.new
    return _without(panel, "all_online", new - panel["received_online"], new)


def _without(panel: Panel, test: str, exceptions: Numbers, of: Numbers) -> pd.DataFrame:
    before = past(exceptions, of, usable=exceptions > 0)
    candidates = (exceptions == 0) & (of > 0) & before.enough
    chance = before.at_most(exceptions, of, candidates)
    expected = before.share * of
    return flagged(
        panel,
        test,
        test,
        candidates & (chance < ALPHA),
        expected,
        chance,
        {"of": of, "past_exceptions": before.part, "past_of": before.whole, "expected": expected},
    )
