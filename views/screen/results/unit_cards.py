"""The cards at the head of a unit's page: where, why, what next."""

from math import isnan

from core.caching import cached
from core.errors import DashboardError
from core.periods import Period
from core.units import Unit
from core.words import Language, percent, t
from reports.published import Published
from reports.results.score import DEFAULT, Score
from reports.results.unit_cards import Brief, brief
from views.rendering import render
from views.screen import html, session
from views.screen.language import language
from views.screen.results import score, what_if
from views.screen.results.what_if import likely


def show(unit: Unit, month: Period) -> None:
    """Three cards and the year's end; nothing where no score has a number for the unit."""
    answer = score.report(session.everything().definitions(month).score(DEFAULT), month, unit.kind)
    html.show(_html(session.everything(), answer, unit, language()))


@cached(128)
def _html(published: Published, answer: Score, unit: Unit, language: Language) -> str:
    found = brief(published, answer, unit)
    if isnan(found.points):
        return ""
    return render(
        language,
        "results/unit_cards.html",
        brief=found,
        # Rank 1 is on top.
        line=[-rank for rank in found.path],
        band=[(-found.rank_high, -found.rank_low)] * len(found.path) if found.rank_low and found.rank_high else [],
        next=_next(found),
        year=_year(found, language),
    )


def _next(found: Brief) -> list[str]:
    """The plan with the fewest dossiers that gains one rank."""
    if found.rank is None or found.rank == 1:
        return []
    try:
        chances = what_if.chances_of(found.score, found.unit)
    except DashboardError:
        return []
    return what_if.said(chances, chances.to_rank(found.rank - 1), found.rank - 1) if chances.steps else []


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
