"""The counts a unit reports for a month. Every rate on every screen is computed from these alone.

Some are columns of form II.06a/VPCP/KSTT (`FORM_COUNTS`), some of the national portal's tables: its progress counts
are kept apart because it counts other dossiers, finished *and* unfinished together. Others are numerators and
denominators of Decision 766/QĐ-TTg, and the scores that the portal itself publishes (in hundredths of a point): the
split of some is not public.
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
    "returned",
    "late_explained",
    "late_redated",
    "announced",
    "announced_on_time",
    "published",
    "published_on_time",
    "content_procedures",
    "content_full",
    "sync_base",
    "synced",
    "fee_dossiers",
    "paid_online",
    "fee_procedures",
    "fee_procedures_paid_online",
    "fee_procedures_with_dossiers",
    "satisfaction_base",
    "satisfied",
    "feedback",
    "feedback_on_time",
    "feedback_satisfied",
    "score_ckmb_hundredths",
    "score_tdgq_hundredths",
    "score_dvctt_hundredths",
    "score_tttt_hundredths",
    "score_mdhl_hundredths",
    "score_mdsh_hundredths",
    "score_e_copy_hundredths",
    "late_reported",
]

OverTime = Literal["sum", "first", "last", "never"]
"""How months make a quarter: flows are added; a stock is the first month's opening or the last month's
closing; `never` means that the figure of the longer period cannot be computed from the months."""


@dataclass(frozen=True)
class Count:
    """One reported whole number. Its words are in `locales/` under `count.<name>`."""

    name: CountName
    over_time: OverTime = "sum"
    adds_up: bool = True
    """False for a figure that is given ready-made, so that a parent's is not the sum of its units'."""

    @property
    def hundredths(self) -> bool:
        """Whether it counts hundredths of a day or of a point, and is read and shown with two decimals."""
        return self.name.endswith("_hundredths")


_OPENING: OverTime = "first"
_CLOSING: OverTime = "last"
_NEVER: OverTime = "never"
_OVER_TIME: dict[CountName, OverTime] = {
    "carried_over": _OPENING,
    "pending": _CLOSING,
    "pending_in_time": _CLOSING,
    "pending_overdue": _CLOSING,
    # (3) includes the carried-over dossiers, which adding up months would count again.
    "received": "never",
    # Apologies are for dossiers resolved late and for those still pending: a flow and a stock together.
    "late_apologised": "never",
    # The portal's totals hold unfinished dossiers too: it publishes a figure of its own for a quarter.
    "portal_dossiers": "never",
    "portal_on_time": "never",
    "portal_overdue": "never",
    # `never`, for the same reason as apologies.
    "late_reported": "never",
    "late_explained": "never",
    "late_redated": "never",
    "satisfaction_base": "never",
    "satisfied": "never",
}
_PROCEDURES: tuple[CountName, ...] = (
    "citizen_procedures",
    "procedures",
    "announced",
    "announced_on_time",
    "published",
    "published_on_time",
    "content_procedures",
    "content_full",
    "fee_procedures",
    "fee_procedures_paid_online",
    "fee_procedures_with_dossiers",
)
_GIVEN: tuple[CountName, ...] = tuple(name for name in get_args(CountName) if name.endswith("_hundredths"))
_OVER_TIME |= dict.fromkeys((*_PROCEDURES, *_GIVEN), _NEVER)
# One procedure is offered by many units, and a mean or a score is no number of dossiers.
_NEVER_ADDED: frozenset[CountName] = frozenset({*_PROCEDURES, *_GIVEN})

COUNTS: dict[CountName, Count] = {
    name: Count(name, _OVER_TIME.get(name, "sum"), name not in _NEVER_ADDED) for name in get_args(CountName)
}
COUNT_NAMES: tuple[CountName, ...] = tuple(COUNTS)
"""In display order. The order has no other meaning: code that needs certain counts names them."""

SUMS: dict[CountName, tuple[CountName, ...]] = {
    "received": ("received_online", "received_in_person", "carried_over"),
    "resolved": ("resolved_early", "resolved_on_due", "resolved_late"),
    "pending": ("pending_in_time", "pending_overdue"),
    "portal_dossiers": ("portal_on_time", "portal_overdue"),
}
"""A whole and the parts that make it up: columns (3), (7) and (11) of form II.06a, and the portal's total."""

FORM_COUNTS: tuple[CountName, ...] = tuple(
    name for whole in ("received", "resolved", "pending") for name in (whole, *SUMS[whole])
)
"""Columns (3) to (13) of form II.06a/VPCP/KSTT."""

LIMITS: dict[CountName, tuple[CountName, ...]] = {
    "late_apologised": ("resolved_late", "pending_overdue"),
    "digitised": ("digitisation_base",),
    "e_results": ("digitisation_base",),
    "data_reused": ("digitisation_base",),
    "personal_storage": ("digitisation_base",),
    "citizen_data": ("digitisation_base",),
    "late_reported": ("resolved_late", "pending_overdue"),
    "late_explained": ("resolved_late", "pending_overdue"),
    "late_redated": ("resolved_late", "pending_overdue"),
    "synced": ("sync_base",),
    "paid_online": ("fee_dossiers",),
    "satisfied": ("satisfaction_base",),
    "feedback_on_time": ("feedback",),
    "feedback_satisfied": ("feedback",),
}
"""Upper bounds: a count, and the counts whose sum it cannot exceed."""
