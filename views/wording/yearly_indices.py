"""Yearly indices in words: standing, changes, targets. Knows no Streamlit."""

from core.words import NOT_KNOWN, Language, number, t
from metrics.yearly.definitions import IndexTarget
from reports.tasks.yearly_indices import IndexHistory, IndexYear, Indices
from reports.tasks.yearly_review import Review

_MOST_DECIMALS = 4


def points(language: Language, value: float | None, *, signed: bool = False) -> str:
    """A score with the decimals it was published with: 66,64 and 66,6."""
    if value is None:
        return NOT_KNOWN
    decimals = len(f"{value:.{_MOST_DECIMALS}f}".rstrip("0").partition(".")[2])
    return number(language, value, decimals, signed=signed)


def rank(language: Language, found: IndexYear) -> str:
    """27/63; without among how many where nobody said."""
    result = found.line.result
    if result.rank is None:
        return NOT_KNOWN
    return str(result.rank) if result.rank_of is None else f"{result.rank}/{result.rank_of}"


def change(language: Language, found: IndexYear) -> str:
    """“tụt 12 bậc so với 2023”; blank where there is nothing to compare with."""
    places, since = found.line.rank_change, found.line.rank_since
    if places is None:
        return ""
    way = "up" if places > 0 else "down" if places < 0 else "same"
    return t(language, f"indices.change_{way}", places=abs(places), since=str(since))


def score_change(language: Language, found: IndexYear) -> str:
    """+1,2 so với 2023; blank where there is nothing to compare with."""
    if found.line.score_change is None:
        return ""
    by = points(language, round(found.line.score_change, _MOST_DECIMALS), signed=True)
    return t(language, "indices.score_change", by=by, since=str(found.line.score_since))


def broken(language: Language, found: IndexYear) -> str:
    """Why the rank is not compared with the one before; blank where it is."""
    if not found.line.broken:
        return ""
    return t(language, f"indices.broken_{found.line.broken}", year=str(found.line.result.year))


def target(language: Language, asked: IndexTarget) -> str:
    """“20 tỉnh đứng đầu” or “từ 85 điểm”; an example says that it is one."""
    if asked.rank_at_most is not None:
        said = t(language, "indices.target_rank", rank=asked.rank_at_most)
    else:
        said = t(language, "indices.target_score", score=points(language, asked.score_at_least))
    return f"{said} ({t(language, 'target.illustrative')})" if asked.illustrative else said


def reached(language: Language, found: IndexYear) -> str:
    """“mục tiêu 20 tỉnh đứng đầu: chưa đạt”; blank where there is no target."""
    if found.target is None:
        return ""
    of = found.target.rank_of or 0
    said = t(language, f"indices.reached_{found.reached}") if found.reached != "not_comparable" else ""
    said = said or t(language, "indices.reached_only_for", of=of)
    return t(language, "indices.target_line", target=target(language, found.target), reached=said)


def lead(language: Language, known: Indices, history: IndexHistory, year: int) -> list[str]:
    """The answer first: rank, change, target; then why ranks are not compared."""
    about = {"index": history.index.id, "year": str(year)}
    found = history.of_year(year)
    if found is None:
        return _without_us(language, known, history, year)
    standing = [
        t(language, "indices.rank_said", rank=rank(language, found)) if found.line.result.rank is not None else "",
        change(language, found),
    ]
    parts = [
        ", ".join(each for each in standing if each),
        t(language, "indices.points_said", points=points(language, found.line.result.score))
        if found.line.result.score is not None
        else "",
        reached(language, found),
    ]
    said = "; ".join(part for part in parts if part) or t(language, "indices.missing_said")
    return [
        f"{t(language, 'indices.lead', **about)} {said}.",
        *([each] if (each := broken(language, found)) else []),
    ]


def _without_us(language: Language, known: Indices, history: IndexHistory, year: int) -> list[str]:
    about = {"index": history.index.id, "year": str(year)}
    places = [each.result for each in known.places(history.index.id, year) if each.result.score is not None]
    if history.index.of == "provinces":
        return [t(language, "indices.lead_none", **about, own=known.own)]
    if not places:
        return [t(language, "indices.lead_nobody", **about)]
    best = max(places, key=lambda each: each.score or 0.0)
    return [
        t(
            language,
            "indices.lead_units",
            **about,
            units=len(places),
            best=best.place,
            points=points(language, best.score),
        )
    ]


def answered(language: Language, found: Review) -> str:
    """“12/38 tiêu chí đủ 4 câu trả lời…”"""
    return t(
        language,
        "indices.answered",
        complete=found.complete,
        criteria=len(found.lines),
        achieved=found.count("achieved"),
        missed=found.count("missed"),
        unknown=found.count(""),
    )
