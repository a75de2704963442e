"""The charts of slides, drawn for the room, with what they say in words."""

from collections.abc import Sequence
from math import isnan

from core.periods import Period, months_back
from core.words import NOT_KNOWN, Language, in_unit, t
from metrics.rates.measures import Measure
from metrics.rates.targets import Target
from reports.meetings.questions import Question
from reports.results.groups import Rate
from views.charts.room import series
from views.documents.document import Chart
from views.wording.meetings import name_of
from views.wording.targets import goal

FEWEST = 2
"""Known months that make a line."""


def of_province(rate: Rate, month: Period, language: Language) -> Chart | None:
    """Twelve months of the province; None where fewer than two are known."""
    about = _about(rate.measure, rate.series, rate.target, language)
    return _drawn(
        rate.measure, rate.series, rate.target, month, t(language, "meeting.chart_numbers", **about), language
    )


def of_question(found: Question, month: Period, language: Language) -> Chart | None:
    """Twelve months of the unit that is asked; None where fewer than two are known."""
    about = _about(found.measure, found.series, found.target, language)
    alt = t(language, "meeting.chart_question", unit=name_of(found.unit, language), **about)
    return _drawn(found.measure, found.series, found.target, month, alt, language)


def _about(measure: Measure, values: Sequence[float], target: Target | None, language: Language) -> dict[str, str]:
    known = [value for value in values if not isnan(value)] or [float("nan")]
    shown = {name: in_unit(language, each, measure.unit) for name, each in (("first", known[0]), ("now", known[-1]))}
    asked = in_unit(language, target.value, measure.unit, plain=True) if target else NOT_KNOWN
    return {"measure": measure.title[language], "target": asked, **shown}


def _drawn(  # noqa: PLR0917  a series and what is said of it
    measure: Measure, values: Sequence[float], target: Target | None, month: Period, alt: str, language: Language
) -> Chart | None:
    if sum(not isnan(value) for value in values) < FEWEST:
        return None
    months = months_back(month, len(values))
    return Chart(
        specification=series(months, values, goal(target), measure.unit, language),
        alt=alt,
        labels=tuple(f"{each.start:%m/%y}" for each in months),
        series=((measure.short[language], tuple(None if isnan(value) else value for value in values)),),
        lines=True,
        number_format="0.0",
    )
