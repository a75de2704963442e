"""What the head of a unit's page, and its paper, say: what it owes, what to aim at, how its year will end."""

from math import isnan

from core.words import Language, percent, t
from reports.results.unit_cards import Brief, Owed
from views.wording.what_if import likely

LAST = 10
"""To leave so many last units is the first goal, where there are at least twice as many."""


def owed(found: Brief, what: Owed, language: Language) -> str:
    return t(language, f"brief.owed_{what}", many=found.owed[what])


def aim(found: Brief) -> tuple[str, int | None]:
    """The key of the goal's words, and the rank: out of the last ten, else the median, else one rank up."""
    if found.rank is None or found.rank == 1:
        return "brief.what", None
    middle = (found.of + 1) // 2
    if found.of >= 2 * LAST and found.rank > found.of - LAST:
        return "brief.what_bottom", found.of - LAST
    return ("brief.what_median", middle) if found.rank > middle + 1 else ("brief.what", found.rank - 1)


def year(found: Brief, language: Language) -> str:
    """How the year will end; blank where nothing can be said."""
    ending, target = found.year, found.year_target
    if ending is None or target is None or isnan(ending.required):
        return ""
    so_far = 100 * ending.numerator / ending.denominator
    values = {
        "measure": found.year_measure.short[language],
        "so_far": percent(language, so_far),
        "target": percent(language, target.value, 0),
        "months": ending.months_left,
    }
    if ending.required > 100:
        return t(language, "brief.year_lost", **values)
    chance = "–" if isnan(ending.probability) else percent(language, 100 * likely(ending.probability), 0)
    needed = percent(language, max(ending.required, 0.0))
    return t(language, "brief.year", required=needed, chance=chance, **values)
