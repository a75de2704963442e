"""Our rank in one index over the years, best on top; the line breaks where the field changed."""

from functools import cache
from typing import Any, Literal

import altair as alt
import pandas as pd

from core.words import Language, t
from reports.tasks.yearly_indices import IndexHistory
from views.charts.specification import TEXT, locale, without_data
from views.wording import yearly_indices as said

UNIT, TARGET, LINE = "#2f7d8c", "#c2714f", "#8a949b"
_FEWEST = 10
_SIDES: tuple[tuple[str, Literal["top", "bottom"], int], ...] = (("<=", "top", 4), (">", "bottom", -3))


@cache
def ranks(language: Language, years: tuple[int, ...], most: int) -> dict[str, Any]:
    """A specification without data, for `ranks_data`; `most` is the largest field."""
    axis = alt.Axis(values=list(years), format="d", labelAngle=0, grid=False, title=None)
    domain = [years[0] - 0.5, years[-1] + 0.5]

    def across(column: str) -> alt.X:
        return alt.X(f"{column}:Q", axis=axis, scale=alt.Scale(domain=domain, nice=False, zero=False))

    scale = alt.Scale(reverse=True, domain=[1, max(most, _FEWEST)], nice=False, zero=False)
    ticks = [1, *range(10, max(most, _FEWEST) + 1, 10)]
    up_axis = alt.Axis(values=ticks, labelExpr="format(datum.value, ',.0f')", title=t(language, "chart.rank"))

    def up(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", scale=scale, axis=up_axis)

    tooltip = [
        alt.Tooltip("year:Q", title=t(language, "indices.year"), format="d"),
        alt.Tooltip("label:N", title=t(language, "chart.rank")),
        alt.Tooltip("points:N", title=t(language, "indices.score")),
        alt.Tooltip("target_text:N", title=t(language, "indices.target")),
    ]
    there = alt.Chart().transform_filter("isValid(datum.break_at)").encode(x=across("break_at"))
    target = (
        alt.Chart()
        .transform_filter("isValid(datum.target)")
        .mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=TARGET)
        .encode(x=across("from"), x2="to:Q", y=up("target"))
    )
    # Put the target's label on the side away from the first rank, so the two do not overlap.
    goal = [
        alt.Chart()
        .transform_filter(f"isValid(datum.target_label) && datum.rank {holds} datum.target")
        .mark_text(align="left", baseline=baseline, dx=3, dy=away, fontSize=11, color=TARGET, aria=False)
        .encode(x=across("from"), y=up("target"), text="target_label:N")
        for holds, baseline, away in _SIDES
    ]
    line = (
        alt.Chart()
        .transform_filter("isValid(datum.rank)")
        .mark_line(strokeWidth=2.5, color=UNIT)
        .encode(x=across("year"), y=up("rank"), detail="stretch:N")
    )
    dots = (
        alt.Chart()
        .transform_filter("isValid(datum.rank)")
        .mark_point(filled=True, size=80, opacity=1, color=UNIT)
        .encode(x=across("year"), y=up("rank"), tooltip=tooltip)
    )
    labels = (
        alt.Chart()
        .transform_filter("isValid(datum.rank)")
        .mark_text(dy=-13, fontSize=12, color=TEXT)
        .encode(x=across("year"), y=up("rank"), text="label:N")
    )
    rule = there.mark_rule(strokeDash=[1, 3], strokeWidth=1.5, color=LINE, aria=False)
    why = there.mark_text(baseline="bottom", fontSize=11, color=TEXT, aria=False).encode(
        y=alt.value(-3), text="break_text:N"
    )
    chart = alt.layer(rule, why, target, *goal, line, dots, labels).properties(height=260)
    return without_data(chart.configure(locale=locale(language)))


def ranks_data(history: IndexHistory, language: Language) -> pd.DataFrame:
    """(year, rank, label, points, stretch, break_at, break_text, target, from, to and texts), oldest first.

    `stretch` is one line: years without a gap, of one era. `target` is set where it is comparable.
    """
    rows: list[dict[str, Any]] = []
    stretch = 0
    found = [each for each in history.years if each.line.result.rank is not None]
    last: int | None = None
    for each in found:
        line, year = each.line, each.line.result.year
        stretch += bool(line.broken) or (last is not None and year - last > 1)
        last = year
        goal = each.target if each.reached in ("achieved", "missed") else None
        first_goal = goal and not any(row["target"] == goal.rank_at_most for row in rows)
        rows.append(
            {
                "year": year,
                "rank": line.result.rank,
                "label": said.rank(language, each),
                "points": said.points(language, line.result.score),
                "stretch": str(stretch),
                "break_at": year - 0.5 if line.broken else None,
                "break_text": t(language, f"indices.break_{line.broken}") if line.broken else "",
                "target": goal.rank_at_most if goal else None,
                "target_label": said.target(language, goal) if goal and first_goal else None,
                "target_text": said.reached(language, each),
                "from": year - 0.5,
                "to": year + 0.5,
            }
        )
    return pd.DataFrame(rows)
