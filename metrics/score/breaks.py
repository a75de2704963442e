"""Months at which the series of a score is not joined, because its source began to compute by other rules."""

from collections.abc import Sequence
from functools import cache

from core.periods import Period, parse_month
from core.settings import ROOT
from metrics.dated import Dated, Text, Words
from metrics.definition_files import read_all


class ScoreBreak(Dated):
    """From this month on, numbers of the score are not one series with those before."""

    index: Text
    source: Words


@cache
def all_breaks() -> tuple[ScoreBreak, ...]:
    return tuple(read_all(ROOT / "definitions" / "score_breaks.yaml", ScoreBreak))


def breaks_in(index: str, months: Sequence[Period]) -> dict[int, Period]:
    """By the place in `months` (oldest first) of each month that is not joined to the one before: the month."""
    begun = {parse_month(each.from_month) for each in all_breaks() if each.index == index}
    return {place: month for place, month in enumerate(months) if place and month in begun}
