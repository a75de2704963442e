"""Dated targets: what a measure should reach, since when, and who said so."""

from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from core.periods import Period
from core.settings import ROOT
from metrics.definition_files import read_all
from metrics.rates.measures import MonthCode, Text, Words

TARGETS = ROOT / "definitions" / "targets.yaml"


class Target(BaseModel):
    """The value a measure should reach from a month on, until a later entry of the same measure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    measure: Text
    from_month: MonthCode = Field(alias="from")
    value: float
    illustrative: bool = False
    """True where nobody has decreed it: shown as an example, for the province to replace."""
    source: Words


@cache
def all_targets() -> tuple[Target, ...]:
    return tuple(read_all(TARGETS, Target))


def target_of(measure_id: str, period: Period, targets: tuple[Target, ...] | None = None) -> Target | None:
    """The target in force at the end of `period`; None where there is none."""
    last = f"{period.end:%Y-%m}"
    known = [
        target
        for target in (all_targets() if targets is None else targets)
        if target.measure == measure_id and target.from_month <= last
    ]
    return max(known, key=lambda target: target.from_month, default=None)
