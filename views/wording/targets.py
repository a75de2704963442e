"""Values beside their targets: printed on their own side of it, with the distance that a reader computes himself."""

from math import isnan

from core.words import NOT_KNOWN, Language, change
from metrics.rates.measures import Measure
from metrics.rates.targets import Target


def goal(target: Target | None) -> float | None:
    """The target's value, for `core.words.in_unit`."""
    return target.value if target else None


def to_target(language: Language, value: float | None, measure: Measure, target: Target | None) -> str:
    """How far above (+) or short of (−) the target a value is, by the printed numbers; an en dash without either."""
    if target is None or value is None or isnan(value):
        return NOT_KNOWN
    better, worse = (value, target.value) if measure.better == "higher" else (target.value, value)
    return change(language, better, worse, measure.unit, target=target.value)


def state(distance: float) -> str:
    """The key of the word for a distance to the target: the month's value decides, here as everywhere."""
    if isnan(distance):
        return "target.none"
    return "target.met" if distance >= 0 else "target.missed"
