"""What the numbers say, in whole sentences."""

from collections.abc import Sequence
from math import isnan

import pandas as pd

from core.counts import CountName
from core.periods import Period
from core.units import Unit
from core.words import Language, change, in_unit, number, percent, period, sentence_case, t
from metrics.rates import rates
from metrics.rates.measures import Measure
from reports.results.groups import Rate
from reports.results.overview import Overview
from reports.results.ranking import Ranking
from views.wording import certainty
from views.wording.targets import bound, goal, to_target

FIGURE_NAMES: dict[tuple[CountName, ...], str] = {
    ("received_online", "received_in_person"): "overview.figure.received",
    ("resolved",): "overview.figure.resolved",
    ("resolved_late",): "overview.figure.late",
    ("portal_dossiers",): "overview.figure.portal_dossiers",
    ("portal_on_time",): "overview.figure.portal_on_time",
    ("portal_overdue",): "overview.figure.portal_overdue",
}
# One unit is named when it alone holds this share of the province's late dossiers.
TELLING_SHARE = 20.0


_SENTENCES: dict[tuple[str, ...], str] = {
    ("resolved",): "sentence.main",
    ("portal_dossiers",): "sentence.main_portal",
}
"""What became of the dossiers that a rate is of; of another measure only how many they are is said."""


def overview(report: Overview, language: Language) -> list[str]:
    """Volume, rate and distance to the target; the unit with most late dossiers; units that have not reported."""
    province = report.groups[0]
    rate = province.rates[0]
    sentences = [
        sentence_case(
            t(
                language,
                "sentence.main_figure"
                if isnan(rate.denominator)
                else _SENTENCES.get(rate.measure.denominator, "sentence.main_other"),
                period=report.month,
                resolved=number(language, rate.denominator),
                measure=inside(rate.measure.title[language]),
                value=in_unit(language, rate.now, rate.measure.unit, target=goal(rate.target)),
                change=_change(rate, language),
            )
        )
    ]
    if rate.target is not None and not isnan(rate.to_target):
        target = in_unit(language, rate.target.value, rate.measure.unit, plain=True)
        if rate.to_target >= 0:
            sentences.append(t(language, "sentence.met", target=target))
        else:
            distance = to_target(language, rate.now, rate.measure, rate.target).lstrip("\N{MINUS SIGN}")
            sentences.append(t(language, "sentence.missed", target=target, distance=distance))
    holder = report.late_places[0] if report.late_places else None
    if holder is not None and holder.share >= TELLING_SHARE:
        name = holder.unit.name if language == "vi" else holder.unit.name_en
        sentences.append(t(language, "sentence.share", unit=name, share=percent(language, holder.share, 0)))
    if report.not_reported:
        sentences.append(t(language, "sentence.silent", count_units=len(report.not_reported)))
    return sentences


def _change(rate: Rate, language: Language) -> str:
    """Against the month before and the same month of last year; blank where neither is known."""
    earlier = (("", rate.before), ("_year", rate.last_year))
    return "".join(_since(rate, before, which, language) for which, before in earlier if not isnan(rate.now - before))


def _since(rate: Rate, before: float, which: str, language: Language) -> str:
    said = change(language, rate.now, before, rate.measure.unit, target=goal(rate.target))
    distance = said.lstrip("+\N{MINUS SIGN}")
    if said == distance:
        return t(language, f"sentence.level{which}")
    return t(language, f"sentence.{'up' if said.startswith('+') else 'down'}{which}", difference=distance)


def ranking_title(report: Ranking, language: Language) -> str:
    kind = inside(t(language, f"kind.{report.kind}"))
    return t(language, "ranking.title", kind=kind, measure=report.measure.title[language])


def ranking(report: Ranking, language: Language) -> list[str]:
    """How many are ranked and meet the target; and what is still missing of the period."""
    met = ""
    if report.targeted:
        many = int(report.table["to_target"].ge(0).sum())
        ranked = report.table.loc[report.table["status"].eq("ranked"), "unit_code"]
        own = int(ranked.isin(report.own.keys()).sum())
        if report.target is None:
            met = t(language, "ranking.lead_met_only", met=many, own=own)
        else:
            key = "ranking.lead_met_own" if own else "ranking.lead_met"
            met = t(language, key, met=many, target=bound(language, report.target, report.measure), own=own)
    sentences = [
        sentence_case(
            t(
                language,
                "ranking.lead",
                period=report.period,
                ranked=report.count("ranked"),
                units=len(report.table),
                pooled=in_unit(language, report.pooled, report.measure.unit, target=goal(report.target)),
                met=met,
            )
        )
    ]
    if len(report.months) < len(report.period.months):
        last = period(language, report.months[-1])
        sentences.append(t(language, "ranking.until", months=len(report.months), last=last))
    return sentences + certainty.told_apart(report.groups, language)


def inside(text: str) -> str:
    """The title as used inside a sentence; names of offices and forms keep their capitals."""
    return text[:1].lower() + text[1:]


def life(unit: Unit, language: Language) -> list[str]:
    """Since when the unit exists and when it ended, where the list of units knows."""
    sentences = []
    if unit.valid_from.year > 1900:
        sentences.append(t(language, "unit_page.from", day=unit.valid_from) + ".")
    if unit.valid_to is not None:
        sentences.append(t(language, "unit_page.until", day=unit.valid_to) + ".")
    return sentences


def formula(measure: Measure, counts: pd.DataFrame, period: Period, language: Language) -> str:
    """The measure with a unit's numbers filled in: (early 870 + on the due day 237) ÷ resolved 1,157 = 95.7 %.

    Args:
        counts: (…counts), one row: the unit's over the period.
    """
    value = in_unit(language, float(rates.values(counts, measure)["value"].iloc[0]), measure.unit)
    title = measure.title[language]
    if measure.given:
        return t(language, "provenance.formula_given", measure=title, period=period, value=value)
    row = counts.iloc[0]
    return t(
        language,
        "provenance.formula",
        measure=title,
        period=period,
        numerator=_numerator(measure, row, language),
        denominator=_sum(measure.denominator, row, language),
        value=value,
    )


def term(name: CountName, language: Language) -> str:
    """A count inside a formula: “đã giải quyết”, for the dash of “Đã giải quyết - tổng số” would read as a minus."""
    return inside(t(language, f"count.{name}").partition(" - ")[0])


def _numerator(measure: Measure, row: "pd.Series[float]", language: Language) -> str:
    """The parts added; where one is not reported, the whole less the rest."""
    if not measure.otherwise or not row[list(measure.numerator)].isna().any():
        return _sum(measure.numerator, row, language)
    whole, part = (_sum([name], row, language) for name in measure.otherwise)
    return f"({whole} − {part})"


def _sum(names: Sequence[CountName], row: "pd.Series[float]", language: Language) -> str:
    terms = [
        t(language, "provenance.term", what=term(name, language), number=number(language, row[name])) for name in names
    ]
    return f"({' + '.join(terms)})" if len(terms) > 1 else terms[0]
