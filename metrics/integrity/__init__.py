"""Patterns in a unit's counts that need an explanation. They accuse nobody and change no score.

To add a test: one function from a panel to flags, one line in `TESTS`, its false-alarm rate, its words in
`locales/*/integrity.toml`.
"""

from collections.abc import Callable

import pandas as pd

from metrics.integrity.complete import few_in_person, few_late, few_overdue
from metrics.integrity.copied import copied_month, digitised_surplus
from metrics.integrity.outflow import pending_fall, returned_jump
from metrics.integrity.panel import FLAG_COLUMNS, Panel, panel
from metrics.integrity.revisions import COMPARED, late_revisions
from metrics.integrity.stock_flow import stock_flow

__all__ = ["COMPARED", "FALSE_ALARMS", "FLAG_COLUMNS", "TESTS", "Panel", "flags", "late_revisions", "panel"]

TESTS: dict[str, Callable[[Panel], pd.DataFrame]] = {
    "stock_flow": stock_flow,
    "all_on_time": few_late,
    "returned_jump": returned_jump,
    "pending_fall": pending_fall,
    "all_online": few_in_person,
    "few_overdue": few_overdue,
    "digitised_surplus": digitised_surplus,
    "copied_month": copied_month,
}
FALSE_ALARMS: dict[str, float] = {
    "stock_flow": 0.005,
    "all_on_time": 0.002,
    "returned_jump": 0.002,
    "pending_fall": 0.005,
    "all_online": 0.002,
    "few_overdue": 0.002,
    "digitised_surplus": 0.005,
    "copied_month": 0.001,
    "late_revisions": 0.001,
}
"""At most this share of honest unit-months is flagged, by simulation (tests/metrics/integrity)."""


def flags(counts: Panel, versions: pd.DataFrame) -> pd.DataFrame:
    """Everything that was found, in the order of `TESTS`, then by month and unit.

    Args:
        versions: as `late_revisions` has them.

    Returns:
        `FLAG_COLUMNS`: `arithmetic` names the sentence that `values` (in dossiers) fill; `chance` is that of an
        honest month by the test's own model, NaN where the test is plain arithmetic.
    """
    found = [test(counts) for test in TESTS.values()] + [late_revisions(versions)]
    some = [table.sort_values(["month", "unit_code"], kind="stable") for table in found if len(table)]
    return pd.concat(some, ignore_index=True) if some else pd.DataFrame(columns=FLAG_COLUMNS)
