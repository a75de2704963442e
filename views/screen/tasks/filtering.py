"""Which tasks are asked for: the filters of the list, all in the address."""

from collections.abc import Iterable

import streamlit as st

from core.caching import cached
from core.clock import now
from core.periods import today
from core.tasks import Task
from core.viewer import Viewer
from core.words import t
from metrics.rates.measures import all_measures
from metrics.tasks.status import OPEN, STATUSES, Status
from reports.tasks.listed import TaskList, as_seen, task_list
from store.tasks import Snapshot
from views.screen import filters, session
from views.screen.language import language
from views.screen.tasks import all_tasks

ALL = "all"
VIEWS = ("table", "leader", "board", "deadlines", "month", "clarity")
PUBLIC_VIEWS = ("table", "board", "deadlines", "month")
"""Those that need nobody's name and no detail beside titles and states."""
COUNTERS = ("overdue", "due_soon", "waiting", "done")
"""Of `CHOICES`, those whose number stands at the head of the page."""
_MORE = ("leader", "staff", "meeting", "measure")
CHOICES: dict[str, tuple[Status, ...]] = {
    "open": tuple(status for status in STATUSES if status in OPEN),
    "overdue": ("overdue",),
    "due_soon": ("due_soon",),
    "waiting": ("waiting_acceptance",),
    "done": ("done_on_time", "done_late", "done_without_deadline"),
    "draft": ("draft",),
    "cancelled": ("cancelled",),
}


def view() -> str:
    """How the tasks are looked at: the code of one of `VIEWS`."""
    offered = VIEWS if session.drawn_for().may_somewhere("see_people") else PUBLIC_VIEWS
    names = {each: t(language(), f"tasks.view_{each}") for each in offered}
    return filters.choice(st.segmented_control, "view", names, label="task_view")


def said(found: TaskList) -> str:
    """How many tasks the filters leave, for the line that stands for them on a telephone."""
    return t(language(), "tasks.filters_line", many=len(found.listed))


def filtered() -> TaskList:
    """The filters in the bar, and the tasks that fit."""
    everything = all_tasks.newest()
    viewer = _key()
    names = _names(everything, viewer)
    where, who, what = st.columns([1.5, 1.5, 1], vertical_alignment="bottom")
    with where:
        unit = _choice("unit", _units(names["unit"]))
    with who:
        # A bookmark with a person's name in the address serves as “my tasks”.
        person = _choice("person", _same(names["person"]))
    with what:
        status = _choice("status", {each: t(language(), f"tasks.choice_{each}") for each in CHOICES})
    chosen = {name: st.query_params.get(name, ALL) for name in _MORE}
    with st.expander(t(language(), "tasks.more_filters"), expanded=any(each != ALL for each in chosen.values())):
        columns = st.columns(len(_MORE), vertical_alignment="bottom")
        for name, column in zip(_MORE, columns, strict=True):
            with column:
                chosen[name] = _choice(name, _measures(names[name]) if name == "measure" else _same(names[name]))
    more = tuple((name, "" if value == ALL else value) for name, value in chosen.items())
    by = (("unit", "" if unit == ALL else unit), ("person", "" if person == ALL else person), *more)
    return _tasks(everything, viewer, today(now()).isoformat(), by, CHOICES.get(status, ()))


def overdue() -> int:
    """How many of all tasks are overdue today."""
    everything = all_tasks.newest()
    found = _tasks(everything, _key(), today(now()).isoformat(), (), ("overdue",))
    return found.shares.by_status.get("overdue", 0)


def _key() -> Viewer:
    """What the list depends on of who looks: fifty people with the same rights share what is kept."""
    return session.viewer().limited("see_people", "see_results")


def _choice(name: str, names: dict[str, str]) -> str:
    everybody = {ALL: t(language(), "tasks.all")}
    return filters.choice(st.selectbox, name, everybody | names, label="task_unit" if name == "unit" else name)


@cached(64)
def _names(everything: Snapshot, viewer: Viewer) -> dict[str, tuple[str, ...]]:
    """What there is to choose of each filter in the tasks the viewer may see, in the order of the alphabet."""
    found = {name: set[str]() for name in ("unit", "person", *_MORE)}
    day = today(now())
    seen = (as_seen(task, viewer, today=day) for task in everything.tasks.values())
    for details in (each.task.details for each in seen if each is not None):
        found["unit"].update(details.units)
        found["leader"].update(each.name for each in details.leaders)
        found["staff"].update(each.name for each in details.staff)
        found["meeting"].add(details.meeting)
        found["measure"].update(each.measure for each in details.links)
    found["person"] = found["leader"] | found["staff"]
    return {name: tuple(sorted(values - {""})) for name, values in found.items()}


def _units(codes: Iterable[str]) -> dict[str, str]:
    names = filters.unit_names(session.everything())
    return dict(sorted(((code, names.get(code, code)) for code in codes), key=lambda pair: pair[1]))


def _measures(codes: Iterable[str]) -> dict[str, str]:
    return {code: all_measures()[code].short[language()] for code in codes if code in all_measures()}


def _same(names: Iterable[str]) -> dict[str, str]:
    return {name: name for name in names}


@cached(64)
def _tasks(
    everything: Snapshot, viewer: Viewer, _today: str, by: tuple[tuple[str, str], ...], status: tuple[Status, ...]
) -> TaskList:
    tasks: Iterable[Task] = everything.tasks.values()
    return task_list(tasks, viewer, now=now(), status=status, public=True, **dict(by))
