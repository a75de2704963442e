"""Charts for a room: few marks and large letters, to be read from eight metres."""

from collections.abc import Sequence
from functools import cache
from math import isnan
from typing import Any

import altair as alt

from core.periods import Period
from core.words import Language, in_unit
from views.charts.specification import locale, value_axis, without_data

WIDTH, HEIGHT, LETTERS = 1200, 400, 30
LINE, TARGET = "#0b5a75", "#8a3a12"
"""Both darker than on the pages: 7 : 1 on white."""


def series(
    months: Sequence[Period], values: Sequence[float], target: float | None, unit: str, language: Language
) -> dict[str, Any]:
    """Twelve months of one rate as a line with its first and last known value, and the target; with the data inside."""
    known = [at for at, value in enumerate(values) if not isnan(value)]
    said = [in_unit(language, value, unit, target=target) for value in values]
    rows = [
        {
            "month": f"{month.start:%m/%y}",
            # NaN is no JSON: a month without a number is a gap.
            "value": None if isnan(value) else value,
            "target": target,
            "first": said[at] if at in known[:1] else "",
            "last": said[at] if at in known[-1:] else "",
        }
        for at, (month, value) in enumerate(zip(months, values, strict=True))
    ]
    return _specification(language, unit, targeted=target is not None) | {"data": {"values": rows}}


@cache
def _specification(language: Language, unit: str, *, targeted: bool) -> dict[str, Any]:
    """Without its data: built once, since Altair takes a tenth of a second."""
    axis = alt.Axis(title=None, labelFontSize=LETTERS, labelAngle=0, labelOverlap=True, labelSeparation=24)
    x = alt.X("month:O", sort=None, axis=axis)
    labels = alt.Axis(
        title=None, labelFontSize=LETTERS, tickCount=4, labelExpr=value_axis(language, unit), gridColor="#d5dadd"
    )
    y = alt.Y("value:Q", scale=alt.Scale(zero=False, nice=True), axis=labels)
    line = alt.Chart().mark_line(color=LINE, strokeWidth=6, point=alt.OverlayMarkDef(size=220, color=LINE))
    first_said = alt.Chart().mark_text(fontSize=LETTERS + 4, fontWeight="bold", dy=-30, color=LINE, clip=False)
    # Beside the last dot: above it the line might come down through the words.
    last_said = alt.Chart().mark_text(fontSize=LETTERS + 4, fontWeight="bold", align="left", dx=18, color=LINE)
    layers: list[alt.Chart] = [
        line.encode(x=x, y=y),
        first_said.encode(x=x, y=y, text="first:N"),
        last_said.encode(x=x, y=y, text="last:N"),
    ]
    if targeted:
        rule = alt.Chart().mark_rule(color=TARGET, strokeWidth=4, strokeDash=[14, 10])
        layers.append(rule.encode(y="min(target):Q"))
    chart = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)
    chart = chart.configure(locale=locale(language), axis=alt.AxisConfig(labelColor="#14202a"))
    return without_data(chart)
