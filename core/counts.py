"""The counts a unit reports for a month. Every rate on every screen is made of these and nothing else.

The first eleven are columns (3) to (13) of form II.06a/VPCP/KSTT; `digitisation_base` to `procedures` are the
national portal's digitisation table; the portal's progress counts are kept apart because it counts other
dossiers, finished *and* unfinished together.
"""

from dataclasses import dataclass
from typing import Literal, get_args

CountName = Literal[
    "received",
    "received_online",
    "received_in_person",
    "carried_over",
    "resolved",
    "resolved_early",
    "resolved_on_due",
    "resolved_late",
    "pending",
    "pending_in_time",
    "pending_overdue",
    "late_apologised",
    "digitisation_base",
    "digitised",
    "e_results",
    "data_reused",
    "personal_storage",
    "citizen_data",
    "citizen_procedures",
    "procedures",
    "portal_dossiers",
    "portal_on_time",
    "portal_overdue",
    "mean_days_hundredths",
]

OverTime = Literal["sum", "first", "last", "never"]
"""How months make a quarter: flows are added; a stock is the first month's opening or the last month's
closing; `never` means that no honest figure for the longer period follows from the months."""


@dataclass(frozen=True)
class Count:
    """One reported whole number. Its words are in `locales/` under `count.<name>`."""

    name: CountName
    over_time: OverTime = "sum"
    adds_up: bool = True
    """False for a figure that is given ready-made, so that a parent's is not the sum of its units'."""


_OPENING: OverTime = "first"
_CLOSING: OverTime = "last"
_OVER_TIME: dict[CountName, OverTime] = {
    "carried_over": _OPENING,
    "pending": _CLOSING,
    "pending_in_time": _CLOSING,
    "pending_overdue": _CLOSING,
    # (3) holds the carried-over dossiers, which every later month would count again.
    "received": "never",
    # Apologies are for dossiers resolved late and for those still pending: a flow and a stock together.
    "late_apologised": "never",
    # The portal's totals hold unfinished dossiers too: it publishes a figure of its own for a quarter.
    "portal_dossiers": "never",
    "portal_on_time": "never",
    "portal_overdue": "never",
    "citizen_procedures": "never",
    "procedures": "never",
    "mean_days_hundredths": "never",
}
# One procedure is offered by many units, and a mean is no number of dossiers.
_NEVER_ADDED: frozenset[CountName] = frozenset({"citizen_procedures", "procedures", "mean_days_hundredths"})

COUNTS: dict[CountName, Count] = {
    name: Count(name, _OVER_TIME.get(name, "sum"), name not in _NEVER_ADDED) for name in get_args(CountName)
}
COUNT_NAMES: tuple[CountName, ...] = tuple(COUNTS)
