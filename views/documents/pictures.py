"""The charts of the pages as pictures to send on: each by its name and what it is asked about, as an address has it."""

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from core.periods import BadMonthError, Period, parse
from core.units import RANKED_KINDS, UnitKind
from core.viewer import Viewer
from core.words import Language, t
from metrics.rates.measures import Measure
from metrics.rates.measures import measure as measure_of
from metrics.signed.codes import SHORT
from reports.commands.asked import BadQuestionError, LackingQuestionError
from reports.published import Published
from reports.results.analysis import BUMP_MONTHS, HEAT_MONTHS, funnel_of, history_of
from reports.results.control import NoMeasureOfUnitError, control_of
from reports.results.ranking import ranking_of
from reports.results.robustness import rank_sets_of, weights_of
from reports.results.score import DEFAULT, score_of
from reports.results.unit import unit_report_of
from reports.slices import Slice
from views.charts import control, funnel, history, rank_ranges, ranking, unit

WIDTH = 900
"""In pixels: about that of a chart on a page, for which names of outliers are placed."""
ACROSS = 90
"""Letters of the title in a line."""
SMALL = 140
"""Of what stands below it."""


@dataclass(frozen=True)
class Asked:
    """What a picture is of.

    Every property raises BadQuestionError, or the error of what it names, where that is missing or wrong.
    """

    data: Published
    options: Mapping[str, str]
    language: Language

    def said(self, name: str) -> str:
        if not self.options.get(name):
            raise LackingQuestionError(names=name)
        return self.options[name]

    @property
    def measure(self) -> Measure:
        return measure_of(self.said("measure"))

    @property
    def kind(self) -> UnitKind:
        found = next((each for each in RANKED_KINDS if each == self.said("kind")), None)
        if found is None:
            raise BadQuestionError(reason=f"--kind: {', '.join(RANKED_KINDS)}")
        return found

    @property
    def period(self) -> Period:
        found = parse(self.said("period"))
        self.data.months_of(found)
        return found

    @property
    def month(self) -> Period:
        if self.period.kind != "month":
            raise BadMonthError(code=self.said("period"))
        return self.period

    @property
    def of(self) -> Slice:
        return Slice(self.data, self.kind, self.month)

    @property
    def most(self) -> int | None:
        """How many units, the last ones; all of them without it."""
        rows = self.options.get("rows", "")
        if rows and not (rows.isascii() and rows.isdecimal() and 0 < int(rows) < 10_000):
            raise BadQuestionError(reason="--rows")
        return int(rows) if rows else None

    def heading(self, key: str, shown: str) -> str:
        words = {"measure": shown, "kind": t(self.language, f"kind.{self.kind}"), "period": self.period}
        return t(self.language, key, **words)


Drawn = tuple[str, dict[str, Any], pd.DataFrame]
"""Its title, its specification, its data."""


def _ranking(asked: Asked) -> Drawn:
    report = ranking_of(Slice(asked.data, asked.kind, asked.period), asked.measure)
    named = report.count("ranked") <= ranking.NAMED_BARS
    drawn = ranking.bars(asked.language, report.measure.unit, named=named, targeted=report.targeted)
    title = asked.heading("picture.ranking", asked.measure.title[asked.language])
    return title, drawn, ranking.bars_data(report, asked.language)


def _unit(asked: Asked) -> Drawn:
    item = asked.measure
    report = unit_report_of(asked.data, asked.said("unit"))
    if not report.has_numbers(item):
        whose = {"vi": report.unit.name, "en": report.unit.name_en}
        raise NoMeasureOfUnitError(unit=whose, measure=item.title.model_dump())
    drawn = unit.series(asked.language, item.unit, estimated=bool(report.counts["estimated"].any()))
    return _of_unit(asked, report.unit.name, report.unit.name_en), drawn, unit.series_data(report, item, asked.language)


def _control(asked: Asked) -> Drawn:
    report = control_of(asked.data, asked.measure, asked.said("unit"))
    name = _of_unit(asked, report.unit.name, report.unit.name_en)
    return name, control.series(asked.language, asked.measure.unit), control.series_data(report, asked.language)


def _of_unit(asked: Asked, vi: str, en: str) -> str:
    name = vi if asked.language == "vi" else en or vi
    return t(asked.language, "analysis.control.title", measure=asked.measure.title[asked.language], unit=name)


def _funnel(asked: Asked) -> Drawn:
    report = funnel_of(asked.of, asked.measure)
    title = asked.heading("analysis.funnel.title", asked.measure.title[asked.language])
    return title, funnel.points(asked.language, asked.measure.unit), funnel.points_data(report, asked.language)


def _heat(asked: Asked) -> Drawn:
    report = history_of(asked.of, asked.measure, HEAT_MONTHS)
    title = asked.heading("analysis.heat.title", asked.measure.title[asked.language])
    return title, history.heat(asked.language), history.heat_data(report, asked.language, asked.most)


def _bump(asked: Asked) -> Drawn:
    report = history_of(asked.of, asked.measure, BUMP_MONTHS)
    drawn = history.bump(asked.language, report.table["unit_code"].nunique())
    title = asked.heading("analysis.bump.title", asked.measure.title[asked.language])
    return title, drawn, history.bump_data(report, asked.language, asked.options.get("unit", ""))


def _sets(asked: Asked) -> Drawn:
    report = rank_sets_of(asked.of, asked.measure)
    title = asked.heading("analysis.sets.title", asked.measure.title[asked.language])
    drawn = rank_ranges.ranges(asked.language, "sets")
    return title, drawn, rank_ranges.sets_data(report, asked.language, asked.most)


def _weights(asked: Asked) -> Drawn:
    rules = asked.data.definitions(asked.month).score(asked.options.get("index") or DEFAULT)
    report = weights_of(score_of(asked.of, rules))
    title = asked.heading("analysis.weights.title", rules.short[asked.language])
    drawn = rank_ranges.ranges(asked.language, "weights")
    return title, drawn, rank_ranges.weights_data(report, asked.language, asked.most)


CHARTS: dict[str, Callable[[Asked], Drawn]] = {
    "ranking": _ranking,
    "unit": _unit,
    "funnel": _funnel,
    "control": _control,
    "heat": _heat,
    "bump": _bump,
    "sets": _sets,
    "weights": _weights,
}
OF_ONE_UNIT = frozenset({"unit", "control"})


def picture(  # noqa: PLR0917  who asks for what of which data
    data: Published, viewer: Viewer, chart: str, options: Mapping[str, str], language: Language, province: str
) -> dict[str, Any]:
    """The chart with its data, a title, and below it the province and the code of the data: a picture that is sent on
    must say where it is from.

    Raises:
        NotAllowedError: the viewer may not see it.
        BadQuestionError, NoDataError…: it is asked for wrongly, or there is no such number.
    """
    viewer.must("see_results")
    asked = Asked(data, options, language)
    if chart in OF_ONE_UNIT:
        viewer.must("see_unit", [asked.said("unit")])
    title, specification, values = CHARTS[chart](asked)
    below = t(language, "picture.from", province=province, code=data.code[:SHORT])
    if data.months["illustrative"].any():
        below = f"{below} · {t(language, 'picture.illustrative')}"
    heading = {
        "text": textwrap.wrap(title, ACROSS),
        "subtitle": textwrap.wrap(below, SMALL),
        "anchor": "start",
        "fontSize": 17,
        "subtitleFontSize": 12,
        "offset": 14,
    }
    return {**specification, "width": WIDTH, "title": heading, "data": alt.to_values(values), "padding": 16}
