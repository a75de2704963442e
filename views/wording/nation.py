"""The province among all provinces, in words. Knows no Streamlit."""

from core.periods import HANOI, is_code, parse
from core.portal import TOTAL
from core.words import NOT_KNOWN, Language, number, t
from core.words import period as written
from reports.results.nation import Moved, Nation
from reports.results.nation_units import OurUnits


def period(language: Language, code: str) -> str:
    """2026, 2026-Q3 or 2026-03 in words."""
    return written(language, parse(code)) if is_code(code) else t(language, "nation.period_year", year=code)


def points(language: Language, value: float | None, *, signed: bool = False) -> str:
    return number(language, value, 2, signed=signed)


def lead(language: Language, found: Nation, own: str) -> list[str]:
    """Rank, gap and movement; or why there is no rank."""
    read_on = found.read.read.asked.read_at.astimezone(HANOI).date()
    standing = found.standings.get(TOTAL)
    if standing is None:
        return [t(language, "nation.not_in_it", day=read_on, own=own)]
    if found.hollow:
        return [t(language, "nation.hollow", day=read_on)]
    score = points(language, standing.score)
    said = [t(language, "nation.lead", day=read_on, own=own, score=score, rank=standing.rank, of=standing.of)]
    if standing.above is None:
        said.append(t(language, "nation.first"))
    else:
        said.append(t(language, "nation.up", gap=points(language, standing.above)))
    if len(found.moves) > 1 and found.moves[0].score_change is not None:
        change = points(language, found.moves[0].score_change, signed=True)
        before = found.moves[1].read_at.astimezone(HANOI).date()
        moved = places(language, found.moves[0].rank_change)
        key = "nation.moved" if moved else "nation.moved_score"
        said.append(t(language, key, day=before, change=change, **({"places": moved} if moved else {})))
    return said


def units(language: Language, found: OurUnits) -> list[str]:
    """Whose the points and ranks of our units are, whether units are missing, and what comes of computing them anew."""
    said = [t(language, "nation.units_printed" if found.ranks_printed else "nation.units_caption")]
    if found.partly:
        said.append(t(language, "nation.units_partly", units=len(found.places), rank=found.ranked_to))
    if found.checkable:
        same = found.checkable - found.differing
        said.append(t(language, "nation.units_computed", same=same, of=found.checkable))
        if found.not_checkable:
            said.append(t(language, "nation.units_not_computed", groups=found.not_checkable))
    return said


def short(language: Language, found: Nation | None) -> str:
    """One line for the overview; blank where nothing is known or nobody is ranked."""
    standing = found.standings.get(TOTAL) if found else None
    if found is None or standing is None or found.hollow:
        return ""
    return t(
        language,
        "nation.lead_short",
        period=period(language, found.period),
        day=found.read.read.asked.read_at.astimezone(HANOI).date(),
        score=points(language, standing.score),
        rank=standing.rank,
        of=standing.of,
    )


def places(language: Language, change: int | None) -> str:
    """“giảm 2 bậc”; blank where there is nothing to compare with."""
    if change is None:
        return ""
    way = "up" if change > 0 else "down" if change < 0 else "same"
    return t(language, f"nation.places_{way}", places=abs(change))


def moved_places(language: Language, each: Moved) -> str:
    return places(language, each.rank_change) or NOT_KNOWN
