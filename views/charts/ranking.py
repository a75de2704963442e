"""The chart of a ranking: a named bar a unit where they are few, else dots on a cut axis; the target as a line."""

from collections.abc import Iterable, Sequence
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

# Up to this many units are drawn as bars with name and value; more as dots, named by the tooltip and the table below.
NAMED_BARS = 25
GOOD, BAD, PLAIN = "#2f7d8c", "#c2714f", "#6b8794"
LINE = "#8a949b"
COLOURS = {
    "target.met": GOOD,
    "target.missed": BAD,
    "target.none": PLAIN,
}
"""By the key of the state's word."""
SHAPES = ("circle", "triangle-up", "diamond")
OUTERMOST, BINS, LEVELS = 6, 90, 3
"""At most so many of the last units are named among the dots, at so many heights; dots within a bin stand above each
other."""
NARROWEST, LETTER = 270, 7.3
"""Pixels: the axis on a telephone, and a letter of a name; names that fit there fit everywhere."""


@cache
def bars(language: Language, unit: str, *, named: bool, targeted: bool = True) -> dict[str, Any]:
    """A specification without data, for `bars_data`; clicking a mark selects its unit as `pick`.

    Args:
        named: a bar a unit, with its name and value; else dots on a cut axis, the outermost named.
        targeted: whether there is a target, and so a legend of met and missed.
    """
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
    legend = alt.Legend(orient="top", title=None, values=states[:2]) if targeted else None
    shapes = alt.Shape("state:N", scale=alt.Scale(domain=states, range=list(SHAPES)), legend=legend)
    look = {
        "color": alt.Color("state:N", scale=alt.Scale(domain=states, range=list(COLOURS.values())), legend=legend),
        "opacity": alt.condition(pick, alt.value(1), alt.value(0.35)),
        "tooltip": tooltip,
    }
    values = alt.Axis(title=None, labelExpr=value_axis(language, unit), tickCount=6)
    line = alt.Chart().mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=LINE).encode(x="min(target):Q")
    if named:
        bar = alt.Chart().mark_bar(cursor="pointer", cornerRadiusEnd=1).encode(**look).add_params(pick)
        names = alt.Axis(title=None, labelLimit=300, labelOverlap=False, ticks=False, labelPadding=8)
        lying = bar.encode(x=alt.X("value:Q", axis=values), y=alt.Y("name:N", sort=None, axis=names))
        # sort=None keeps the order of the data; sorting each layer separately would lose it.
        said = (
            alt.Chart()
            .mark_text(align="left", dx=5, color=LINE)
            .encode(x="value:Q", y=alt.Y("name:N", sort=None), text="text:N")
        )
        chart = alt.layer(lying, line, said).properties(height=alt.Step(25))
    else:
        # From the lowest value on: near 100 % a bar from 0 shows no difference.
        cut = alt.Scale(zero=False, nice=False, padding=22)
        across = alt.X("value:Q", axis=values, scale=cut)
        up = alt.Y("above:Q", axis=None, scale=alt.Scale(domainMin=0))
        dot = alt.Chart().mark_point(filled=True, size=46, cursor="pointer", opacity=1)
        dots = dot.encode(x=across, y=up, shape=shapes, **look).add_params(pick)
        # At three heights, so that neighbours do not overlap.
        labels = [
            alt.Chart()
            .transform_filter(f"datum.label && datum.level == {level}")
            .mark_text(dy=-12 - 14 * level, fontSize=12, color=LINE)
            .encode(x=across, y=up, text="label:N")
            for level in range(LEVELS)
        ]
        goal_said = (
            alt.Chart()
            .mark_text(align="right", dx=-5, baseline="top", fontSize=12, color=LINE)
            .encode(x="min(target):Q", y=alt.value(0), text="min(target_said):N")
        )
        chart = alt.layer(line, dots, *labels, goal_said).properties(height=230)
    return without_data(chart.configure(locale=locale(language)))


@cached(256)
def bars_data(report: Ranking, language: Language) -> pd.DataFrame:
    """(place, code, name, rank, value, target, target_said, state, support, text, share, distance, above, label,
    level): the ranked units, best first; `above` is how many dots stand below it, `label` the name of the outermost."""
    table = report.table[report.table["status"].eq("ranked")]
    unit = report.measure.unit
    names = table["unit_name"] if language == "vi" else table["unit_name_en"]
    share = [
        f"{number(language, top)}/{number(language, bottom)}" if not isnan(bottom) else NOT_KNOWN
        for top, bottom in zip(table["numerator"], table["denominator"], strict=True)
    ]
    targets = [report.target_of(code) for code in table["unit_code"]]
    both = list(zip(table["value"], targets, strict=True))
    texts = [in_unit(language, value, unit, target=goal(target)) for value, target in both]
    key = "target.at_least" if report.measure.better == "higher" else "target.at_most"
    goal_said = in_unit(language, report.target.value, unit, plain=True) if report.target else ""
    bins = _bins(table["value"])
    alone = (~bins.duplicated(keep=False)).to_numpy()
    # Where dots stand on each other nobody sees which of them a name means.
    last = [place for place in reversed(range(len(table))) if alone[place] and not table["to_target"].iloc[place] >= 0]
    named = _named(list(table["value"]), list(names), last)
    return pd.DataFrame(
        {
            "place": range(len(table)),
            "code": table["unit_code"].to_numpy(),
            "name": names.to_numpy(),
            "rank": [str(rank) for rank in table["rank"]],
            "value": table["value"].to_numpy(),
            "target": report.target.value if report.target else float("nan"),
            "target_said": f"{t(language, 'target.target')} {t(language, key, value=goal_said)}" if goal_said else "",
            "above": bins.groupby(bins).cumcount(),
            "label": [name if place in named else "" for place, name in enumerate(names)],
            "level": [named.get(place, 0) for place in range(len(table))],
            "state": [t(language, state(distance)) for distance in table["to_target"]],
            "support": [
                NOT_KNOWN if pd.isna(low) else t(language, "certainty.range", low=low, high=high)
                for low, high in zip(table["rank_low"], table["rank_high"], strict=True)
            ],
            "text": texts,
            "share": share,
            "distance": [to_target(language, value, report.measure, target) for value, target in both],
        }
    )


def _bins(values: "pd.Series[float]") -> "pd.Series[float]":
    width = max(float(values.max() - values.min()), 1e-9) / BINS
    return (values / width).round()


def _named(values: Sequence[float], names: Sequence[str], last: Iterable[int]) -> dict[int, int]:
    """Of the places of the last units, the outermost first, those that are named, and at which height: the lowest where
    no other name is in the way on a telephone."""
    across = NARROWEST / max(max(values) - min(values), 1e-9) if values else 0.0
    found: dict[int, int] = {}
    for place in last:
        taken = {
            level
            for other, level in found.items()
            if abs(values[place] - values[other]) * across < (len(names[place]) + len(names[other]) + 2) * LETTER / 2
        }
        free = [level for level in range(LEVELS) if level not in taken]
        if free and len(found) < OUTERMOST:
            found[place] = free[0]
    return found
