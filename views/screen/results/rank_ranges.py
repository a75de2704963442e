"""The views of the page of charts that tell how far a rank can be trusted: sets of ranks, and other weights."""

from core.caching import cached
from core.periods import Period
from core.units import UnitKind
from core.words import t
from metrics.chance.rank_intervals import LEVEL as USUAL
from metrics.chance.rank_sets import LEVEL
from metrics.rates.measures import Measure
from metrics.rates.measures import measure as measure_of
from metrics.score.rules import ScoreRules
from metrics.score.weights import BY
from reports.published import Published
from reports.results.robustness import RankSetsReport, rank_sets_of, weights_of
from reports.slices import Slice
from views.charts import rank_ranges, tables_of_ranks
from views.screen import draw, session
from views.screen.language import language
from views.screen.results import analysis, score
from views.wording import robustness


@cached(64)
def _sets(data: Published, measure: str, kind: UnitKind, month: Period) -> RankSetsReport:
    return rank_sets_of(Slice(data, kind, month), measure_of(measure))


def show_sets(asked: Measure, kind: UnitKind, month: Period, rows: str) -> None:
    report = _sets(session.everything(), asked.id, kind, month)
    most = analysis.WORST if rows == "worst" else None
    draw.sentences(robustness.sets(report, language()))
    draw.chart(
        rank_ranges.ranges(language(), "sets"),
        rank_ranges.sets_data(report, language(), most),
        key="rank_sets",
        alt=t(language(), "analysis.sets.alt", measure=asked.title[language()], period=month),
    )
    analysis.caption(t(language(), "analysis.sets.caption", usual=round(100 * USUAL), level=round(100 * LEVEL)))
    analysis.twin(tables_of_ranks.of_sets(report, language(), most), asked, month)


def show_weights(rules: ScoreRules, kind: UnitKind, month: Period, rows: str) -> None:
    report = weights_of(score.report(rules, month, kind))
    most = analysis.WORST if rows == "worst" else None
    draw.sentences(robustness.weights(report, language()))
    draw.chart(
        rank_ranges.ranges(language(), "weights"),
        rank_ranges.weights_data(report, language(), most),
        key="other_weights",
        alt=t(language(), "analysis.weights.alt", index=rules.short[language()], period=month),
    )
    last = t(language(), "analysis.weights.caption_last", ends=report.ends) if report.ends else ""
    analysis.caption(t(language(), "analysis.weights.caption", by=round(100 * BY)), last)
    analysis.twin(tables_of_ranks.of_weights(report, language(), most), None, month)
