"""Time series of yearly results: ranks are comparable only among the same number of places."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from core.indices import Achieved, Answer, Result, Stored
from metrics.yearly.definitions import IndexTarget, Reached

Break = Literal["", "merger", "field", "unknown"]
"""Why ranks cannot be compared with those before: provinces merged, another number of places, or it is not known."""
# Resolution 202/2025/QH15: 63 provinces became 34, in force 12 June 2025, at work from 1 July 2025.
MERGER = (63, 34)


@dataclass(frozen=True)
class YearLine:
    """One year of one series. Changes are against the last known year, which need not be the year before."""

    result: Result
    era: int
    """Ranks of the same era may be joined and compared."""
    broken: Break
    """Why an era begins here; blank where none does."""
    rank_change: int | None
    """Places gained; minus: lost. None over a break."""
    rank_since: int | None
    score_change: float | None
    score_since: int | None


def newest(stored: Iterable[Stored]) -> tuple[list[Stored], dict[tuple[str, int, str, str], tuple[Stored, ...]]]:
    """Splits results (oldest first) into the current ones and, by key, those they replaced."""
    by_about: dict[tuple[str, int, str, str], list[Stored]] = {}
    for each in stored:
        by_about.setdefault(each.result.about, []).append(each)
    older = {about: tuple(found[:-1]) for about, found in by_about.items() if len(found) > 1}
    return [found[-1] for found in by_about.values()], older


def years(results: Iterable[Result]) -> list[YearLine]:
    """The lines of one index (or component) of one place, one result a year, the oldest first."""
    lines: list[YearLine] = []
    ranked: Result | None = None
    scored: Result | None = None
    era = 0
    for result in sorted(results, key=lambda each: each.year):
        broken: Break = ""
        rank_change = rank_since = None
        if result.rank is not None:
            broken = _break(ranked, result)
            era += broken != ""
            if ranked is not None and ranked.rank is not None and not broken:
                rank_change, rank_since = ranked.rank - result.rank, ranked.year
            ranked = result
        score_change = score_since = None
        if result.score is not None:
            if scored is not None and scored.score is not None and scored.max_score == result.max_score:
                score_change, score_since = result.score - scored.score, scored.year
            scored = result
        lines.append(YearLine(result, era, broken, rank_change, rank_since, score_change, score_since))
    return lines


def _break(before: Result | None, now: Result) -> Break:
    if before is None:
        return ""
    if before.rank_of is None or now.rank_of is None:
        return "unknown"
    if before.rank_of == now.rank_of:
        return ""
    return "merger" if before.rank_of > MERGER[1] >= now.rank_of else "field"


def computed(result: Result | None, target: IndexTarget | None) -> Achieved:
    """Whether a criterion is achieved, where its target or its highest score says so; blank where neither does."""
    if target is not None:
        reached: Reached = target.reached_by(result)
        return "achieved" if reached == "achieved" else "missed" if reached == "missed" else ""
    if result is None or result.score is None or result.max_score is None:
        return ""
    return "achieved" if result.score >= result.max_score else "missed"


def missing(achieved: Achieved, answer: Answer, *, remedied: bool) -> tuple[str, ...]:
    """Which of the four answers are not there yet: achieved, cause, responsible, remedy.

    Args:
        achieved: as typed, or computed.
        remedied: whether a task that was issued is its remedy.
    """
    there = {
        "achieved": bool(achieved),
        "cause": bool(answer.cause),
        "responsible": bool(answer.unit and answer.leader),
        "remedy": remedied,
    }
    return tuple(name for name, known in there.items() if not known)
