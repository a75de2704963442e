"""Whether a promise over a year is kept, by the counts of its months.

The year's rate is pooled: dossiers are summed first, divided last. Certain outcomes are checked first: a year that is
over, or one that even the best (or worst) remaining months cannot change; only then the probability of the target.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Literal, get_args

import pandas as pd
from pydantic import Field

from core.settings import ROOT
from metrics.chance.months_of_kind import MonthsOfKind
from metrics.chance.trajectory import trajectory
from metrics.dated import Dated, Words, newest
from metrics.definition_files import read_all
from metrics.rates.measures import Measure

COMMITMENTS = ROOT / "definitions" / "tasks" / "commitments.yaml"
Outcome = Literal["kept", "on_track", "at_risk", "broken", "no_data"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
Reason = Literal["over", "safe", "lost", "chance", "nothing", "gaps", "few_months"]


class Rule(Dated):
    """The rule for judging promises, in force from a year on until a later entry."""

    on_track: float = Field(gt=0, lt=1)
    volume: float = Field(ge=1)
    illustrative: bool = False
    source: Words


@cache
def all_rules() -> tuple[Rule, ...]:
    return tuple(read_all(COMMITMENTS, Rule))


def rule_of(year: int) -> Rule:
    """The rule in force for a year; years before the first rule use the first one."""
    return newest(all_rules(), f"{year}-12") or min(all_rules(), key=lambda rule: rule.from_month)


def can_be_promised(measure: Measure) -> bool:
    """Whether a year's rate follows from the months' counts."""
    return measure.unit == "percent" and not measure.given and measure.adds_over_months


@dataclass(frozen=True)
class Judgement:
    """The outcome, why, and the counts behind it."""

    outcome: Outcome
    reason: Reason
    """over: the year is; safe: can no longer be missed; lost: out of reach; chance: by the probability; nothing:
    no number of the year yet; gaps: the year is over and months are missing that could decide it; few_months: too few
    to say what is to come."""
    numerator: float
    denominator: float
    """Counts of the year so far."""
    months: int
    """How many months of the year have numbers."""
    missing: int
    """How many months are due and have no number."""
    left: int
    """How many months of the year are still to come."""
    required: float
    """The rate that each month to come needs, in percent; above 100 or below 0 where it cannot or need not; NaN where
    none is to come."""
    probability: float
    """Probability of reaching the target, between 0 and 1; NaN where it cannot be computed."""

    @property
    def value(self) -> float:
        """The year's rate so far, in percent; NaN without dossiers."""
        return 100.0 * self.numerator / self.denominator if self.denominator else float("nan")


def judged(
    months: pd.DataFrame,
    target: float,
    left: int,
    *,
    better: Literal["higher", "lower"],
    rule: Rule,
    kind: MonthsOfKind | None = None,
) -> Judgement:
    """Judges a promise by its unit's months.

    Args:
        months: (numerator, denominator, this_year, month), oldest first, up to twelve: the last months due, of the
            promise's year and those before it; NaN = not reported. `month` is needed only with `kind`.
        target: percent; reached when the year's rate is exactly it.
        left: how many months of the year the unit has still to come.
        kind: as `metrics.chance.trajectory.trajectory`.
    """
    year = months[months["this_year"]]
    known = year.dropna(subset=["numerator", "denominator"])
    n, d = float(known["numerator"].sum()), float(known["denominator"].sum())
    missing = len(year) - len(known)
    # A missing month may still be reported, so it is treated like a future month.
    path = trajectory(months, target, left + missing, better=better, kind=kind)
    most = rule.volume * path.expected

    def said(outcome: Outcome, reason: Reason) -> Judgement:
        return Judgement(outcome, reason, n, d, len(known), missing, left, path.required, path.probability)

    if not d:
        return said("no_data", "nothing")
    if not left + missing:
        return said("kept" if _reached(n, d, target, better) else "broken", "over")
    all_met, none_met = (_reached(n + share * most, d + most, target, better) for share in (1, 0))
    # Lower and upper bound of the year's rate.
    if all_met == none_met:
        return said("kept", "safe") if all_met else said("broken", "lost")
    if not left:
        return said("no_data", "gaps")
    if pd.isna(path.probability):
        return said("no_data", "few_months")
    return said("on_track" if path.probability >= rule.on_track else "at_risk", "chance")


def _reached(numerator: float, denominator: float, target: float, better: Literal["higher", "lower"]) -> bool:
    # Exact arithmetic: 957 of 1 000 is 95.7 %, which has no exact binary fraction.
    met, asked = Fraction(numerator) * 100, Fraction(str(target)) * Fraction(denominator)
    return met >= asked if better == "higher" else met <= asked
