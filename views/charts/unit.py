"""One unit's series by month, with its peers' median and middle half, and the target."""

from functools import cache, lru_cache
from typing import Any

import altair as alt
import pandas as pd

from core import words
from core.periods import month_with
from core.words import Language, in_unit, t
from metrics.measures import Measure
from reports.unit import UnitReport
from views.charts.specification import locale, value_axis, without_data

UNIT, PEERS, TARGET = "#1f7a99", "#8a949b", "#c2714f"


@cache
def series(language: Language, unit: str) -> dict[str, Any]:
    """A specification without data, for `series_data`."""
    names = {part: t(language, f"chart.{part}") for part in ("this_unit", "median", "middle", "target")}
    colours = alt.Scale(domain=list(names.values()), range=[UNIT, PEERS, PEERS, TARGET])
    month = alt.X(
        "month:T",
        title=None,
        axis=alt.Axis(
            format="%m/%Y", labelAngle=0, tickCount=alt.TimeIntervalStep(interval="month", step=3), labelOverlap=True
        ),
    )

    def value(column: str) -> alt.Y:
        axis = alt.Axis(labelExpr=value_axis(language, unit), tickCount=6)
        return alt.Y(f"{column}:Q", title=None, scale=alt.Scale(zero=False, nice=True), axis=axis)

    legend = alt.Legend(title=None, orient="top", labelLimit=320, symbolType="square", symbolOpacity=1, columns=2)
    colour = alt.Color("part:N", scale=colours, legend=legend)

    def layer(part: str) -> alt.Chart:
        # The layer's name as a column of its own: it is what the legend lists.
        return alt.Chart().encode(x=month, color=colour).transform_calculate(part=repr(names[part]))

    tooltip = [
        alt.Tooltip("label:N", title=t(language, "chart.month")),
        alt.Tooltip("value_text:N", title=names["this_unit"]),
        alt.Tooltip("rank_text:N", title=t(language, "chart.rank")),
        alt.Tooltip("median_text:N", title=names["median"]),
        alt.Tooltip("target_text:N", title=names["target"]),
    ]
    band = layer("middle").mark_area(opacity=0.18).encode(y=value("low"), y2="high:Q")
    median = layer("median").mark_line(strokeWidth=1.5).encode(y=value("median"))
    target = layer("target").mark_line(strokeDash=[5, 4], interpolate="step-after").encode(y=value("target"))
    line = (
        layer("this_unit")
        .mark_line(strokeWidth=2.5, point=alt.OverlayMarkDef(size=45, filled=True))
        .encode(y=value("value"), tooltip=tooltip)
    )
    chart = alt.layer(band, median, target, line).properties(height=340).configure(locale=locale(language))
    return without_data(chart)


@lru_cache(maxsize=256)
def series_data(report: UnitReport, measure: Measure, language: Language) -> pd.DataFrame:
    """(month, value, low, median, high, target and their texts) of the measure, oldest first."""
    table = report.history[report.history["measure"].eq(measure.id)].drop(columns="measure")
    texts = {
        f"{name}_text": [in_unit(language, value, measure.unit) for value in table[name]]
        for name in ("value", "median", "target")
    }
    ranks = [
        words.NOT_KNOWN if pd.isna(rank) else f"{rank}/{of}"
        for rank, of in zip(table["rank"], table["of"], strict=True)
    ]
    labels = [words.period(language, month_with(month.date())) for month in table["month"]]
    return table.drop(columns=["rank", "of"]).assign(**texts, rank_text=ranks, label=labels)
