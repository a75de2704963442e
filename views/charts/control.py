"""The control chart of one unit: monthly values, control limits and signals."""

from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from core import words
from core.caching import cached
from core.periods import month_with
from core.words import Language, in_unit, number, t
from reports.results.control import ControlReport
from views.charts.specification import breaks, locale, on_a_telephone, value_axis, without_data

UNIT, GOOD, BAD, LINE = "#6b8794", "#2f7d8c", "#c2714f", "#8a949b"
_LOOKS = {"usual": (UNIT, "circle"), "better": (GOOD, "triangle-up"), "worse": (BAD, "triangle-down")}
HALF_A_MONTH = pd.Timedelta(days=15)


@cache
def series(language: Language, unit: str) -> dict[str, Any]:
    """A specification without data, for `series_data`."""
    states = [t(language, f"analysis.control.{each}") for each in _LOOKS]
    colours, shapes = zip(*_LOOKS.values(), strict=True)
    limits = [t(language, f"analysis.control.{each}") for each in ("limits", "trial")]
    legend = alt.Legend(
        title=None, orient="top", labelLimit=320, columns=on_a_telephone(1, 3), labelFontSize=on_a_telephone(12, 14)
    )
    months = alt.Axis(format="%m/%Y", labelAngle=0, labelOverlap=True)
    across = alt.X("month:T", title=None, axis=months)

    def up(column: str) -> alt.Y:
        axis = alt.Axis(labelExpr=value_axis(language, unit), tickCount=6)
        return alt.Y(f"{column}:Q", title=None, scale=alt.Scale(zero=False, nice=True), axis=axis)

    def phase(column: str, width: float) -> alt.Chart:
        dash = alt.StrokeDash("kind:N", scale=alt.Scale(domain=limits, range=[[1, 0], [4, 4]]), legend=legend)
        line: alt.Chart = alt.Chart().mark_line(interpolate="step", strokeWidth=width, color=LINE)
        return line.encode(x=across, y=up(column), detail="phase:N", strokeDash=dash)

    band = (
        alt.Chart()
        .mark_area(opacity=0.1, interpolate="step", color=LINE)
        .encode(x=across, y=up("low"), y2="high:Q", detail="phase:N")
    )
    line = alt.Chart().mark_line(strokeWidth=1.5, color=UNIT).encode(x=across, y=up("value"), detail="phase:N")
    dots = (
        alt.Chart()
        .mark_point(filled=True, size=75, opacity=1)
        .encode(
            x=across,
            y=up("value"),
            color=alt.Color("state:N", scale=alt.Scale(domain=states, range=list(colours)), legend=legend),
            shape=alt.Shape("state:N", scale=alt.Scale(domain=states, range=list(shapes)), legend=legend),
            tooltip=[
                alt.Tooltip("label:N", title=t(language, "chart.month")),
                alt.Tooltip("value_text:N", title=t(language, "chart.value")),
                alt.Tooltip("dossiers:N", title=t(language, "chart.dossiers")),
                alt.Tooltip("between:N", title=limits[0]),
                alt.Tooltip("said:N", title=t(language, "analysis.state")),
            ],
        )
    )
    layers = [*breaks(LINE), band, phase("low", 1), phase("high", 1), phase("middle", 1.4), line, dots]
    return without_data(alt.layer(*layers).properties(height=350).configure(locale=locale(language)))


@cached(256)
def series_data(report: ControlReport, language: Language) -> pd.DataFrame:
    """(month, value, low, middle, high, phase, kind, state, break_at and texts), oldest first."""
    table, unit = report.table, report.measure.unit
    days = {pd.Timestamp(each.on).to_period("M"): each.on for each in report.breaks}
    on = [days.get(month.to_period("M")) for month in table["month"]]
    return pd.DataFrame(
        {
            "month": table["month"],
            **{name: table[name] for name in ("value", "low", "middle", "high")},
            "phase": table["phase"].astype(str),
            "kind": [t(language, f"analysis.control.{'trial' if trial else 'limits'}") for trial in table["trial"]],
            "state": [
                t(language, f"analysis.control.{'usual' if not rule else 'better' if good else 'worse'}")
                for rule, good in zip(table["rule"], table["good"], strict=True)
            ],
            "said": [t(language, f"analysis.rule.{rule}") for rule in table["rule"]],
            "label": [words.period(language, month_with(month.date())) for month in table["month"]],
            "value_text": [in_unit(language, value, unit) for value in table["value"]],
            "dossiers": [number(language, each) for each in table["denominator"]],
            "between": [
                f"{in_unit(language, low, unit)} – {in_unit(language, high, unit)}"
                for low, high in zip(table["low"], table["high"], strict=True)
            ],
            # Each point stands for its whole month: the rule goes between two of them.
            "break_at": [pd.Timestamp(day) - HALF_A_MONTH if day else pd.NaT for day in on],
            "break_text": [t(language, "chart.break", day=day) if day else "" for day in on],
        }
    )
