"""An indicator's formula with a unit's numbers filled in: 20 × 486/588 = 16,53."""

from collections.abc import Hashable, Mapping
from typing import Any

from core.errors import NoDataError
from core.words import Language, number, t
from metrics.score.rules import Indicator


class NoScoreError(NoDataError):
    """The month is published, but of the unit nothing that an index needs."""

    key = "error.no_score"


def formula(indicator: Indicator | None, row: Mapping[Hashable, Any], language: Language) -> str:
    """One line, as an official would write it on paper.

    Args:
        indicator: None where the row is the source's own score of a whole group.
        row: a row of `metrics.score.scoring.scores`: points as printed, numerator, denominator, state.
    """
    points, numerator, denominator, state = (row[name] for name in ("points", "numerator", "denominator", "state"))
    won = number(language, points, 2)
    if state == "not_reported":
        return t(language, "score.state_not_reported")
    if indicator is None or state == "given":
        return t(language, "score.formula_given", points=won)
    most = _points(indicator.points, language)
    share = f"{number(language, numerator)}/{number(language, denominator)}"
    if state == "nothing":
        return t(language, f"score.formula_{indicator.zero}", share=share, points=won)
    if indicator.scoring == "full_from":
        threshold = _points(indicator.full_from or 100.0, language)
        return t(language, "score.formula_full_from", most=most, share=share, threshold=threshold, points=won)
    return t(language, "score.formula", most=most, share=share, points=won)


def _points(value: float, language: Language) -> str:
    return number(language, value, 0 if value == round(value) else 2)
