"""The cards at the head of a unit's page: where, why, what next."""

from math import isnan

from core.caching import cached
from core.errors import DashboardError
from core.periods import Period
from core.units import Unit
from core.words import Language, sentence_case
from reports.published import Published
from reports.results.score import DEFAULT, Score
from reports.results.unit_cards import Brief, brief
from views.rendering import render
from views.screen import html, session
from views.screen.language import language
from views.screen.results import score, what_if
from views.wording import unit_cards as said
from views.wording import what_if as plans


def show(unit: Unit, month: Period, title: str, badge: str) -> None:
    """The heading and three cards and the year's end, in one piece: never the cards of one unit under another's name.

    The heading alone where no score has a number for the unit.
    """
    answer = score.report(session.everything().definitions(month).score(DEFAULT), month, unit.kind)
    html.show(_html(session.everything(), answer, unit, (title, badge), language()))


@cached(128)
def _html(published: Published, answer: Score, unit: Unit, heading: tuple[str, str], language: Language) -> str:
    found = brief(published, answer, unit)
    aim, rank = said.aim(found)
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
        owed=[said.owed(found, what, language) for what in ("late", "feedback") if what in found.owed],
        aim=aim,
        goal=f"rank-{rank}" if rank else None,
        next=_next(found, rank),
        publish=sentence_case(said.owed(found, "publish", language)) if "publish" in found.owed else "",
        year=said.year(found, language),
    )


def _next(found: Brief, rank: int | None) -> list[str]:
    """The plan with the fewest dossiers that reaches the rank."""
    if rank is None:
        return []
    try:
        chances = what_if.chances_of(found.score, found.unit)
    except DashboardError:
        return []
    return plans.said(chances, chances.to_rank(rank), rank, language()) if chances.steps else []
