"""The figures of a report on paper, typed in: which of them do not add up, and our own counts beside them."""

import re
from decimal import Decimal
from typing import Any

import streamlit as st

from core.words import number, t
from metrics.tasks.printed_figures import AMONG, SHARES, Figure, Judged, Printed, judged, ours
from reports.tasks.listed import TaskList
from views.screen import draw
from views.screen.allowed import only_for
from views.screen.language import language

_COLUMNS: tuple[tuple[Figure, ...], ...] = (
    ("done_on_time", "done_late", "done_without_deadline", "done"),
    ("in_time", "overdue", "without_deadline", "in_progress"),
    ("assigned",),
)


@only_for("see_people")
def compare(found: TaskList) -> None:
    """The form, what is wrong with the figures in it, and the same figures of the tasks that fit the filters now."""
    with st.expander(t(language(), "tasks.print_title")):
        draw.template("caption.html", text=t(language(), "tasks.print_lead"))
        with st.form("printed_figures", border=False):
            printed, unread = _fields()
            st.form_submit_button(t(language(), "tasks.print_compare"), key="compare_printed")
        for text in unread:
            draw.alert("error", t(language(), "tasks.print_unread", text=text))
        if not printed.blank:
            _answer(printed, ours(found.shares))


def _fields() -> tuple[Printed, list[str]]:
    """What is typed, and the shares that cannot be read."""
    typed: dict[str, Any] = {}
    columns = st.columns(len(_COLUMNS))
    for names, column in zip(_COLUMNS, columns, strict=True):
        for name in names:
            label = t(language(), f"tasks.print_{name}")
            typed[name] = column.number_input(label, 0, 10**9, value=None, step=1, key=f"printed_{name}")
    unread = []
    for share in SHARES:
        text = columns[-1].text_input(
            t(language(), f"tasks.print_{share}"),
            key=f"printed_{share}",
            placeholder=number(language(), 83.7, 2),
        )
        typed[share] = _read(text)
        if text.strip() and typed[share] is None:
            unread.append(text[:40])
    among = columns[-1].radio(
        t(language(), "tasks.print_among"),
        AMONG,
        key=f"printed_among@{language()}",
        format_func=lambda each: t(language(), f"tasks.print_{each}"),
    )
    return Printed(**typed, done_among=among, overdue_among=among), unread


def _read(text: str) -> Decimal | None:
    """With the decimals it is typed with; None where it is no share."""
    found = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*%?", text.strip(), re.ASCII)
    return Decimal(found[1].replace(",", ".")) if found else None


def _answer(printed: Printed, counts: dict[Figure, int]) -> None:
    answers = judged(printed)
    wrong = [each for each in answers if not each.follows]
    if wrong:
        draw.template("tasks/printed_wrong.html", lines=[_said(each) for each in wrong])
    else:
        draw.sentences([t(language(), "tasks.print_right" if answers else "tasks.print_few", judged=len(answers))])
    draw.template("tasks/printed.html", rows=[(name, getattr(printed, name), count) for name, count in counts.items()])


def _said(found: Judged) -> str:
    decimals = max(0, -int(found.right.as_tuple().exponent))
    values = {
        name: number(language(), float(value), decimals)
        for name, value in (
            ("printed", found.printed),
            ("right", found.right),
            ("difference", abs(found.difference)),
        )
    }
    name = t(language(), f"tasks.print_{found.name}")
    if found.name in SHARES:
        part, whole = found.parts
        return t(language(), "tasks.print_share_wrong", name=name, part=part, whole=whole, **values)
    return t(language(), "tasks.print_sum_wrong", name=name, **values)
