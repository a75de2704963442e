"""Tests for a month that repeats the last one, and for more digitised dossiers than electronic results."""

import numpy as np
import pandas as pd
import scipy

from core.counts import CountName
from metrics.integrity.panel import Panel, Where, flagged
from metrics.integrity.past import past

ALPHA_COPIED, ALPHA_DIGITISED = 1 / 1000, 1 / 200
COMPARED: tuple[CountName, ...] = (
    *("received_online", "received_in_person", "resolved", "resolved_early", "resolved_on_due", "resolved_late"),
    *("pending", "digitised", "e_results", "data_reused", "portal_dossiers", "portal_on_time", "portal_overdue"),
)
_FORM: tuple[CountName, ...] = ("received_online", "received_in_person", "resolved_late", "digitised")
_PORTAL: tuple[CountName, ...] = ("portal_on_time", "portal_overdue")


def copied_month(panel: Panel) -> pd.DataFrame:
    """`FLAG_COLUMNS`: every one of `COMPARED` that both months report is the same.

    Two independent Poisson counts of mean λ are equal with the chance e^(-2λ) I₀(2λ), about 1/(2√(πλ)) (Skellam 1946,
    JRSS 109:296). `chance` is the product over the counts that hardly depend on each other; flagged below 1/1000, so
    that two quiet months of a small unit are not flagged. `statistic` is how many counts are equal.
    """
    differ = np.zeros(panel["received"].shape, dtype=bool)
    equal = np.zeros(panel["received"].shape)
    for name in COMPARED:
        now, before = panel[name], panel.before(name)
        both = np.isfinite(now) & np.isfinite(before)
        differ |= both & (now != before)
        equal += both & (now == before)
    where = (equal >= 2) & ~differ
    by_form = np.isfinite(panel["received_online"]) | np.isfinite(panel["digitised"])
    chance = np.ones(equal.shape)
    for names, using in ((_FORM, by_form), (_PORTAL, ~by_form)):
        for name in names:
            both = using & np.isfinite(panel[name]) & np.isfinite(panel.before(name))
            chance = np.where(both, chance * scipy.special.ive(0, 2 * np.where(both, panel[name], 0.0)), chance)
    dossiers = np.where(np.isfinite(panel.new), panel.new, panel["portal_dossiers"])
    dossiers = np.where(np.isfinite(dossiers), dossiers, panel["digitisation_base"])
    return flagged(
        panel,
        "copied_month",
        "copied_month",
        where & (chance < ALPHA_COPIED),
        equal,
        chance,
        {"equal": equal, "dossiers": dossiers},
    )


def digitised_surplus(panel: Panel) -> pd.DataFrame:
    """`FLAG_COLUMNS`: more dossiers digitised than have an electronic result, which the unit's past does not explain.

    Some units digitise papers of dossiers that are not resolved yet, every month: so the share digitised / (digitised
    + with a result) must be improbably high by the past too (chance < 1/200). `statistic` is the surplus.
    """
    digitised, results = panel["digitised"], panel["e_results"]
    both = digitised + results
    before = past(digitised, both)
    candidates: Where = before.enough & (digitised > results)
    chance = before.at_least(digitised, both, candidates)
    return flagged(
        panel,
        "digitised_surplus",
        "digitised_surplus",
        chance < ALPHA_DIGITISED,
        digitised - results,
        chance,
        {
            "digitised": digitised,
            "e_results": results,
            "gap": digitised - results,
            "past_digitised": before.part,
            "past_e_results": before.whole - before.part,
        },
    )
