"""Dated targets: what a measure should reach, since when, and who said so."""

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


@cache
def all_targets() -> tuple[Target, ...]:
    return tuple(read_all(TARGETS, Target))


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
