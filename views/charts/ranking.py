"""The ranked bar chart: one bar a unit, best on the left, the target as a line across."""

from functools import cache
from math import isnan
from typing import Any

import altair as alt
import pandas as pd

from core.caching import cached
from core.words import NOT_KNOWN, Language, in_unit, number, t
from reports.results.ranking import Ranking
from views.charts.specification import locale, value_axis, without_data
from views.wording.targets import goal, state, to_target

# Up to this many bars are drawn horizontally with name and value; more are drawn as narrow vertical bars, named by
# the tooltip and the table below.
NAMED_BARS = 25
GOOD, BAD, PLAIN = "#2f7d8c", "#c2714f", "#6b8794"
LINE = "#8a949b"
COLOURS = {
    "target.met": GOOD,
    "target.missed": BAD,
    "target.none": PLAIN,
}
"""By the key of the state's word."""


@cache
def bars(language: Language, unit: str, *, named: bool) -> dict[str, Any]:
    """A specification without data, for `bars_data`; clicking a bar selects its unit as `pick`."""
    pick = alt.selection_point(name="pick", fields=["code"], on="click", empty=True)
    states = [t(language, key) for key in COLOURS]
    tooltip = [
        alt.Tooltip("name:N", title=t(language, "filter.unit")),
        alt.Tooltip("rank:N", title=t(language, "chart.rank")),
        alt.Tooltip("support:N", title=t(language, "certainty.column")),
        alt.Tooltip("state:N", title=t(language, "target.target")),
        alt.Tooltip("text:N", title=t(language, "chart.value")),
        alt.Tooltip("share:N", title=t(language, "chart.dossiers")),
        alt.Tooltip("distance:N", title=t(language, "chart.state")),
    ]
    values = alt.Axis(title=None, labelExpr=value_axis(language, unit), tickCount=5)
    # sort=None keeps the order of the data; sorting each layer separately would lose it.
    names = alt.Axis(title=None, labelLimit=300, labelOverlap=False, ticks=False, labelPadding=8) if named else None
    bar = (
        alt.Chart()
        .mark_bar(cursor="pointer", cornerRadiusEnd=1)
        .encode(
            color=alt.Color("state:N", scale=alt.Scale(domain=states, range=list(COLOURS.values())), legend=None),
            opacity=alt.condition(pick, alt.value(1), alt.value(0.35)),
            tooltip=tooltip,
        )
        .add_params(pick)
    )
    line = alt.Chart().mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=LINE)
    if named:
        lying = bar.encode(x=alt.X("value:Q", axis=values), y=alt.Y("name:N", sort=None, axis=names))
        text = (
            alt.Chart()
            .mark_text(align="left", dx=5, color=LINE)
            .encode(x="value:Q", y=alt.Y("name:N", sort=None), text="text:N")
        )
        chart = alt.layer(lying, line.encode(x="min(target):Q"), text).properties(height=alt.Step(25))
    else:
        scale = alt.Scale(paddingInner=0.15)
        standing = bar.encode(x=alt.X("name:N", sort=None, axis=names, scale=scale), y=alt.Y("value:Q", axis=values))
        chart = alt.layer(standing, line.encode(y="min(target):Q")).properties(height=240)
    return without_data(chart.configure(locale=locale(language)))


@cached(256)
def bars_data(report: Ranking, language: Language) -> pd.DataFrame:
    """(place, code, name, rank, value, target, state, support, text, share, distance): the ranked units, best first."""
    table = report.table[report.table["status"].eq("ranked")]
    unit = report.measure.unit
    names = table["unit_name"] if language == "vi" else table["unit_name_en"]
    share = [
        f"{number(language, top)}/{number(language, bottom)}" if not isnan(bottom) else NOT_KNOWN
        for top, bottom in zip(table["numerator"], table["denominator"], strict=True)
    ]
    return pd.DataFrame(
        {
            "place": range(len(table)),
            "code": table["unit_code"].to_numpy(),
            "name": names.to_numpy(),
            "rank": [str(rank) for rank in table["rank"]],
            "value": table["value"].to_numpy(),
            "target": report.target.value if report.target else float("nan"),
            "state": [t(language, state(distance)) for distance in table["to_target"]],
            "support": [
                NOT_KNOWN if pd.isna(low) else t(language, "certainty.range", low=low, high=high)
                for low, high in zip(table["rank_low"], table["rank_high"], strict=True)
            ],
            "text": [in_unit(language, value, unit, target=goal(report.target)) for value in table["value"]],
            "share": share,
            "distance": [to_target(language, value, report.measure, report.target) for value in table["value"]],
        }
    )
