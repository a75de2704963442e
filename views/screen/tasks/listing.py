"""The list of tasks: filtered, counted, by status on a board, and how deadlines are kept."""

from functools import lru_cache

import streamlit as st

from core.clock import now
from core.periods import HANOI, today
from core.words import t
from metrics.task_status import OPEN, STATUSES, Status
from reports.published import Published
from reports.tasks import Listed, TaskList, kept, task_list
from store.database import reading
from views.screen import data, draw, filters
from views.screen.language import language

ALL = "all"
SHOWN = 200
VIEWS = ("table", "board", "deadlines")
_CHOICES: dict[str, tuple[Status, ...]] = {
    "open": tuple(status for status in STATUSES if status in OPEN),
    "overdue": ("overdue",),
    "due_soon": ("due_soon",),
    "waiting": ("waiting_acceptance",),
    "done": ("done_on_time", "done_late", "done_without_deadline"),
    "draft": ("draft",),
    "cancelled": ("cancelled",),
}


def filtered() -> TaskList:
    """The filters in the bar, and the tasks that fit."""
    everything = _tasks(data.everything(), today(now()).isoformat(), "", "", ())
    names = {unit.code: filters.name_of(unit) for unit in data.everything().units}
    everybody = t(language(), "tasks.all")
    units = {each.unit: names.get(each.unit, each.unit) for each in everything.listed if each.unit}
    leaders = {person.name: person.name for each in everything.listed for person in each.task.details.leaders}
    where, who, what, how = st.columns([1.5, 1.3, 1.1, 1.7], vertical_alignment="bottom")
    with where:
        unit = filters.choice(st.selectbox, "unit", {ALL: everybody, **dict(sorted(units.items(), key=lambda x: x[1]))})
    with who:
        leader = filters.choice(st.selectbox, "leader", {ALL: everybody, **dict(sorted(leaders.items()))})
    with what:
        choices = {ALL: everybody} | {each: t(language(), f"tasks.choice_{each}") for each in _CHOICES}
        status = filters.choice(st.selectbox, "status", choices)
    with how:
        st.session_state["task_view"] = filters.choice(
            st.segmented_control,
            "view",
            {each: t(language(), f"tasks.view_{each}") for each in VIEWS},
            label="task_view",
        )
    return _tasks(
        data.everything(),
        today(now()).isoformat(),
        "" if unit == ALL else unit,
        "" if leader == ALL else leader,
        _CHOICES.get(status, ()),
    )


# A task is a deed like any other: the data version, and so `Published`, changes with each.
@lru_cache(maxsize=64)
def _tasks(_now: Published, _today: str, unit: str, leader: str, status: tuple[Status, ...]) -> TaskList:
    with reading(data.engine()) as connection:
        return task_list(connection, data.viewer(), now=now(), unit=unit, leader=leader, status=status)


def summary(found: TaskList) -> None:
    """How many are done and overdue, on both denominators in print."""
    counted = found.shares
    if not counted.assigned:
        draw.sentences([t(language(), "tasks.none")])
        return
    draw.template("task_summary.html", shares=counted)


def show(found: TaskList) -> None:
    names = {unit.code: unit for unit in data.everything().units}
    view = st.session_state["task_view"]
    template = {"table": "task_table.html", "board": "task_board.html", "deadlines": "task_deadlines.html"}[view]
    listed = found.listed[:SHOWN]
    draw.template(
        template,
        listed=listed,
        total=len(found.listed),
        units=names,
        columns=[(status, [each for each in listed if each.standing.status == status]) for status in STATUSES],
        months=_by_month(listed),
    )


def _by_month(listed: tuple[Listed, ...]) -> list[tuple[str, list[Listed]]]:
    months: dict[str, list[Listed]] = {}
    for each in listed:
        key = f"{each.task.deadline:%m/%Y}" if each.task.deadline else t(language(), "tasks.no_deadline")
        months.setdefault(key, []).append(each)
    return list(months.items())


def deadlines_kept(found: TaskList) -> None:
    """By unit and by leader: the share on time with its interval, never a rank of too few."""
    names = {unit.code: filters.name_of(unit) for unit in data.everything().units}
    by_unit = kept(found.listed, lambda each: names.get(each.unit, each.unit))
    by_leader = kept(found.listed, lambda each: each.task.details.leaders[0].name if each.task.details.leaders else "")
    if by_unit:
        draw.heading(t(language(), "tasks.kept"))
        draw.template("task_kept.html", tables=[("unit", by_unit), ("leader", by_leader)])


def moment(at) -> str:  # type: ignore[no-untyped-def]
    return f"{at.astimezone(HANOI):%d/%m/%Y %H:%M}"
