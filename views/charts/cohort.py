"""A cohort's pooled rate by month against the rest's, with the day it began and the days units changed."""

from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from core import words
from core.caching import cached
from core.periods import month_with
from core.words import Language, in_unit, number, t
from reports.tasks.cohorts import CohortReport
from views.charts.specification import breaks, locale, value_axis, without_data

COHORT, REST = "#1f7a99", "#8a949b"
HALF_A_MONTH = pd.Timedelta(days=15)


@cache
def series(language: Language) -> dict[str, Any]:
    """A specification without data, for `series_data`."""
    parts = {"in_cohort": COHORT, "rest": REST}
    names = {part: t(language, f"chart.{part}") for part in parts}
    month = alt.X("month:T", title=None, axis=alt.Axis(format="%m/%Y", labelAngle=0, labelOverlap=True))
    legend = alt.Legend(title=None, orient="top", labelLimit=320, symbolType="square", symbolOpacity=1)
    colour = alt.Color(
        "part:N", scale=alt.Scale(domain=list(names.values()), range=list(parts.values())), legend=legend
    )
    tooltip = [
        alt.Tooltip("label:N", title=t(language, "chart.month")),
        alt.Tooltip("cohort_text:N", title=names["in_cohort"]),
        alt.Tooltip("rest_text:N", title=names["rest"]),
        alt.Tooltip("dossiers:N", title=t(language, "chart.dossiers")),
    ]

    def line(part: str, column: str, **look: Any) -> alt.Chart:
        axis = alt.Axis(labelExpr=value_axis(language, "percent"), tickCount=6)
        up = alt.Y(f"{column}:Q", title=None, scale=alt.Scale(zero=False, nice=True), axis=axis)
        # The layer's name as a column of its own: it is what the legend lists.
        drawn: alt.Chart = alt.Chart().mark_line(**look).transform_calculate(part=repr(names[part]))
        return drawn.encode(x=month, y=up, color=colour, tooltip=tooltip)

    rest = line("rest", "rest", strokeWidth=1.5, point=alt.OverlayMarkDef(size=25, filled=True))
    own = line("in_cohort", "cohort", strokeWidth=2.5, point=alt.OverlayMarkDef(size=45, filled=True))
    chart = alt.layer(*breaks(REST), rest, own).properties(height=320)
    return without_data(chart.configure(locale=locale(language)))


@cached(64)
def series_data(report: CohortReport, language: Language) -> pd.DataFrame:
    """(month, cohort, rest, break_at and texts), in percent, oldest first."""
    table = report.series
    shares = {name: 100 * table[name] for name in ("cohort", "rest")}
    said = [_said(report, month, language) for month in table["month"]]
    return pd.DataFrame(
        {
            "month": table["month"],
            **shares,
            **{f"{name}_text": [in_unit(language, each, "percent") for each in shares[name]] for name in shares},
            "label": [words.period(language, month_with(month.date())) for month in table["month"]],
            "dossiers": [number(language, each) for each in table["denominator"]],
            # Each point stands for its whole month: the rule goes between two of them.
            "break_at": [
                month - HALF_A_MONTH if text else pd.NaT for month, text in zip(table["month"], said, strict=True)
            ],
            "break_text": said,
        }
    )


def _said(report: CohortReport, month: pd.Timestamp, language: Language) -> str:
    """What happened at the beginning of the month; blank for nothing."""
    begun = report.cohort.definition.begin if month == pd.Timestamp(report.first.start) else None
    day = next((on for on in report.breaks if month == pd.Timestamp(month_with(on).start)), None)
    if begun and day:
        return t(language, "chart.begun_and_break", begun=begun, day=day)
    if begun:
        return t(language, "chart.begun", day=begun)
    return t(language, "chart.break", day=day) if day else ""
