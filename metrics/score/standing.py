"""Where one place stands among many by a score that is given: rank, gaps, neighbours, and movement between reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

_SAME = 0.005
"""Scores are given with two decimals."""


@dataclass(frozen=True)
class Standing:
    """One place by one item."""

    score: float
    rank: int
    of: int
    best: float
    median: float
    above: float | None
    """How much the next better place has more; None for the first."""


def ranks(scores: Mapping[str, float]) -> dict[str, int]:
    """The rank of each place, 1 for the highest score; equal scores share a rank."""
    ordered = sorted(scores.values(), reverse=True)
    first = {score: place for place, score in reversed(list(enumerate(ordered, 1)))}
    return {name: first[score] for name, score in scores.items()}


def standing(scores: Mapping[str, float], place: str) -> Standing | None:
    """Where a place stands; None where it has no score."""
    if place not in scores:
        return None
    mine = scores[place]
    better = [score for score in scores.values() if score > mine]
    return Standing(
        mine,
        len(better) + 1,
        len(scores),
        max(scores.values()),
        median(scores.values()),
        round(min(better) - mine, 2) if better else None,
    )


def around(scores: Mapping[str, float], place: str, many: int = 2) -> list[str]:
    """The places by rank from `many` above one to `many` below it; the first ones where it has no score."""
    ordered = sorted(scores, key=lambda name: (-scores[name], name))
    at = ordered.index(place) if place in scores else 0
    return ordered[max(0, at - many) : at + many + 1]


def hollow(scores: Sequence[float]) -> bool:
    """Whether most places stand at the floor, what a place without any dossier scores: such a month ranks nobody.

    The floor is not written down, for the rules change it: it is the lowest score, if more than half have it.
    """
    if not scores:
        return False
    floor = min(scores)
    return sum(score - floor < _SAME for score in scores) * 2 > len(scores)
