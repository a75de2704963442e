"""Whether the numbers moved: on a task's page, and beside a unit's open tasks."""

from functools import lru_cache

from core.clock import now
from core.periods import today
from core.tasks import Task
from metrics.task_status import OPEN
from reports.published import Published
from reports.tasks import Listed, task_list
from reports.verdict import LinkVerdict, verdicts_of
from store import tasks
from store.database import reading
from views.screen import data, draw


def of_task(found: Listed) -> None:
    """Nothing where the task is a draft or about no number."""
    verdicts = _verdicts(data.everything(), found.task.code)
    if verdicts:
        draw.template("verdict.html", verdicts=verdicts)


def of_unit(code: str) -> None:
    """The unit's open tasks with their standing and verdict; nothing where there is none."""
    listed = _open(data.everything(), today(now()).isoformat(), code)
    if listed:
        rows = [(each, _verdicts(data.everything(), each.task.code)) for each in listed]
        draw.template("unit_tasks.html", listed=rows)


# A task is a deed like any other: the data version, and so `Published`, changes with each.
@lru_cache(maxsize=256)
def _verdicts(seen: Published, code: str) -> list[LinkVerdict]:
    everything = _everything(seen)
    return verdicts_of(seen, everything[code], list(everything.values()))


@lru_cache(maxsize=2)
def _everything(_seen: Published) -> dict[str, Task]:
    with reading(data.engine()) as connection:
        return {each.code: each for each in tasks.everything(connection)}


@lru_cache(maxsize=256)
def _open(_seen: Published, _today: str, code: str) -> tuple[Listed, ...]:
    with reading(data.engine()) as connection:
        found = task_list(connection, data.viewer(), now=now(), unit=code, status=tuple(OPEN))
    return found.listed
