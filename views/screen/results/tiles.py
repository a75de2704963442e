"""The view of the page of charts that groups units by their former districts, as tiles that need no map."""

from core import words
from core.caching import cached
from core.periods import Period
from core.units import UnitKind
from core.words import Language, t
from metrics.rates.measures import Measure
from metrics.rates.measures import measure as measure_of
from reports.published import Published
from reports.results.tiles import Tiles, tiles_of
from reports.slices import Slice
from views.rendering import render
from views.screen import draw, html, session
from views.screen.language import language
from views.screen.results import analysis

NAMED = 3


@cached(64)
def _tiles(data: Published, measure: str, kind: UnitKind, month: Period) -> Tiles:
    return tiles_of(Slice(data, kind, month), measure_of(measure))


def show(asked: Measure, kind: UnitKind, month: Period, _: str) -> None:
    report = _tiles(session.everything(), asked.id, kind, month)
    draw.sentences([_lead(report, language())])
    html.show(_drawn(report, month.code, language()))
    analysis.caption(t(language(), "analysis.tiles.caption"))


def _lead(report: Tiles, language: Language) -> str:
    worst = [panel for panel in report.panels if panel.former and panel.worse][:NAMED]
    if not worst:
        return t(language, "analysis.tiles.lead_none")
    said = [
        t(
            language,
            "analysis.tiles.of",
            district=panel.former.name if language == "vi" else panel.former.name_en,
            worse=panel.worse,
            known=panel.known,
        )
        for panel in worst
        if panel.former
    ]
    return t(language, "analysis.tiles.lead", districts=said)


@cached(64)
def _drawn(report: Tiles, month: str, language: Language) -> str:
    compared = "target" if report.target else "middle"
    return render(language, "results/tiles.html", report=report, month=month, words=compared, not_known=words.NOT_KNOWN)
