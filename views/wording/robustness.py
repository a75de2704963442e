"""How far a rank can be trusted, in a sentence or two: what the counts exclude, what other weights change."""

import pandas as pd

from core.words import Language, t
from reports.results.robustness import RankSetsReport, WeightsReport


def sets(report: RankSetsReport, language: Language) -> list[str]:
    """Who is surely among the first and the last, whatever chance did."""
    if not report.ends:
        return [t(language, "analysis.sets.few", units=len(report.table))]
    return [
        _said(f"analysis.sets.{which}", table, language, ends=report.ends)
        for which, table in (("first", report.surely_first), ("last", report.surely_last))
    ]


def weights(report: WeightsReport, language: Language) -> list[str]:
    """How far the middle unit moves, and how many of the last stay there."""
    wide = (report.table["high"] - report.table["low"]).median()
    said = [t(language, "analysis.weights.lead", units=len(report.table), places=int(wide))]
    if report.last.empty:
        return said
    stay = _said("analysis.weights.stay", report.surely_last, language, ends=report.ends, of=len(report.last))
    return [*said, stay]


def _said(key: str, table: pd.DataFrame, language: Language, **more: int) -> str:
    if table.empty:
        return t(language, f"{key}_none", **more)
    units = list(table["unit_name" if language == "vi" else "unit_name_en"])
    return t(language, key, many=len(units), units=units, **more)
