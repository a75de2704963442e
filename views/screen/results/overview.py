"""The overview of a month: its sentence, its cards, the table of kinds; best and worst units."""

from core.caching import cached
from core.periods import Period
from core.words import Language
from metrics.rates.measures import Measure, all_measures
from reports.published import Published
from reports.results.overview import Overview, overview_of
from views.rendering import render
from views.screen import html, session
from views.screen.language import language
from views.wording import results as wording


def answer(month: Period | None) -> Overview:
    return _answer(session.everything(), month)


@cached(64)
def _answer(data: Published, month: Period | None) -> Overview:
    return overview_of(data, month)


def show(report: Overview) -> None:
    """The month's sentence, its cards and the table of kinds."""
    html.show(_html(report, language()))


@cached(64)
def _html(report: Overview, language: Language) -> str:
    lines = wording.overview(report, language)
    return render(language, "results/overview.html", report=report, sentences=lines, figure_names=wording.FIGURE_NAMES)


def ends(report: Overview, measure: Measure) -> None:
    """First and last by one measure, what got worse, and who has not reported."""
    has_before = report.before in session.everything().all_months()
    html.show(_ends_html(report, measure, has_before, language()))


@cached(64)
def _ends_html(report: Overview, measure: Measure, has_before: bool, language: Language) -> str:
    return render(
        language,
        "results/ends.html",
        report=report,
        measure=measure,
        measures=all_measures(),
        ends=[(group.kind, *report.ends(group.kind, measure.id)) for group in report.groups[1:]],
        targets={rate.measure.id: rate.target for rate in report.groups[0].rates},
        has_before=has_before,
    )
