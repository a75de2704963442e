"""The review sheet: the units of a kind by every measure, on one page where they are as few as the departments are."""

from collections.abc import Iterator, Sequence
from math import isnan

import pandas as pd

from core.printing import shortened
from core.units import Unit
from core.words import NOT_KNOWN, Language, in_unit, number, t
from reports.results.ranking import Ranking
from reports.review import Review
from reports.tasks.commitments import Standing
from views.documents.document import Column, Document, Row, Table, with_digest
from views.documents.mark import Mark, Sign
from views.wording.cohorts_and_commitments import promised
from views.wording.targets import bound, goal

LONGEST, NAMED, RECENT, ONE_PAGE = 60, 5, 6, 30
"""Letters of a name; units named of each exception; months drawn strong; units that one page has room for."""
BESIDE = (("promises", 14), ("overdue", 8), ("explain", 8))
"""What stands beside the measures, and how wide."""
SPAN = {"percent": 10.0, "days": 5.0}
"""The least that a line of months is high, in the measure's unit."""
NBSP = "\u00a0"
_STANDINGS: tuple[Standing, ...] = ("broken", "at_risk", "on_track", "kept")


def review_document(found: Review, language: Language) -> Document:
    """One row a unit, in the order of the province's list; then what is out of the ordinary."""
    province = _name(found.province, language) if found.province else ""
    about = {"period": found.month, "version": str(found.version), "code": found.code, "day": found.today}
    kind = t(language, f"kind.{found.kind}")
    return Document(
        tables=(
            _sheet(found, language),
            Table(t(language, "review.exceptions"), (), (), sentences=_exceptions(found, language)),
        ),
        title=t(language, "review.title", kind=kind, period=found.month),
        sentences=(t(language, "review.legend", met=_letter("met", language), missed=_letter("missed", language)),),
        caution=t(language, "app.illustrative_why") if found.illustrative else "",
        author=t(language, "paper.author", province=province),
        above=t(language, "paper.above", province=province),
        foot=with_digest(t(language, "paper.foot", **about), found.digest, language),
        dated=found.today,
        across=True,
        one_page=len(found.units) <= ONE_PAGE,
    )


def _name(unit: Unit, language: Language) -> str:
    return shortened(unit.name if language == "vi" else unit.name_en, LONGEST)


def _letter(what: str, language: Language) -> str:
    return t(language, f"review.sign_{what}")


def _sheet(found: Review, language: Language) -> Table:
    columns = [Column(t(language, "ranking.unit"), width=30)]
    by_unit: list[dict[str, Mark]] = []
    for ranking in found.rankings:
        columns.append(Column(_caption(ranking, language), "figure", 11))
        by_unit.append(_marks(ranking, language))
    columns += [Column(t(language, f"review.{each}"), "figure", width) for each, width in BESIDE]
    rows: list[Row] = []
    for unit in found.units:
        marks = [each.get(unit.code, Mark(NOT_KNOWN)) for each in by_unit]
        beside = (found.overdue.get(unit.code, 0), len(found.flags.get(unit.code, ())))
        counts = [number(language, many) if many else None for many in beside]
        rows.append((_name(unit, language), *marks, _promises(found, unit, language), *counts))
    return Table(t(language, "review.sheet"), tuple(columns), tuple(rows))


def _caption(ranking: Ranking, language: Language) -> str:
    """The measure, and what is asked of it."""
    short, target = ranking.measure.short[language], ranking.target
    if target is None:
        return short
    # Kept together: the sign does not stand at the end of a line.
    return f"{short} {bound(language, target, ranking.measure).replace(' ', NBSP)}"


def _marks(ranking: Ranking, language: Language) -> dict[str, Mark]:
    progress = ranking.progress.table if ranking.progress else pd.DataFrame({"unit_code": [], "verdict": []})
    moved = dict(zip(progress["unit_code"], progress["verdict"], strict=True))
    marks = {}
    for row in ranking.table.to_dict("records"):
        signs = [*_assurance(str(row["certainty"]), language), *_variation(moved.get(row["unit_code"], ""), language)]
        value = float(row["value"])
        shown = in_unit(language, value, ranking.measure.unit, target=goal(ranking.target_of(str(row["unit_code"]))))
        marks[str(row["unit_code"])] = Mark(
            NOT_KNOWN if isnan(value) else shown,
            signs=tuple(signs),
            strong=bool(row["to_target"] < 0),
            heights=_heights(row["series"], SPAN[ranking.measure.unit]),
            recent=RECENT,
        )
    return marks


def _heights(series: Sequence[float], span: float) -> tuple[float | None, ...]:
    """The values between 0 and 1, on a scale of their own that is at least the span high: small changes stay small."""
    known = [value for value in series if not isnan(value)]
    middle = (min(known) + max(known)) / 2 if known else 0.0
    span = max(span, max(known) - min(known)) if known else span
    return tuple(None if isnan(each) else min(max((each - middle) / span + 0.5, 0.0), 1.0) for each in series)


def _assurance(certainty: str, language: Language) -> Iterator[Sign]:
    """Whether the target is met over many months, and how sure that is."""
    if certainty:
        side, _, sure = certainty.partition("_")
        yield Sign(_letter(side, language), sure=sure == "sure", bad=side == "missed")


def _variation(verdict: str, language: Language) -> Iterator[Sign]:
    """Whether the last months changed beyond chance."""
    if verdict in ("improved", "worsened"):
        yield Sign(_letter(verdict, language), sure=False, bad=verdict == "worsened")


def _promises(found: Review, unit: Unit, language: Language) -> str | None:
    """How many commitments stand how, worst first; blank where none was signed."""
    standings = [each.standing for each in found.commitments.get(unit.code, ())]
    said = [t(language, f"review.promises_{name}", many=many) for name in _STANDINGS if (many := standings.count(name))]
    return ", ".join(said) or None


def _exceptions(found: Review, language: Language) -> tuple[str, ...]:
    """What is out of the ordinary, always in one order; of each kind that there is."""
    flagged = [unit for unit in found.units if unit.code in found.flags]
    lines = {
        "silent": [_name(unit, language) for unit in found.silent],
        "worsened": _moved(found, "worsened", language),
        "improved": _moved(found, "improved", language),
        "broken": _broken(found, language),
        "own_target": _own_targets(found, language),
        "flagged": [f"{_name(unit, language)}{_many(found.flags[unit.code])}" for unit in flagged],
    }
    said = [t(language, f"review.{name}", units=_listed(units, language)) for name, units in lines.items() if units]
    return tuple(said) or (t(language, "review.none"),)


def _own_targets(found: Review, language: Language) -> list[str]:
    named: dict[str, list[str]] = {}
    for ranking in found.rankings:
        for code, target in ranking.own.items():
            said = bound(language, target, ranking.measure).replace(" ", NBSP)
            named.setdefault(code, []).append(f"{ranking.measure.short[language]} {said}")
    return [f"{_name(unit, language)} ({', '.join(named[unit.code])})" for unit in found.units if unit.code in named]


def _many(flags: Sequence[object]) -> str:
    return f" ({len(flags)})" if len(flags) > 1 else ""


def _moved(found: Review, verdict: str, language: Language) -> list[str]:
    named: dict[str, list[str]] = {}
    for ranking in found.rankings:
        for code in ranking.progress.who(verdict)["unit_code"] if ranking.progress else ():
            named.setdefault(str(code), []).append(ranking.measure.short[language])
    return [f"{_name(unit, language)} ({', '.join(named[unit.code])})" for unit in found.units if unit.code in named]


def _broken(found: Review, language: Language) -> list[str]:
    return [
        f"{_name(unit, language)} ({promised(each, language)})"
        for unit in found.units
        for each in found.commitments.get(unit.code, ())
        if each.standing == "broken"
    ]


def _listed(units: Sequence[str], language: Language) -> str:
    more = len(units) - NAMED
    named = "; ".join(units[:NAMED])
    return f"{named} {t(language, 'certainty.more', many=more)}" if more > 0 else named
