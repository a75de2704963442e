"""What a verification found, in words."""

from collections.abc import Mapping

from core.units import Unit
from core.words import Language, t
from loaders.sheets import shown
from metrics.rates.measures import all_measures
from metrics.signed.differences import Difference


def difference(language: Language, found: Difference, units: Mapping[str, Unit]) -> str:
    """One figure, rule or ingredient of a version, then and now."""
    return t(
        language,
        "verify.figure",
        figure=", ".join(_named(language, found, units)),
        then=said(language, found.then),
        now=said(language, found.now),
        parts=[t(language, f"verify.because_{cause}") for cause in found.because],
    )


def said(language: Language, value: object) -> str:
    """A value as a spreadsheet shows it; “blank” where there is none."""
    return t(language, "verify.blank") if value is None else shown(value)  # type: ignore[arg-type]


def _named(language: Language, found: Difference, units: Mapping[str, Unit]) -> list[str]:
    """The unit, then what the figure is, as far as there are words for it."""
    names = [] if not found.unit else [_unit(language, units[found.unit])] if found.unit in units else [found.unit]
    parts = found.figure.split(" ")
    if found.unit and len(parts) == 4:
        span, _, measure, figure = parts
        known = all_measures().get(measure)
        return [
            *names,
            known.short[language] if known else measure,
            *(_word(language, each) for each in (figure, span)),
        ]
    return [*names, " ".join(_word(language, part) for part in parts)]


def _unit(language: Language, unit: Unit) -> str:
    return (unit.name_en or unit.name) if language == "en" else unit.name


_WORDS = frozenset(
    {
        "month", "year_to_date", "twelve_months", "numerator", "denominator", "value", "rank", "verdict",
        "points", "known", "status", "data", "units", "used", "imports", "illustrative", "rules", "targets",
    }
)  # fmt: skip


def _word(language: Language, part: str) -> str:
    return t(language, f"verify.word.{part}") if part in _WORDS else part
