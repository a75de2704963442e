"""What the heat map and the rank curves show, in a sentence or two above them."""

import pandas as pd

from core.periods import month_with
from core.words import Language, in_unit, t
from reports.results.analysis import History

NAMED = 3


def heat(report: History, language: Language) -> list[str]:
    """The worst units of the last month, and how many miss its target where there is one."""
    last = _last(report)
    period = report.months[-1]
    worst = last.head(NAMED)
    names = worst["unit_name" if language == "vi" else "unit_name_en"]
    values = [in_unit(language, value, report.measure.unit) for value in worst["value"]]
    units = [f"{name} ({value})" for name, value in zip(names, values, strict=True)]
    said = [t(language, "analysis.heat.worst", period=period, units=units)]
    if known := int(last["goal"].notna().sum()):
        gap = last["value"] - last["goal"]
        missed = int((gap < 0 if report.measure.better == "higher" else gap > 0).sum())
        said.append(t(language, "analysis.heat.missed", missed=missed, units=known))
    return said


def bump(report: History, language: Language, chosen: str = "") -> list[str]:
    """Who leads, how many units have led within the months shown, and where the chosen unit stands and stood."""
    last = _last(report)
    name = "unit_name" if language == "vi" else "unit_name_en"
    first = last.loc[last["rank"].eq(1), name]
    led = report.table.loc[report.table["rank"].eq(1), "unit_code"].nunique()
    leading = "analysis.bump.leads" if len(first) <= NAMED else "analysis.bump.lead_together"
    said = [
        t(language, leading, period=report.months[-1], units=list(first), many=len(first)),
        t(language, "analysis.bump.have_led", months=len(report.months), many=led),
    ]
    own = report.table[report.table["unit_code"].eq(chosen)].dropna(subset=["rank"])
    if len(own) > 1:
        before, now = (month_with(own["month"].iloc[end].date()) for end in (0, -1))
        was, rank = (int(own["rank"].iloc[end]) for end in (0, -1))
        unit = own[name].iloc[0]
        said.append(t(language, "analysis.bump.moved", unit=unit, before=before, was=was, now=now, rank=rank))
    return said


def _last(report: History) -> pd.DataFrame:
    """The ranked units of the last month, the worst first."""
    return report.table[report.table["month"].eq(report.table["month"].max()) & report.table["rank"].notna()]
