"""Dated targets: what a measure should reach, since when, and who said so."""

from collections.abc import Sequence
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.settings import ROOT
from core.units import UnitKind
from metrics.dated import Decided, Text, Words
from metrics.definition_files import read_all
from metrics.rates.measures import Measure

Verdict = Literal["met", "missed", "no_target", "no_dossiers", "not_reported"]
TARGETS = ROOT / "definitions" / "targets.yaml"


class Target(Decided):
    """The value a measure should reach from a month on, until a later entry of the same measure and scope."""

    measure: Text
    kind: UnitKind | None = None
    """Which units must reach it: those of a kind, where it goes before the one for all; None for all."""
    unit: str = ""
    """The code of the one unit that must reach it, where it goes before those for its kind and for all."""
    value: float
    ended: bool = False
    """From this month on there is none of its own for the kind or the unit: the common one holds for it again."""
    illustrative: bool = False
    """True where nobody has decreed it: shown as an example, for the province to replace."""
    source: Words

    @property
    def key(self) -> str:
        """See `key_of`."""
        return key_of(self.measure, self.kind, self.unit)


def key_of(measure: str, kind: str | None = None, unit: str = "") -> str:
    """What a target is about: `online` for all units, `online@commune` for those of a kind, `online@unit:SNV` for one
    unit."""
    whose = f"unit:{unit}" if unit else kind
    return f"{measure}@{whose}" if whose else measure


@cache
def all_targets() -> tuple[Target, ...]:
    return tuple(read_all(TARGETS, Target))


def values_of(targets: Sequence[Target | None]) -> NDArray[np.float64]:
    """The targets' values, in the measure's unit; NaN where there is none."""
    return np.array([each.value if each else np.nan for each in targets], dtype=np.float64)


def verdicts(
    value: NDArray[np.float64], status: NDArray[np.object_], measure: Measure, targets: NDArray[np.float64]
) -> NDArray[np.object_]:
    """The `Verdict` on each value.

    Args:
        value: the numbers nearest to the true quotients (`metrics.rates.rates.quotients`), so that 19 of 20 reach 95 %.
        status: see `metrics.rates.ranking.ranked`.
        targets: of each value, or one for all; NaN where there is none.
    """
    met = value >= targets if measure.better == "higher" else value <= targets
    verdict = np.where(np.isnan(targets), "no_target", np.where(met, "met", "missed")).astype(object)
    return np.where(status == "ranked", verdict, status)
