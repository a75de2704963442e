"""The codes of a published version: SHA-256 in 64 hexadecimal digits.

A version's code is that of its answers (`metrics.signed.answers`), which hold the codes of its data and its units.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from core.counts import COUNT_NAMES, CountName
from core.units import Unit

FIRST_SIGNED: tuple[CountName, ...] = (
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
)
"""The counts that existed when the first version was signed, in the order of signing."""
LATER_SIGNED: tuple[CountName, ...] = (
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
)
"""Counts added later, in that order. A count that is not listed here follows, sorted by name, so that its position in
`core.counts` has no effect."""

SHORT = 8
"""How many digits are printed on a page: enough to distinguish a province's versions."""


def data_code(counts: pd.DataFrame) -> str:
    """The code of (unit_code, …counts), one row a unit, in any order; not reported is not 0.

    A count that came to `core.counts` later is part of it only where it is reported, so that a version published
    before keeps its code.
    """
    unlisted = sorted(set(COUNT_NAMES).difference(FIRST_SIGNED, LATER_SIGNED))
    names = [*FIRST_SIGNED, *(name for name in (*LATER_SIGNED, *unlisted) if counts[name].notna().any())]
    table = counts.sort_values("unit_code")
    lines = (
        "\t".join([str(row[0]), *("" if pd.isna(value) else _said(value) for value in row[1:])])
        for row in table[["unit_code", *names]].itertuples(index=False, name=None)
    )
    return _digest("\n".join(["\t".join(("unit_code", *names)), *lines]))


def _said(count: float) -> str:
    # Counts are whole numbers; one that somebody made a fraction of is another one.
    return str(int(count)) if count == int(count) else repr(count)


def units_code(units: Iterable[Unit]) -> str:
    """The code of the units in force: code, name, kind, parent, first and last day."""
    return _digest(
        json.dumps(
            sorted(
                [unit.code, unit.name, unit.kind, unit.parent, str(unit.valid_from), str(unit.valid_to)]
                for unit in units
            ),
            ensure_ascii=False,
        )
    )


def older_code(data: str, measures: str, units: str) -> str:
    """The code of a version that was signed before answers were: of the codes of its three parts."""
    return _digest("\n".join((data, measures, units)))


def canonical(content: Mapping[str, Any]) -> bytes:
    """JSON that is the same for equal content, however it was built."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def code_of(content: bytes) -> str:
    """The code of canonical JSON."""
    return hashlib.sha256(content).hexdigest()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
