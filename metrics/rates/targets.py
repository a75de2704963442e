"""Dated targets: what a measure should reach, since when, and who said so."""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.settings import ROOT
from metrics.dated import Dated, Text, Words
from metrics.definition_files import read_all
from metrics.rates.measures import Measure

Verdict = Literal["met", "missed", "no_target", "no_dossiers", "not_reported"]
TARGETS = ROOT / "definitions" / "targets.yaml"


class Target(Dated):
    """The value a measure should reach from a month on, until a later entry of the same measure."""

    measure: Text
    value: float
    illustrative: bool = False
    """True where nobody has decreed it: shown as an example, for the province to replace."""
    source: Words
    entered_at: dt.datetime | None = None
    """When the province entered it; None for an entry of the program's own files."""
    removed: bool = False
    """Takes back the province's entry of the same measure and month."""


@cache
def all_targets() -> tuple[Target, ...]:
    return tuple(read_all(TARGETS, Target))


def decided(entries: Sequence[Target]) -> list[Target]:
    """What holds of all entries, in their order.

    From the month of its first own entry on, a measure's targets are the province's; those in the program's files are
    examples until then. A later entry for the same month replaces the earlier one.
    """
    own: dict[tuple[str, str], Target] = {}
    for each in entries:
        if each.entered_at is not None:
            own.pop((each.measure, each.from_month), None)
            own[each.measure, each.from_month] = each
    held = [each for each in own.values() if not each.removed]
    first = {each.measure: min(other.from_month for other in held if other.measure == each.measure) for each in held}
    files = [each for each in entries if each.entered_at is None]
    return [*(each for each in files if each.from_month < first.get(each.measure, "9999-99")), *held]


def verdicts(
    value: NDArray[np.float64], status: NDArray[np.object_], measure: Measure, target: Target | None
) -> NDArray[np.object_]:
    """The `Verdict` on each value.

    Args:
        value: the numbers nearest to the true quotients (`metrics.rates.rates.quotients`), so that 19 of 20 reach 95 %.
        status: see `metrics.rates.ranking.ranked`.
    """
    if target is None:
        verdict = np.full(len(value), "no_target", dtype=object)
    else:
        met = value >= target.value if measure.better == "higher" else value <= target.value
        verdict = np.where(met, "met", "missed").astype(object)
    return np.where(status == "ranked", verdict, status)
