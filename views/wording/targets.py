"""Values beside their targets: printed on their own side of it, with the distance that a reader computes himself."""

from math import isnan

from core.words import NOT_KNOWN, Language, change, in_unit, t
from metrics.rates.measures import Measure
from metrics.rates.targets import Target


def goal(target: Target | None) -> float | None:
    """The target's value, for `core.words.in_unit`."""
    return target.value if target else None


def asked(language: Language, target: Target | None, unit: str) -> str | None:
    """The target in a paper's column; None where there is none. An example says so there as on the screen: nobody
    in the province has decided it; and so does a unit's own, which its peers have not."""
    if target is None:
        return None
    value = in_unit(language, target.value, unit, plain=True)
    mark = "target.illustrative" if target.illustrative else "target.own" if target.unit else ""
    return f"{value} ({t(language, mark)})" if mark else value


def bound(language: Language, target: Target, measure: Measure) -> str:
    """“≥ 95 %”."""
    key = "target.at_least" if measure.better == "higher" else "target.at_most"
    return t(language, key, value=in_unit(language, target.value, measure.unit, plain=True))


def to_target(language: Language, value: float | None, measure: Measure, target: Target | None) -> str:
    """How far above (+) or short of (−) the target a value is, by the printed numbers; an en dash without either."""
    if target is None or value is None or isnan(value):
        return NOT_KNOWN
    better, worse = (value, target.value) if measure.better == "higher" else (target.value, value)
    return change(language, better, worse, measure.unit, target=target.value)


def verdict(language: Language, target: Target | None, distance: float) -> str | None:
    """Met or missed; None without a target, and where too few units reported to say so: there is a target all the
    same."""
    return None if target is None or isnan(distance) else t(language, state(distance))


def state(distance: float) -> str:
    """The key of the word for a distance to the target: the month's value decides, here as everywhere."""
    if isnan(distance):
        return "target.none"
    return "target.met" if distance >= 0 else "target.missed"
