"""One unit's series by month, with its peers' median and middle half, the target, and the days units changed."""

import datetime as dt
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from core import words
from core.caching import cached
from core.periods import month_with
from core.words import Language, in_unit, t
from metrics.rates.measures import Measure
from reports.results.unit import UnitReport
from views.charts.specification import breaks, locale, notes, on_a_telephone, starts, value_axis, without_data

HALF_A_MONTH = pd.Timedelta(days=15)
UNIT, PEERS, TARGET, START = "#1f7a99", "#8a949b", "#c2714f", "#8d7cc0"
Starts = tuple[tuple[pd.Timestamp, str], ...]
"""(first day of the month from which a task counts, its code)."""
Noted = tuple[tuple[pd.Timestamp, int], ...]
"""(first day of the month, the number of the note below the chart)."""


@cache
def series(language: Language, unit: str, *, estimated: bool = False) -> dict[str, Any]:
    """A specification without data, for `series_data`; `estimated` where some of its months are."""
    parts = {"this_unit": UNIT, "median": PEERS, "middle": PEERS, "target": TARGET}
    if estimated:
        parts["estimated"] = UNIT
    names = {part: t(language, f"chart.{part}") for part in parts}
    colours = alt.Scale(domain=list(names.values()), range=list(parts.values()))
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

    legend = alt.Legend(
        title=None,
        orient="top",
        labelLimit=320,
        labelFontSize=on_a_telephone(12, 14),
        symbolType="square",
        symbolOpacity=1,
        columns=2,
    )
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
    layers = [*breaks(PEERS), band, median, target, line, *starts(START), *notes(START)]
    if estimated:
        # Dashed and hollow, so that it is distinguishable without colour.
        point = alt.OverlayMarkDef(size=45, filled=False, fill="white", strokeWidth=1.5)
        guess = layer("estimated").mark_line(strokeWidth=2, strokeDash=[2, 3], point=point)
        layers.append(guess.encode(y=value("guess"), tooltip=tooltip))
    return without_data(alt.layer(*layers).properties(height=340).configure(locale=locale(language)))


@cached(256)
def series_data(
    report: UnitReport, measure: Measure, language: Language, begun: Starts = (), noted: Noted = ()
) -> pd.DataFrame:
    """(month, value, guess, low, median, high, target, break_at, start_at, note_at and their texts), oldest first.

    `guess` has the estimated months, `value` the others.
    """
    table = report.history[report.history["measure"].eq(measure.id)].drop(columns="measure")
    texts = {
        f"{name}_text": [in_unit(language, value, measure.unit) for value in table[name]]
        for name in ("median", "target")
    }
    goals = [None if pd.isna(target) else target for target in table["target"]]
    texts["value_text"] = [
        in_unit(language, value, measure.unit, target=goal) for value, goal in zip(table["value"], goals, strict=True)
    ]
    estimated = table["estimated"]
    words_of = {True: "unit_page.estimated", False: "unit_page.summed"}
    texts["value_text"] = [
        f"{text} ({t(language, words_of[guessed])})" if summed else text
        for text, guessed, summed in zip(texts["value_text"], estimated, table["summed"], strict=True)
    ]
    days = [_break_before(report, month) for month in table["month"]]
    texts["break_text"] = [t(language, "chart.break", day=on) if on else "" for on in days]
    # Each point stands for its whole month: the rule goes between the month before and the one that follows.
    table["break_at"] = [pd.Timestamp(on) - HALF_A_MONTH if on else pd.NaT for on in days]
    codes = [[code for start, code in begun if start == month] for month in table["month"]]
    texts["start_text"] = [", ".join(each) for each in codes]
    table["start_at"] = [
        month - HALF_A_MONTH if each else pd.NaT for month, each in zip(table["month"], codes, strict=True)
    ]
    numbers = [[str(number) for start, number in noted if start == month] for month in table["month"]]
    texts["note_text"] = [",".join(each) for each in numbers]
    table["note_at"] = [month if each else pd.NaT for month, each in zip(table["month"], numbers, strict=True)]
    table = table.assign(guess=table["value"].where(estimated), value=table["value"].mask(estimated))
    ranks = [
        words.NOT_KNOWN if pd.isna(rank) else f"{rank}/{of}"
        for rank, of in zip(table["rank"], table["of"], strict=True)
    ]
    labels = [words.period(language, month_with(month.date())) for month in table["month"]]
    return table.drop(columns=["rank", "of", "summed", "estimated"]).assign(**texts, rank_text=ranks, label=labels)


def _break_before(report: UnitReport, month: pd.Timestamp) -> dt.date | None:
    """The day, if any, on which units changed since the month before."""
    days = [each.on for each in report.breaks]
    return next((on for on in days if month - pd.offsets.MonthBegin(1) < pd.Timestamp(on) <= month), None)
