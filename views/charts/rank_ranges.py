"""Ranks with the ranges they might lie in: a thin line, a thick one on it, and a dot for the official rank."""

from functools import cache
from typing import Any, Literal

import altair as alt
import pandas as pd

from core.caching import cached
from core.words import NOT_KNOWN, Language, number, t
from reports.results.robustness import RankSetsReport, WeightsReport
from views.charts.specification import locale, on_a_telephone, without_data

Kind = Literal["sets", "weights"]
WIDE, NARROW, RANK = "#b9c2c8", "#2f7d8c", "#c2714f"


@cache
def ranges(language: Language, kind: Kind) -> dict[str, Any]:
    """A specification without data, for `sets_data` or `weights_data`."""
    said = [t(language, f"analysis.{kind}.{each}") for each in ("wide", "narrow", "rank")]
    legend = alt.Legend(title=None, orient="top", labelLimit=420, columns=on_a_telephone(1, 3), symbolOpacity=1)
    scale = alt.Scale(domain=said, range=[WIDE, NARROW, RANK])
    ranks = alt.Axis(orient="top", labelExpr="format(datum.value, ',.0f')", tickMinStep=1, tickCount=8)
    names = alt.Axis(
        title=None,
        labelLimit=on_a_telephone(104, 260),
        labelOverlap=False,
        labelFlush=False,
        ticks=False,
        domain=False,
        labelPadding=6,
    )
    down = alt.Y("name:N", sort=None, axis=names)
    tooltip = [
        alt.Tooltip("name:N", title=t(language, "filter.unit")),
        *(
            alt.Tooltip(f"{column}:N", title=title)
            for column, title in zip(("wide_text", "narrow_text", "rank_text"), said, strict=True)
        ),
    ]

    def across(column: str) -> alt.X:
        return alt.X(
            f"{column}:Q", scale=alt.Scale(zero=False, nice=False), axis=ranks, title=t(language, "chart.rank")
        )

    def line(low: str, high: str, label: str, width: int) -> Any:
        return (
            alt.Chart()
            .mark_rule(strokeWidth=width, strokeCap="round")
            .encode(
                x=across(low),
                x2=f"{high}:Q",
                y=down,
                color=alt.ColorDatum(label, scale=scale, legend=legend),
                tooltip=tooltip,
            )
        )

    dots = (
        alt.Chart()
        .mark_point(filled=True, size=55, opacity=1)
        .encode(x=across("rank"), y=down, color=alt.ColorDatum(said[2], scale=scale, legend=legend), tooltip=tooltip)
    )
    layers = [line("low", "high", said[0], 3), line("low_narrow", "high_narrow", said[1], 7), dots]
    chart = alt.layer(*layers).properties(height=alt.Step(19)).configure(locale=locale(language))
    return without_data(chart)


@cached(64)
def sets_data(report: RankSetsReport, language: Language, most: int | None = None) -> pd.DataFrame:
    """The set of all units at once, the usual range on it, and the rank: `_columns` of it."""
    table = report.table.tail(most) if most else report.table
    return _columns(table, ("low_together", "high_together"), ("rank_low", "rank_high"), language)


@cached(64)
def weights_data(report: WeightsReport, language: Language, most: int | None = None) -> pd.DataFrame:
    """From the best to the worst of equal weights and of one group less, the range of the draws on it, and the rank."""
    table = report.table.tail(most) if most else report.table
    ranks = table[["rank", "equal", "without", "low", "high"]].astype(int)
    table = table.assign(best=ranks.min(axis=1), worst=ranks.max(axis=1))
    return _columns(table, ("best", "worst"), ("low", "high"), language)


def _columns(table: pd.DataFrame, wide: tuple[str, str], narrow: tuple[str, str], language: Language) -> pd.DataFrame:
    """(code, name, rank, low, high, low_narrow, high_narrow, …_text)."""
    numbers = {
        name: table[column].astype(float)
        for name, column in zip(
            ("rank", "low", "high", "low_narrow", "high_narrow"), ("rank", *wide, *narrow), strict=True
        )
    }
    return pd.DataFrame(
        {
            "code": table["unit_code"],
            "name": table["unit_name" if language == "vi" else "unit_name_en"],
            **numbers,
            "rank_text": [number(language, rank) for rank in table["rank"]],
            "wide_text": texts(table, *wide, language),
            "narrow_text": texts(table, *narrow, language),
        }
    ).reset_index(drop=True)


def texts(table: pd.DataFrame, low: str, high: str, language: Language) -> list[str]:
    """“21–32” of each row; – where it is not known."""
    return [
        t(language, "certainty.range", low=first, high=last) if pd.notna(first) else NOT_KNOWN
        for first, last in zip(table[low], table[high], strict=True)
    ]
