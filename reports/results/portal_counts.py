"""The counts of units in reads of the national portal, and what comes of them: points of the score, and measures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.counts import COUNT_NAMES
from core.portal import MEAN_DAYS, TOTAL, PortalValue
from metrics.rates.measures import Measure
from metrics.rates.rates import values
from metrics.score.rules import Indicator, ScoreRules
from metrics.score.scoring import scores

Told = tuple[str, str, PortalValue]
"""(answer, unit's code, value)."""


@dataclass(frozen=True)
class Rate:
    """A measure of one unit; NaN where its counts were not read, or it had no such dossiers."""

    value: float
    numerator: float
    denominator: float


def counts_told(told: Sequence[Told], rules: ScoreRules) -> pd.DataFrame | None:
    """(unit_code, …COUNT_NAMES), one row a unit, NaN = not read; None where no count was.

    Those of a group are taken from the read that gives its points: reads of other moments have other counts.
    """
    indicators = {each.id: (group.id, each) for group in rules.groups for each in group.indicators}
    listed = {(code, each.item) for answer, code, each in told if answer == TOTAL and each.score is not None}
    rows: dict[str, dict[str, float]] = {}
    for answer, code, each in told:
        group, indicator = indicators.get(each.item, ("", None))
        if indicator and answer == (TOTAL if (code, group) in listed else group):
            rows.setdefault(code, {}).update(_counts(indicator, each))
        elif each.item == MEAN_DAYS and each.numerator is not None:
            rows.setdefault(code, {})["mean_days_hundredths"] = float(np.round(100 * each.numerator))
    if not rows:
        return None
    counts = pd.DataFrame(list(rows.values()), columns=list(COUNT_NAMES)).astype(float)
    return counts.assign(unit_code=list(rows))


def points(counts: pd.DataFrame, rules: ScoreRules) -> dict[str, dict[str, float]]:
    """By unit and group: the points of each group of which every count is known."""
    table = scores(counts, rules)
    table["whole"] = table["points"].notna()
    whole = table.groupby(["unit_code", "group"], sort=False, as_index=False).agg({"points": "sum", "whole": "all"})
    found: dict[str, dict[str, float]] = {}
    for code, group, won in whole.loc[whole["whole"], ["unit_code", "group", "points"]].itertuples(index=False):
        found.setdefault(code, {})[group] = won
    return found


def measured(counts: pd.DataFrame, measures: Iterable[Measure]) -> dict[str, dict[str, Rate]]:
    """By measure and unit: each measure that some unit's counts are enough for."""
    found: dict[str, dict[str, Rate]] = {}
    for measure in measures:
        table = values(counts, measure)[["unit_code", "value", "numerator", "denominator"]]
        if table["value"].notna().any():
            found[measure.id] = {code: Rate(*rest) for code, *rest in table.itertuples(index=False)}
    return found


def _counts(indicator: Indicator, value: PortalValue) -> dict[str, float]:
    """The counts of an indicator; a score given ready-made in hundredths."""
    if indicator.scoring == "given":
        return {} if value.score is None else {indicator.numerator[0]: float(np.round(100 * value.score))}
    told = ((indicator.numerator, value.numerator), (indicator.denominator, value.denominator))
    return {names[0]: number for names, number in told if len(names) == 1 and number is not None}
