"""Checks within one line that every whole is at least its parts, and equals their sum where all parts are given.

A fault reported for an identity is not reported again for its parts.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.counts import SUMS, CountName
from core.issues import Issue, Severity
from loaders.monthly.frames import Letters


@dataclass(frozen=True)
class Identity:
    """A whole is the sum of its parts, as the form numbers them."""

    whole: CountName
    parts: tuple[CountName, ...]
    formula: str = ""


# Form II.06a/VPCP/KSTT, columns (3) to (13).
IDENTITIES = (
    Identity("received", SUMS["received"], "(3) = (4) + (5) + (6)"),
    Identity("resolved", SUMS["resolved"], "(7) = (8) + (9) + (10)"),
    Identity("pending", SUMS["pending"], "(11) = (12) + (13)"),
)
_PORTAL = Identity("portal_dossiers", SUMS["portal_dossiers"])
_SUMS = (*IDENTITIES, _PORTAL)
_ITS_WHOLE = "more_than_its_whole"
# Upper bounds: a count, the counts whose sum it cannot exceed, and the issue's code.
PARTS: tuple[tuple[CountName, tuple[CountName, ...], str], ...] = (
    ("late_apologised", ("resolved_late", "pending_overdue"), "more_apologies_than_late"),
    ("digitised", ("digitisation_base",), "more_than_digitisation_base"),
    ("e_results", ("digitisation_base",), "more_than_digitisation_base"),
    ("data_reused", ("digitisation_base",), "more_than_digitisation_base"),
    ("personal_storage", ("digitisation_base",), "more_than_digitisation_base"),
    ("citizen_data", ("digitisation_base",), "more_than_digitisation_base"),
    ("citizen_procedures", ("procedures",), "more_than_procedures"),
    ("received_online", ("received",), "more_than_received"),
    ("received_in_person", ("received",), "more_than_received"),
    ("carried_over", ("received",), "more_than_received"),
    ("resolved_early", ("resolved",), "more_than_resolved"),
    ("resolved_on_due", ("resolved",), "more_than_resolved"),
    ("resolved_late", ("resolved",), "more_than_resolved"),
    ("pending_in_time", ("pending",), "more_than_pending"),
    ("pending_overdue", ("pending",), "more_than_pending"),
    ("portal_on_time", ("portal_dossiers",), "more_than_portal_dossiers"),
    ("portal_overdue", ("portal_dossiers",), "more_than_portal_dossiers"),
    ("late_reported", ("resolved_late", "pending_overdue"), "more_apologies_than_late"),
    ("late_explained", ("resolved_late", "pending_overdue"), "more_apologies_than_late"),
    ("late_redated", ("resolved_late", "pending_overdue"), "more_apologies_than_late"),
    ("announced_on_time", ("announced",), _ITS_WHOLE),
    ("published_on_time", ("published",), _ITS_WHOLE),
    ("content_full", ("content_procedures",), _ITS_WHOLE),
    ("synced", ("sync_base",), _ITS_WHOLE),
    ("paid_online", ("fee_dossiers",), _ITS_WHOLE),
    ("fee_procedures_paid_online", ("fee_procedures",), _ITS_WHOLE),
    ("fee_procedures_with_dossiers", ("fee_procedures",), _ITS_WHOLE),
    ("satisfied", ("satisfaction_base",), _ITS_WHOLE),
    ("feedback_on_time", ("feedback",), _ITS_WHOLE),
    ("feedback_satisfied", ("feedback",), _ITS_WHOLE),
)


def identities(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    for identity in IDENTITIES:
        wrong = known(lines, identity) & (added(lines, identity) != lines[identity.whole])
        for line in units_where(lines, wrong, (identity.whole, *identity.parts)):
            parts = sum(int(line[part]) for part in identity.parts)
            values = {"value": int(line[identity.whole]), "sum": parts, "formula": identity.formula}
            yield at(letters, line, identity.whole, "identity_broken", "error", **values)


def parts_exceeding_wholes(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    there = set(lines.columns[lines.notna().any()])
    for part, wholes, code in PARTS:
        if not there.issuperset((part, *wholes)):
            continue
        given = lines[[part, *wholes]].notna().all(axis=1)
        for identity in _SUMS:
            if part in identity.parts:
                given &= ~known(lines, identity)  # the identity has said it
        wrong = given & (lines[part] > lines[list(wholes)].sum(axis=1))
        for line in units_where(lines, wrong, (part, *wholes)):
            limit = sum(int(line[whole]) for whole in wholes)
            yield at(letters, line, part, code, "error", value=int(line[part]), limit=limit, whole=wholes[0])


def sums_exceeding_wholes(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    """Checks the sum of the given parts where a part is missing: it can still exceed the whole."""
    for identity in _SUMS:
        parts = lines[list(identity.parts)]
        each_fits = ~(parts.gt(lines[identity.whole], axis=0).fillna(value=False)).any(axis=1)
        wrong = lines[identity.whole].notna() & ~known(lines, identity) & each_fits
        wrong &= added(lines, identity) > lines[identity.whole]
        for line in units_where(lines, wrong, (identity.whole, *identity.parts)):
            given = sum(int(line[part]) for part in identity.parts if not pd.isna(line[part]))
            values = {"value": int(line[identity.whole]), "sum": given}
            yield at(letters, line, identity.whole, "parts_more_than_whole", "error", **values)


def portal_parts(lines: pd.DataFrame, letters: Letters) -> Iterator[Issue]:
    """Checks the portal's identity: every dossier is either on time or overdue."""
    wrong = known(lines, _PORTAL) & (added(lines, _PORTAL) != lines["portal_dossiers"])
    for line in units_where(lines, wrong, (_PORTAL.whole, *_PORTAL.parts)):
        values = {"value": int(line["portal_dossiers"]), "sum": int(line["portal_on_time"] + line["portal_overdue"])}
        yield at(letters, line, "portal_dossiers", "portal_sum_broken", "error", **values)


def known(lines: pd.DataFrame, identity: Identity) -> "pd.Series[bool]":
    """Whether the whole and every part are given."""
    return lines[[identity.whole, *identity.parts]].notna().all(axis=1)


def added(lines: pd.DataFrame, identity: Identity) -> "pd.Series[int]":
    """The parts that are given, together."""
    return lines[list(identity.parts)].sum(axis=1)


def units_where(
    lines: pd.DataFrame, wrong: "pd.Series[bool]", counts: Sequence[CountName]
) -> Iterator[dict[Hashable, Any]]:
    """(sheet, row, …counts) of the units' lines that are `wrong`."""
    names = ["sheet", "row", *counts]
    found = wrong.to_numpy(dtype=bool, na_value=False)
    if not found.any():
        return
    chosen = lines.loc[found & (lines["kind"] == "unit").to_numpy(), names]
    # By column: building a record for every line of a large file would take longer than all the checks.
    for values in zip(*(chosen[name].array for name in names), strict=True):
        yield dict(zip(names, values, strict=True))


def at(
    letters: Letters, line: Mapping[Hashable, Any], count: CountName, code: str, severity: Severity, **values: object
) -> Issue:
    """An issue at the cell of a count."""
    column = letters.get((line["sheet"], count))
    return Issue(code, severity, line["sheet"], int(line["row"]), column, {"count": count, **values})
