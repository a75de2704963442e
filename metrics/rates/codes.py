"""The code of a published version: a SHA-256 of what it was computed from, in 64 hexadecimal digits.

It has three parts, so that for two different versions we know whether the data, the measures or the units differ.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from core.counts import COUNT_NAMES, CountName
from core.periods import Period
from core.units import Unit
from metrics.dated import Dated
from metrics.rates.measures import Measure, all_measures
from metrics.rates.targets import Target, all_targets

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
        "\t".join([str(row[0]), *("" if pd.isna(value) else str(int(value)) for value in row[1:])])
        for row in table[["unit_code", *names]].itertuples(index=False, name=None)
    )
    return _digest("\n".join(["\t".join(("unit_code", *names)), *lines]))


def measures_code(measures: Mapping[str, Measure], targets: Iterable[Target]) -> str:
    """The code of every definition and target, in any order; explanatory texts count as well."""
    return _digest(
        json.dumps(
            {
                "measures": sorted(_as_signed(item, after="source") for item in measures.values()),
                "targets": sorted(_as_signed(item, after="measure") for item in targets),
            }
        )
    )


def _as_signed(item: Dated, *, after: str) -> str:
    """As JSON, with `from_month` in the place it had when the first versions were signed: a code hashes characters."""
    found = item.model_dump(mode="json")
    begin = found.pop("from_month")
    ordered: dict[str, Any] = {}
    for name, value in found.items():
        ordered[name] = value
        if name == after:
            ordered["from_month"] = begin
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))


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


def version_codes(counts: pd.DataFrame, units: Iterable[Unit], period: Period) -> dict[str, str]:
    """The code of a period's version and its parts, by the measures and targets in force now.

    Args:
        counts: (unit_code, …counts) of the period as the version shows them.
        units: every unit; those in force in the period count.

    Returns:
        code, data_code, measures_code, units_code, as `store.signatures.sign` writes them.
    """
    parts = {
        "data_code": data_code(counts),
        "measures_code": measures_code(all_measures(), all_targets()),
        "units_code": units_code(unit for unit in units if unit.in_force(period.start, period.end)),
    }
    return {"code": _digest("\n".join(parts.values())), **parts}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
