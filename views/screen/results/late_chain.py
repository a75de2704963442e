"""What became of the month's late dossiers: one line for the overview, and the page by unit."""

from collections.abc import Mapping

from core.caching import cached
from core.periods import Period
from core.words import Language
from reports.published import Published
from reports.results.late_chain import LateChain, late_chain_of
from views.rendering import render
from views.screen import html, session
from views.screen.language import language


def answer(month: Period) -> LateChain:
    return _answer(session.everything(), month)


@cached(16)
def _answer(data: Published, month: Period) -> LateChain:
    return late_chain_of(data, month)


def line(month: Period) -> None:
    """The chain in one line that leads to the page; nothing where nobody reports a step of it."""
    found = answer(month)
    if found.late and found.known:
        html.show(_line(found, language()))


@cached(32)
def _line(found: LateChain, language: Language) -> str:
    return render(language, "results/chain_line.html", chain=found)


def show(found: LateChain, leaders: Mapping[str, str]) -> None:
    """Every unit with a late dossier: how many went each step, who is missing, and whom to ask."""
    html.show(_html(found, tuple(sorted(leaders.items())), language()))


@cached(32)
def _html(found: LateChain, leaders: tuple[tuple[str, str], ...], language: Language) -> str:
    return render(language, "results/late_chain.html", chain=found, leaders=dict(leaders))
