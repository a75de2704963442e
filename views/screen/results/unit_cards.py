"""The cards at the head of a unit's page: where, why, what next."""

from math import isnan

from core.caching import cached
from core.errors import DashboardError
from core.periods import Period
from core.units import Unit
from core.words import Language, percent, sentence_case, t
from reports.published import Published
from reports.results.score import DEFAULT, Score
from reports.results.unit_cards import Brief, Owed, brief
from views.rendering import render
from views.screen import html, session
from views.screen.language import language
from views.screen.results import score, what_if
from views.screen.results.what_if import likely

LAST = 10
"""To leave so many last units is the first goal, where there are at least twice as many."""


def show(unit: Unit, month: Period, title: str, badge: str) -> None:
    """The heading and three cards and the year's end, in one piece: never the cards of one unit under another's name.

    The heading alone where no score has a number for the unit.
    """
    answer = score.report(session.everything().definitions(month).score(DEFAULT), month, unit.kind)
    html.show(_html(session.everything(), answer, unit, (title, badge), language()))


@cached(128)
def _html(published: Published, answer: Score, unit: Unit, heading: tuple[str, str], language: Language) -> str:
    found = brief(published, answer, unit)
    aim, rank = _aim(found)
    return render(
        language,
        "results/unit_cards.html",
        unit=unit,
        title=heading[0],
        badge=heading[1],
        brief=None if isnan(found.points) else found,
        # Rank 1 is on top.
        line=[-rank for rank in found.path],
        band=[(-found.rank_high, -found.rank_low)] * len(found.path) if found.rank_low and found.rank_high else [],
        owed=[_owed(found, what, language) for what in ("late", "feedback") if what in found.owed],
        aim=aim,
        goal=f"rank-{rank}" if rank else None,
        next=_next(found, rank),
        publish=sentence_case(_owed(found, "publish", language)) if "publish" in found.owed else "",
        year=_year(found, language),
    )


def _owed(found: Brief, what: Owed, language: Language) -> str:
    return t(language, f"brief.owed_{what}", many=found.owed[what])


def _aim(found: Brief) -> tuple[str, int | None]:
    """The key of the goal's words, and the rank: out of the last ten, else the median, else one rank up."""
    if found.rank is None or found.rank == 1:
        return "brief.what", None
    middle = (found.of + 1) // 2
    if found.of >= 2 * LAST and found.rank > found.of - LAST:
        return "brief.what_bottom", found.of - LAST
    return ("brief.what_median", middle) if found.rank > middle + 1 else ("brief.what", found.rank - 1)


def _next(found: Brief, rank: int | None) -> list[str]:
    """The plan with the fewest dossiers that reaches the rank."""
    if rank is None:
        return []
    try:
        chances = what_if.chances_of(found.score, found.unit)
    except DashboardError:
        return []
    return what_if.said(chances, chances.to_rank(rank), rank) if chances.steps else []


def _year(found: Brief, language: Language) -> str:
    year, target = found.year, found.year_target
    if year is None or target is None or isnan(year.required):
        return ""
    so_far = 100 * year.numerator / year.denominator
    values = {
        "measure": found.year_measure.short[language],
        "so_far": percent(language, so_far),
        "target": percent(language, target.value, 0),
        "months": year.months_left,
    }
    if year.required > 100:
        return t(language, "brief.year_lost", **values)
    chance = "–" if isnan(year.probability) else percent(language, 100 * likely(year.probability), 0)
    needed = percent(language, max(year.required, 0.0))
    return t(language, "brief.year", required=needed, chance=chance, **values)
