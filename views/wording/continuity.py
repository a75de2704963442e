"""What a series by today's units is made of, in sentences."""

from collections.abc import Sequence

from core.units import Unit
from core.words import Language, percent, t
from reports.results.continuity import Break
from reports.results.unit import UnitReport


def sentences(report: UnitReport, language: Language) -> list[str]:
    """Which units the months are a sum or an estimate of; which units a unit that ended is part of now."""
    if report.by == "then":
        if report.followed_by and not report.other_way:
            return [t(language, "unit_page.now_part_of", units=_names(report.followed_by, language))]
        return []
    found = [_said(each, language) for each in report.breaks]
    if found:
        found.append(t(language, "unit_page.no_rank"))
    return found


def _said(each: Break, language: Language) -> str:
    if each.after:
        key = "unit_page.sum_after" if len(each.after) == 1 else "unit_page.sum_after_many"
        return t(language, key, day=each.on, units=_names(each.after, language), number=len(each.after))
    units = _names(each.before, language)
    if each.share < 1 and len(each.before) == 1:
        share = percent(language, 100 * each.share)
        return t(language, "unit_page.estimated_before", day=each.on, units=units, share=share, basis=each.basis)
    key = "estimated_many" if each.share < 1 else "sum_before" if len(each.before) > 1 else "one_before"
    return t(language, f"unit_page.{key}", day=each.on, units=units)


def _names(units: Sequence[Unit], language: Language) -> str:
    names = [unit.name if language == "vi" else unit.name_en for unit in units]
    if len(names) < 2:
        return "".join(names)
    return t(language, "unit_page.and_last", others="; ".join(names[:-1]), last=names[-1])
