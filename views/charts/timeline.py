"""Tasks by deadline as a drawing: from the day each was issued to its deadline, with today."""

from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from core.periods import HANOI
from core.words import Language, day, t
from reports.tasks.listed import TaskList
from views.charts.specification import TEXT, locale, on_a_telephone, without_data

MOST = 40
"""Maximum number of bars that remain readable."""
_ROW, _AROUND = 22, 150
"""Pixels of a bar, and of the axis and the legend, which is higher on a telephone."""
_LOOKS = {
    "overdue": "#c2714f",
    "due_soon": "#d9a441",
    "in_time": "#1f7a99",
    "waiting_acceptance": "#8d7cc0",
    "done_on_time": "#7fa98f",
    "done_late": "#c9a89a",
}


@cache
def timeline(language: Language, rows: int) -> dict[str, Any]:
    """A specification without data, for `timeline_data` of so many tasks."""
    names = [t(language, f"tasks.status_{each}") for each in _LOOKS]
    legend = alt.Legend(title=None, orient="top", columns=on_a_telephone(1, 6), labelLimit=240)
    task = alt.Y("code:N", title=None, sort=None, axis=alt.Axis(labelLimit=140))
    across = alt.X(
        "begin:T",
        title=None,
        axis=alt.Axis(
            format="%m/%Y", tickCount=alt.TimeIntervalStep(interval="month", step=1), labelAngle=0, labelOverlap=True
        ),
    )
    bars = (
        alt.Chart()
        .transform_filter("isValid(datum.begin)")
        .mark_bar(height=11, cornerRadius=2)
        .encode(
            x=across,
            x2="end:T",
            y=task,
            color=alt.Color("status:N", scale=alt.Scale(domain=names, range=list(_LOOKS.values())), legend=legend),
            tooltip=[
                alt.Tooltip("code:N", title=t(language, "tasks.code")),
                alt.Tooltip("content:N", title=t(language, "tasks.content")),
                alt.Tooltip("deadline:N", title=t(language, "tasks.deadline")),
                alt.Tooltip("status:N", title=t(language, "tasks.status")),
            ],
        )
    )
    # What is past its deadline: a dashed outline from the deadline to today.
    late = (
        alt.Chart()
        .transform_filter("isValid(datum.late_until)")
        .mark_bar(height=11, filled=False, strokeDash=[3, 2], strokeWidth=1.2, color=_LOOKS["overdue"])
        .encode(
            x="end:T",
            x2="late_until:T",
            y=task,
            tooltip=[
                alt.Tooltip("code:N", title=t(language, "tasks.code")),
                alt.Tooltip("late:N", title=t(language, "tasks.late_bar")),
            ],
        )
    )
    there = alt.Chart().transform_filter("isValid(datum.today)").encode(x="today:T")
    now = there.mark_rule(strokeWidth=1.5, color=TEXT, aria=False)
    said = there.mark_text(align="right", baseline="bottom", fontSize=11, color=TEXT, aria=False).encode(
        y=alt.value(-3), text="today_text:N"
    )
    chart = alt.layer(bars, late, now, said).properties(height=_ROW * rows + _AROUND).configure(locale=locale(language))
    return without_data(chart)


def timeline_data(found: TaskList, language: Language) -> pd.DataFrame:
    """(code, content, begin, end, deadline, status, late_until, late, today, today_text) of the first `MOST` issued
    tasks with a deadline that are neither cancelled nor without one, the nearest deadline first; `today` in the first
    row alone."""
    rows = [
        {
            "code": each.task.code,
            "content": each.task.details.content[:200],
            "begin": pd.Timestamp(issued.at.astimezone(HANOI).date()),
            "end": pd.Timestamp(each.task.deadline),
            "deadline": day(language, each.task.deadline),
            "status": t(language, f"tasks.status_{each.standing.status}"),
            "late_until": pd.Timestamp(found.today) if each.standing.status == "overdue" else pd.NaT,
            "late": t(language, "tasks.days", days=-(each.standing.days or 0)),
        }
        for each in found.listed
        if each.task.deadline and each.standing.status in _LOOKS and (issued := each.task.last("issued"))
    ][:MOST]
    table = pd.DataFrame(rows, columns=["code", "content", "begin", "end", "deadline", "status", "late_until", "late"])
    first = pd.Series(range(len(table))).eq(0)
    return table.assign(
        today=pd.Series(pd.Timestamp(found.today), index=table.index).where(first),
        today_text=[t(language, "tasks.today", day=found.today) if here else "" for here in first],
    )
