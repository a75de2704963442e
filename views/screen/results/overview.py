"""The overview of a month: its sentence, its cards, the table of kinds; best and worst units."""

from collections.abc import Mapping

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


def show(report: Overview, leaders: Mapping[str, str], *, overdue: int, broken: int) -> None:
    """The month's sentence, its cards, who leaves most late dossiers, and what to look at.

    Args:
        leaders: names by unit.
        overdue: how many tasks are.
        broken: how many commitments are.
    """
    html.show(_html(report, tuple(sorted(leaders.items())), overdue, broken, language()))


@cached(64)
def _html(report: Overview, leaders: tuple[tuple[str, str], ...], overdue: int, broken: int, language: Language) -> str:
    return render(
        language,
        "results/overview.html",
        report=report,
        sentences=wording.overview(report, language),
        heads=dict(leaders),
        late_measure=report.headlines[0].id,
        strip=_strip(report, overdue, broken),
    )


def _strip(report: Overview, overdue: int, broken: int) -> list[tuple[str, dict[str, str], int | None, str, str]]:
    """Page, its filters, how many (None: not known), the key of the word, and the number's tone where it is not 0."""
    ranked = {"measure": report.headlines[0].id, "period": report.month.code}
    return [
        ("ranking", ranked, report.better, "overview.better", "good"),
        ("ranking", ranked, report.really_worse, "overview.really_worse", "bad"),
        ("tasks", {"status": "overdue"}, overdue, "overview.overdue", "bad"),
        ("commitments", {"standing": "broken"}, broken, "overview.broken", "bad"),
        ("calendar", {"period": report.month.code}, len(report.not_reported), "overview.silent", "bad"),
    ]


def kinds(report: Overview) -> None:
    """The province and each kind of unit, beside last month and the same month of last year."""
    html.show(_kinds_html(report, language()))


@cached(64)
def _kinds_html(report: Overview, language: Language) -> str:
    return render(language, "results/kinds.html", report=report, figure_names=wording.FIGURE_NAMES)


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
        has_before=has_before,
    )
