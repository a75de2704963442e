"""The uncertainty of a ranking in words: groups, method, units that really improved."""

from math import isnan
from typing import Any

from core.periods import Period
from core.words import Language, period, sentence_case, t
from metrics.chance.certainty import SURE
from metrics.chance.improvement import FALSE_SHARE
from metrics.chance.rank_intervals import LEVEL, TOLD_APART
from reports.results.ranking import Ranking
from reports.results.support import Groups

FEW = 30
"""Below so many dossiers a month alone says little: one of them moves the rate by more than three points."""
SHOWN = 10
"""At most this many units are listed on each side."""


def told_apart(groups: Groups | None, language: Language) -> list[str]:
    """The number of distinguishable groups, in words; blank where it is not known."""
    if groups is None:
        return []
    if groups.many == 1:
        return [t(language, "certainty.one_tier")]
    return [t(language, "certainty.tiers", many=groups.many, first=groups.first, last=groups.last)]


def caption(language: Language) -> str:
    """What the ranges beside the ranks are."""
    return t(language, "certainty.caption", level=round(100 * LEVEL), apart=round(100 * TOLD_APART))


def long_run(kept: str, distance: float, denominator: float, language: Language) -> str:
    """What many months say beside the month's “met” or “missed”, where that is something else; else blank.

    Args:
        kept: one of `metrics.chance.certainty.STATES`, or “”.
        distance: of the month's value to its target.
        denominator: the month's dossiers.
    """
    if not kept or isnan(distance):
        return ""
    met = kept.startswith("met")
    if met != (distance >= 0):
        return t(language, "certainty.usually_met" if met else "certainty.usually_missed")
    if kept.endswith("unsure") and denominator < FEW:
        return t(language, "certainty.few", count_dossiers=int(denominator))
    return ""


def state_caption(language: Language) -> str:
    return t(language, "certainty.caption_state", sure=round(100 * SURE))


def progress(report: Ranking, language: Language) -> dict[str, Any] | None:
    """Who has improved and who got worse, for `ranking.html`; None where it cannot be known."""
    found = report.progress
    if found is None:
        return None
    rest = len(found.table) - len(found.who("improved")) - len(found.who("worsened"))
    names = report.table.set_index("unit_code")["unit_name" if language == "vi" else "unit_name_en"]
    sides = [
        (verdict, [{"name": names.get(row.unit_code, row.unit_code), "row": row} for row in rows.itertuples()])
        for verdict in ("improved", "worsened")
        if len(rows := found.who(verdict)[:: 1 if verdict == "improved" else -1])
    ]
    said = t(
        language,
        "certainty.progress_what" if sides else "certainty.progress_none",
        now=_span(found.now, language),
        before=_span(found.before, language),
        rest=rest,
        **({"false": round(100 * FALSE_SHARE)} if sides else {}),
    )
    return {"said": sentence_case(said), "sides": sides, "shown": SHOWN}


def _span(months: tuple[Period, ...], language: Language) -> str:
    if len(months) == 1:
        return period(language, months[0])
    return t(language, "certainty.span", first=months[0], last=period(language, months[-1]))
