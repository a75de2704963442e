"""The funnel plot: rate against volume with its control limits; clicking a unit selects it as `pick`."""

from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from core.caching import cached
from core.words import Language, in_unit, number, t
from reports.results.analysis import FunnelReport
from views.charts.specification import ON_A_TELEPHONE, TEXT, locale, on_a_telephone, value_axis, without_data

GOOD, BAD, PLAIN, LINE = "#2f7d8c", "#c2714f", "#8a949b", "#8a949b"
STATES = {2: "better_outer", 1: "better", 0: "inside", -1: "worse", -2: "worse_outer"}
_LOOKS = {
    "better_outer": (GOOD, "triangle-up"),
    "better": ("#94bcc4", "triangle-up"),
    "inside": (PLAIN, "circle"),
    "worse": ("#deb6a2", "triangle-down"),
    "worse_outer": (BAD, "triangle-down"),
}
NAMED = 8
_NAMED_SMALL = 2


@cache
def points(language: Language, unit: str) -> dict[str, Any]:
    """A specification without data, for `points_data`."""
    pick = alt.selection_point(name="pick", fields=["code"], on="click", empty=True)
    states = [t(language, f"analysis.funnel.{each}") for each in _LOOKS]
    colours, shapes = zip(*_LOOKS.values(), strict=True)
    legend = alt.Legend(title=None, orient="top", labelLimit=320, columns=on_a_telephone(2, 5))
    scale = alt.Scale(type="log", nice=False)
    volume = alt.Axis(labelExpr="format(datum.value, ',.0f')", tickCount=6, grid=False, labelOverlap=True)
    across = alt.X("volume:Q", scale=scale, axis=volume, title=t(language, "analysis.volume"))

    def up(column: str) -> alt.Y:
        axis = alt.Axis(labelExpr=value_axis(language, unit), tickCount=6)
        return alt.Y(f"{column}:Q", title=None, scale=alt.Scale(zero=False, nice=True), axis=axis)

    line = alt.Chart().transform_filter("isValid(datum.upper)")
    outer = [line.mark_line(strokeWidth=1.2, color=LINE).encode(x=across, y=up(name)) for name in _OUTER]
    inner = [
        line.mark_line(strokeWidth=1.2, strokeDash=[4, 4], color=LINE).encode(x=across, y=up(name)) for name in _INNER
    ]
    centre = alt.Chart().transform_filter("isValid(datum.pooled)").mark_rule(color=LINE).encode(y=up("pooled"))
    unit_points = alt.Chart().transform_filter("isValid(datum.code)")
    dots = (
        unit_points.mark_point(filled=True, size=70, cursor="pointer")
        .encode(
            x=across,
            y=up("value"),
            color=alt.Color("state:N", scale=alt.Scale(domain=states, range=list(colours)), legend=legend),
            shape=alt.Shape("state:N", scale=alt.Scale(domain=states, range=list(shapes)), legend=legend),
            opacity=alt.condition(pick, alt.value(0.95), alt.value(0.35)),
            tooltip=[
                alt.Tooltip("name:N", title=t(language, "filter.unit")),
                alt.Tooltip("value_text:N", title=t(language, "chart.value")),
                alt.Tooltip("share:N", title=t(language, "chart.dossiers")),
                alt.Tooltip("state:N", title=t(language, "analysis.state")),
            ],
        )
        .add_params(pick)
    )
    names = (
        unit_points.transform_filter(f"isValid(datum.label) && (datum.place < {_NAMED_SMALL} || !({ON_A_TELEPHONE}))")
        .mark_text(align="left", dx=8, fontSize=11, color=TEXT)
        .encode(x=across, y=up("value"), text="label:N")
    )
    layers = [*outer, *inner, centre, dots, names]
    return without_data(alt.layer(*layers).properties(height=360).configure(locale=locale(language)))


_OUTER, _INNER = ("lower_outer", "upper_outer"), ("lower", "upper")


@cached(256)
def points_data(report: FunnelReport, language: Language) -> pd.DataFrame:
    """(code, name, label, place, volume, value, state, texts) of the units, then the curve of limits; NaN elsewhere."""
    table, unit = report.table, report.measure.unit
    names = table["unit_name"] if language == "vi" else table["unit_name_en"]
    far = table["outside"].abs().eq(2) & (pd.Series(range(len(table)), index=table.index) < NAMED)
    units = pd.DataFrame(
        {
            "code": table["unit_code"],
            "name": names,
            "label": names.where(far),
            "place": range(len(table)),
            "volume": table["denominator"],
            "value": table["value"],
            "state": [said(mark, language) for mark in table["outside"]],
            "value_text": [in_unit(language, value, unit) for value in table["value"]],
            "share": [
                f"{number(language, top)}/{number(language, bottom)}"
                for top, bottom in zip(table["numerator"], table["denominator"], strict=True)
            ],
        }
    )
    curve = report.curve.assign(pooled=report.pooled)
    # One row is enough to draw the target rule.
    curve.loc[curve.index[1:], "pooled"] = float("nan")
    return pd.concat([units, curve], ignore_index=True)


def said(mark: float, language: Language) -> str:
    """The state of a unit, from `metrics.chance.funnel.Funnel.outside` with the sign turned so that + is better."""
    return t(language, f"analysis.funnel.{STATES[int(mark)]}")
