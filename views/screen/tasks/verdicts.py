"""Verdicts on whether the numbers changed: on a task's page, and beside a unit's open tasks."""

import pandas as pd

from core.caching import cached
from core.clock import now
from core.periods import today
from core.viewer import Viewer
from metrics.tasks.status import OPEN, place
from reports.published import Published
from reports.tasks.listed import Listed, task_list
from reports.tasks.verdict import LinkVerdict, start_of, verdicts_of
from store.tasks import Snapshot
from views.charts.unit import Starts
from views.screen import draw, filters, session
from views.screen.language import language
from views.screen.results import series
from views.screen.results.unit import answer as unit_answer
from views.screen.tasks import all_tasks


def of_task(found: Listed) -> None:
    """Nothing where the task is a draft or about no number."""
    verdicts = _verdicts(session.everything(), all_tasks.newest(), found.task.code)
    if verdicts:
        draw.template("tasks/verdict.html", verdicts=verdicts)
    for each in verdicts:
        _series(each)


def _series(found: LinkVerdict) -> None:
    """The number month by month, with the start of every task about it."""
    report = unit_answer(found.link.unit, None, "then")
    draw.heading(f"{filters.name_of(report.unit)}: {found.measure.title[language()]}")
    begun = starts(report.unit.code, found.measure.id)
    series.of_unit(report, found.measure, begun, key=f"task_series_{found.link.unit}_{found.measure.id}")


def of_unit(code: str) -> None:
    """The unit's open tasks with their standing and verdict; nothing where there is none."""
    everything = all_tasks.newest()
    listed = _open(everything, session.viewer(), today(now()).isoformat(), code)
    if listed:
        rows = [(each, _verdicts(session.everything(), everything, each.task.code)) for each in listed]
        draw.template("tasks/unit_tasks.html", listed=rows)


def starts(code: str, measure: str) -> Starts:
    """When each issued task about the unit's measure began to count, oldest first; a cancelled one is left out."""
    return _starts(all_tasks.newest(), code, measure)


@cached(256)
def _starts(everything: Snapshot, code: str, measure: str) -> Starts:
    issued = [
        task for task in everything.tasks.values() if task.last("issued") is not None and place(task) != "cancelled"
    ]
    found = [
        (pd.Timestamp(start_of(task, link).start), task.code)
        for task in issued
        for link in task.details.links
        if (link.unit, link.measure) == (code, measure)
    ]
    return tuple(sorted(found))


@cached(256)
def _verdicts(seen: Published, everything: Snapshot, code: str) -> list[LinkVerdict]:
    return verdicts_of(seen, everything.tasks[code], list(everything.tasks.values()))


@cached(256)
def _open(everything: Snapshot, viewer: Viewer, _today: str, code: str) -> tuple[Listed, ...]:
    return task_list(everything.tasks.values(), viewer, now=now(), unit=code, status=tuple(OPEN)).listed
