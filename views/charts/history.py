"""All units of a kind by month: the heat map of their values, and the bump chart of their ranks."""

from functools import cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from core import words
from core.caching import cached
from core.periods import month_with
from core.words import NOT_KNOWN, Language, in_unit, t
from reports.results.analysis import History
from views.charts.specification import TEXT, locale, on_a_telephone, without_data

WORSE, MIDDLE, BETTER, LINE = "#b4552f", "#ece7df", "#22707f", "#8a949b"
TOP, CHOSEN = "#2f7d8c", "#c2714f"
NO_DOSSIERS = "0"
_LOG_FROM = 25
LEADERS = 5


@cache
def heat(language: Language) -> dict[str, Any]:
    """A specification without data, for `heat_data`."""
    months = alt.Axis(
        title=None, labelAngle=0, labelOverlap=True, labelFlush=False, orient="top", ticks=False, domain=False
    )
    names = alt.Axis(
        title=None,
        labelLimit=on_a_telephone(104, 260),
        labelFontSize=on_a_telephone(11, 13),
        labelOverlap=False,
        labelFlush=False,
        ticks=False,
        domain=False,
        labelPadding=6,
    )
    where = {"x": alt.X("label:N", sort=None, axis=months), "y": alt.Y("name:N", sort=None, axis=names)}
    tooltip = [
        alt.Tooltip("name:N", title=t(language, "filter.unit")),
        alt.Tooltip("long:N", title=t(language, "chart.month")),
        alt.Tooltip("value_text:N", title=t(language, "chart.value")),
        alt.Tooltip("status:N", title=t(language, "analysis.state")),
    ]
    # The bottom layer has every month and unit: the filtered layers alone would lose the order of the axes.
    empty = alt.Chart().mark_rect(fillOpacity=0, stroke=LINE, strokeOpacity=0.25).encode(**where, tooltip=tooltip)
    scale = alt.Scale(domain=[-1, 0, 1], range=[WORSE, MIDDLE, BETTER], clamp=True)
    known = (
        alt.Chart()
        .transform_filter("isValid(datum.shade)")
        .mark_rect()
        .encode(**where, color=alt.Color("shade:Q", scale=scale, legend=None), tooltip=tooltip)
    )
    missing = alt.Chart().mark_text(color=TEXT, fontSize=11).encode(**where, text="mark:N", tooltip=tooltip)
    chart = alt.layer(empty, known, missing).properties(height=alt.Step(19)).configure(locale=locale(language))
    return without_data(chart)


@cached(64)
def heat_data(report: History, language: Language, most: int | None = None) -> pd.DataFrame:
    """(name, label, long, shade, mark, value_text, status): `most` units, the worst of the last month first.

    `shade` is -1 (worse) to 1 (better) from the month's target or median; NaN where there is no value. `mark` tells a
    month without dossiers (0) from one not reported (–).
    """
    table = _of_first(report.table, most)
    # Leave out months before any of the units began.
    table = table[table.groupby("month")["status"].transform("max").ne("")].reset_index(drop=True)
    sign = 1 if report.measure.better == "higher" else -1
    distance = sign * (table["value"] - table["middle"])
    # Each side is scaled separately: most units are slightly above a target and a few far below.
    wide = {side: distance[side * distance > 0].abs().quantile(0.9) for side in (1, -1)}
    shade: pd.Series[float] = distance / np.where(distance > 0, wide[1] or 1.0, wide[-1] or 1.0)
    marks = {"no_dossiers": NO_DOSSIERS, "not_reported": NOT_KNOWN}
    months = [month_with(month.date()) for month in table["month"]]
    return pd.DataFrame(
        {
            "name": _names(table, language),
            "label": [f"{month.start:%m/%y}" for month in months],
            "long": [words.period(language, month) for month in months],
            "shade": shade.clip(-1, 1).to_numpy(dtype=float),
            "mark": [marks.get(status, "") for status in table["status"]],
            "value_text": [in_unit(language, value, report.measure.unit) for value in table["value"]],
            "status": [t(language, f"status.{status}") if status else NOT_KNOWN for status in table["status"]],
        }
    )


def _of_first(table: pd.DataFrame, most: int | None) -> pd.DataFrame:
    return table if most is None else table[table["unit_code"].isin(table["unit_code"].unique()[:most])]


def _names(table: pd.DataFrame, language: Language) -> "pd.Series[str]":
    return (table["unit_name"] if language == "vi" else table["unit_name_en"]).reset_index(drop=True)


@cache
def bump(language: Language, units: int) -> dict[str, Any]:
    """A specification without data, for `bump_data`; the first ranks stand further apart where there are many units."""
    roles = {"other": LINE, "top": TOP, "chosen": CHOSEN}
    said = {role: t(language, f"analysis.bump.{role}") for role in roles}
    months = alt.Axis(title=None, labelAngle=0, labelOverlap=True)
    across = alt.X("label:N", sort=None, axis=months, scale=alt.Scale(padding=0.3))
    if units > _LOG_FROM:
        ticks = [each for each in (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) if each <= units]
        scale = alt.Scale(type="log", reverse=True, domain=[1, units], nice=False)
        ranks = alt.Axis(values=ticks, labelExpr="format(datum.value, ',.0f')", title=t(language, "chart.rank"))
    else:
        scale = alt.Scale(reverse=True, domain=[1, units], nice=False, zero=False)
        ranks = alt.Axis(
            values=list(range(1, units + 1)), labelExpr="format(datum.value, ',.0f')", title=t(language, "chart.rank")
        )
    up = alt.Y("rank:Q", scale=scale, axis=ranks)
    legend = alt.Legend(
        title=None, orient="top", symbolType="square", symbolOpacity=1, labelLimit=320, columns=on_a_telephone(1, 3)
    )
    colour = alt.Color("role:N", scale=alt.Scale(domain=list(said.values()), range=list(roles.values())), legend=legend)
    tooltip = [
        alt.Tooltip("name:N", title=t(language, "filter.unit")),
        alt.Tooltip("long:N", title=t(language, "chart.month")),
        alt.Tooltip("rank:Q", title=t(language, "chart.rank"), format=",.0f"),
        alt.Tooltip("value_text:N", title=t(language, "chart.value")),
    ]
    faint = alt.Chart().mark_line(strokeWidth=1, opacity=0.22).encode(x=across, y=up, detail="code:N", color=colour)
    strong = (
        alt.Chart()
        .transform_filter("datum.shown")
        .mark_line(strokeWidth=2.5, point=alt.OverlayMarkDef(size=50, filled=True))
        .encode(x=across, y=up, detail="code:N", color=colour, tooltip=tooltip)
    )
    names = (
        alt.Chart()
        .transform_filter("isValid(datum.at_end)")
        .mark_text(align="left", dx=8, fontSize=11, limit=on_a_telephone(105, 250), color=TEXT)
        .encode(x=across, y=up, text="at_end:N")
    )
    layers = alt.layer(faint, strong, names).properties(height=400)
    return without_data(layers.configure(locale=locale(language)))


@cached(64)
def bump_data(report: History, language: Language, chosen: str = "") -> pd.DataFrame:
    """(code, name, label, long, rank, role, shown, at_end, value_text): the leaders and the chosen unit stand out."""
    last = report.table[report.table["month"].eq(report.table["month"].max())]
    top = set(last.loc[last["rank"].le(LEADERS), "unit_code"].tail(LEADERS))
    table = report.table.sort_values("month", kind="stable", ignore_index=True)
    codes = table["unit_code"]
    roles = np.select([codes.eq(chosen), codes.isin(top)], ["chosen", "top"], "other")
    months = [month_with(month.date()) for month in table["month"]]
    names = _names(table, language)
    at_end = table["month"].eq(table["month"].max()) & table["rank"].notna() & pd.Series(roles).ne("other")
    return pd.DataFrame(
        {
            "code": codes,
            "name": names,
            "label": [f"{month.start:%m/%y}" for month in months],
            "long": [words.period(language, month) for month in months],
            "rank": table["rank"].astype(float),
            "role": [t(language, f"analysis.bump.{role}") for role in roles],
            "shown": roles != "other",
            "at_end": _joined(names, table["rank"], at_end),
            "value_text": [in_unit(language, value, report.measure.unit) for value in table["value"]],
        }
    )


def _joined(names: "pd.Series[str]", rank: "pd.Series[int]", where: "pd.Series[bool]") -> list[str | None]:
    """The name at the end of each line, once for all that share a rank."""
    by_rank: dict[Any, Any] = dict(names[where].groupby(rank[where]).agg(", ".join))
    said: set[Any] = set()
    labels: list[str | None] = []
    for here, place in zip(where, rank, strict=True):
        labels.append(by_rank[place] if here and place not in said else None)
        if here:
            said.add(place)
    return labels
