"""The province's own index by its own points: the program's indicators, and what each counts."""

import datetime as dt

from metrics.dated import newest
from metrics.score.rules import IndicatorGroup, ScoreRules, all_scores

OwnWeights = tuple[str, str, tuple[tuple[str, float], ...] | None, str, dt.datetime]
"""(score, from month, points by id of the indicator, source, when), as `store.settings.weights` has them."""


def own_scores() -> tuple[str, ...]:
    """The scores whose points are an example, for the province to replace: none that a decision gives to all."""
    return tuple(name for name, versions in all_scores().items() if all(each.illustrative for each in versions))


def base_of(score: str, month: str) -> ScoreRules | None:
    """The program's own version in a month (2027-01), of two that begin together the later decided; None before any."""
    return newest(all_scores()[score], month)


def weighted(entered: OwnWeights) -> ScoreRules | None:
    """The index by the province's points; None of a score or a month that the program does not know."""
    score, begin, points, source, at = entered
    base = base_of(score, begin) if score in own_scores() else None
    if base is None:
        return None
    given = dict(points or ())
    groups = tuple(group for each in base.groups if (group := _weighted(each, given)) is not None)
    own = {"from_month": begin, "source": source, "illustrative": False, "published_from": None}
    # Taken back: it is only looked at for what it takes back.
    own |= {"groups": groups or base.groups, "entered_at": at, "removed": points is None}
    return base.model_copy(update=own)


def _weighted(group: IndicatorGroup, points: dict[str, float]) -> IndicatorGroup | None:
    kept = tuple(
        each.model_copy(update={"points": points[each.id]}) for each in group.indicators if points.get(each.id)
    )
    whole = sum(each.points for each in kept)
    return group.model_copy(update={"points": whole, "indicators": kept}) if kept else None
