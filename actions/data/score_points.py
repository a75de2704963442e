"""What each indicator of the province's own index counts, as people write it and as it is kept."""

from collections.abc import Mapping

from actions.data.sourced import LONGEST
from core.errors import DashboardError
from core.words import LANGUAGES
from loaders.text.canonical import canonical
from metrics.score.rules import ScoreRules, all_scores

WHOLE = 100
Points = tuple[tuple[str, float], ...]
"""(id of the indicator, points), in the order of the index; 0 leaves it out."""


class WeightsError(DashboardError):
    """Not every indicator has its points, or one is none of the index."""

    key = "error.weights"


class SumError(DashboardError):
    """The points do not add up to 100."""

    key = "error.weights_sum"


def points_of(text: str, index: ScoreRules) -> Points:
    """What somebody wrote: “Hồ sơ tiếp nhận trực tuyến: 30; …”, by title in either language or by id.

    Raises:
        WeightsError: an indicator is unknown, missing or there twice, or has no points.
    """
    names = {
        canonical(name): each.id
        for each in index.indicators
        for name in (each.id, *(each.title[language] for language in LANGUAGES))
    }
    found: dict[str, float] = {}
    for part in text.split(";"):
        name, _, number = part.replace("=", ":").rpartition(":")
        indicator, points = names.get(canonical(name)), _number(number)
        if indicator is None or indicator in found or points is None:
            raise WeightsError(text=part.strip()[:LONGEST], known=_titles(index))
        found[indicator] = points
    return whole(found, index)


def said_points(points: Points, index: ScoreRules, language: str) -> str:
    """As `points_of` reads it."""
    return _said(points, {each.id: each.title[language] for each in index.indicators}, language)


def said_written(text: str, score: str, language: str) -> str:
    """What `written` made, in words; an indicator may be of any version of the index."""
    parts = [part.partition("=") for part in text.split("; ")]
    titles = {each.id: each.title[language] for version in all_scores()[score] for each in version.indicators}
    return _said(tuple((name, float(number)) for name, _, number in parts), titles, language)


def changes(before: Points, after: Points, index: ScoreRules, language: str) -> str:
    """The indicators whose points differ, from what to what; blank for none."""
    old, new = (said_points(each, index, language).split("; ") for each in (before, after))
    return "; ".join(f"{was} → {now.rpartition(': ')[2]}" for was, now in zip(old, new, strict=True) if was != now)


def _said(points: Points, titles: Mapping[str, str], language: str) -> str:
    comma = "," if language == "vi" else "."
    return "; ".join(f"{titles.get(name, name)}: {f'{value:g}'.replace('.', comma)}" for name, value in points)


def written(points: Points) -> str:
    """As commands and programs have them."""
    return "; ".join(f"{name}={value:g}" for name, value in points)


def points_in(rules: ScoreRules, index: ScoreRules) -> Points:
    """The points of every indicator of the index, 0 where the rules leave it out."""
    given = {each.id: each.points for each in rules.indicators}
    return tuple((each.id, given.get(each.id, 0.0)) for each in index.indicators)


def whole(points: Mapping[str, float], index: ScoreRules) -> Points:
    """
    Raises:
        WeightsError: an indicator is none of the index, is missing, or has points that cannot be.
        SumError: they do not add up to 100.
    """
    known = [each.id for each in index.indicators]
    wrong = next((name for name in points if name not in known or not 0 <= points[name] <= WHOLE), None)
    missing = next((each.title.model_dump() for each in index.indicators if each.id not in points), None)
    if wrong is not None or missing is not None:
        raise WeightsError(text=wrong if wrong is not None else missing, known=_titles(index))
    total = round(sum(points.values()), 6)
    if total != WHOLE:
        raise SumError(total=f"{total:g}")
    return tuple((name, float(points[name])) for name in known)


def _number(text: str) -> float | None:
    """At most two decimals, with a comma or a point; None where it is none."""
    whole, _, decimals = text.strip().replace(",", ".").partition(".")
    plain = whole.isascii() and whole.isdecimal() and len(whole) <= len(str(WHOLE))
    fine = not decimals or (decimals.isascii() and decimals.isdecimal() and len(decimals) <= 2)
    return float(f"{whole}.{decimals or 0}") if plain and fine else None


def _titles(index: ScoreRules) -> dict[str, str]:
    return {language: "; ".join(each.title[language] for each in index.indicators) for language in LANGUAGES}
