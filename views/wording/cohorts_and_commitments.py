"""What a cohort's comparison and a commitment's evidence say, in sentences."""

from math import isnan

from core.counts import COUNTS
from core.units import Unit
from core.words import Language, in_unit, number, percent, t
from metrics.chance.cohort import Difference
from metrics.rates.measures import Measure
from reports.tasks.cohorts import CohortReport
from reports.tasks.commitments import Judged


def cohort(report: CohortReport, language: Language) -> list[str]:
    """The answer first, then how it moved, then the days on which its units changed."""
    name = {"name": report.cohort.definition.name, "first": report.first}
    if report.last is None or isnan(report.since.cohort):
        return [t(language, "cohorts.lead_nothing", measure=report.measure.title[language].lower(), **name)]
    said = name | {"last": report.last, "cohort": _share(report.since.cohort, language)}
    if isnan(report.since.rest):
        lines = [t(language, "cohorts.lead_alone", **said)]
    else:
        said |= {"rest": _share(report.since.rest, language), "rest_units": report.rest}
        compared = _compared(report.since, report.measure, "cohorts.", language)
        lines = [t(language, "cohorts.lead", **said, compared=compared)]
        lines.append(_change(report, language))
    lines += [
        t(language, "cohorts.break", day=on, units=[own_name(unit, language) for unit in units])
        for on, units in report.breaks.items()
    ]
    return lines


def _change(report: CohortReport, language: Language) -> str:
    moved = report.change
    if moved is None or isnan(moved.difference.value):
        return t(language, "cohorts.change_none")
    shares = {name: _share(getattr(moved, name), language) for name in ("before", "after", "rest_before", "rest_after")}
    compared = _compared(moved.difference, report.measure, "cohorts.change_", language)
    return t(language, "cohorts.change", months=report.months_before, **shares, compared=compared)


def _compared(found: Difference, measure: Measure, keys: str, language: Language) -> str:
    points = [100 * each for each in (found.value, found.low, found.high)]
    if isnan(found.low):
        return t(language, f"{keys}unknown", difference=number(language, points[0], 1, signed=True))
    if not found.sure:
        value, low, high = (number(language, each, 1, signed=True) for each in points)
        return t(language, f"{keys}unsure", difference=value, low=low, high=high)
    value, *ends = (number(language, abs(each), 1) for each in (points[0], *sorted(points[1:], key=abs)))
    word = "better" if (found.value > 0) == (measure.better == "higher") else "worse"
    return t(language, f"{keys}{word}", difference=value, low=ends[0], high=ends[1])


def stocks(measure: Measure) -> bool:
    """Whether it is about what is there at a month's end."""
    return any(COUNTS[name].over_time in ("first", "last") for name in measure.counts)


def promised(found: Judged, language: Language) -> str:
    """Đúng hạn ≥ 98 %, năm 2026."""
    key = "target.at_least" if found.measure.better == "higher" else "target.at_most"
    value = in_unit(language, found.commitment.promise.target, found.measure.unit, plain=True)
    year = str(found.commitment.promise.year)
    target = t(language, key, value=value)
    return t(language, "commitments.promise_line", measure=found.measure.short[language], target=target, year=year)


def evidence(found: Judged, language: Language) -> str:
    """The counts of the year so far, what they leave to be done, and what is missing."""
    judgement, better = found.judgement, found.measure.better
    year = str(found.commitment.promise.year)
    parts = []
    if judgement.denominator:
        counts = f"{number(language, judgement.numerator)}/{number(language, judgement.denominator)}"
        values = {"counts": counts, "value": percent(language, judgement.value, 2)}
        key = "whole_year" if judgement.reason == "over" and judgement.months == 12 else "so_far"
        parts.append(t(language, f"commitments.{key}", until=found.until, year=year, **values))
    if judgement.reason == "chance":
        parts.append(_needed(found, language))
    elif judgement.reason == "lost":
        parts.append(t(language, f"commitments.why_lost_{better}"))
    elif judgement.reason != "over":
        parts.append(t(language, f"commitments.why_{judgement.reason}", year=year, months=judgement.months))
    if judgement.missing:
        parts.append(t(language, "commitments.missing", missing=judgement.missing))
    return " ".join(parts)


def _needed(found: Judged, language: Language) -> str:
    judgement, better = found.judgement, found.measure.better
    left, required = judgement.left + judgement.missing, judgement.required
    if required > 100 if better == "higher" else required < 0:
        return t(language, "commitments.hardly", left=left)
    # 4,000 draws cannot show certainty.
    chance = percent(language, 100 * min(max(judgement.probability, 0.001), 0.999))
    asked = percent(language, min(max(required, 0.0), 100.0))
    return t(language, f"commitments.needed_{better}", left=left, required=asked, chance=chance)


def own_name(unit: Unit, language: Language) -> str:
    return unit.name if language == "vi" else unit.name_en


def _share(share: float, language: Language) -> str:
    return percent(language, 100 * share)
