"""Loads a yearly plan: reads it, judges it line by line, and stores its tasks as drafts, all of them or none."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from actions.tasks import steps as deeds
from core.clock import Clock
from core.issues import Issue
from core.periods import today
from core.tasks import Details
from core.viewer import Viewer
from loaders.lists import plans
from loaders.lists.captioned import in_order
from loaders.lists.plans import PlanLine, ReadPlan
from metrics.tasks.clarity import Lamp, lamps
from metrics.tasks.status import place
from store import audit, imports, tasks, units
from store.database import Connection, Engine, reading, writing


@dataclass(frozen=True)
class JudgedLine:
    """A line with its clarity checks; `known` where the same task is stored already, and is not stored again."""

    line: PlanLine
    lamps: tuple[Lamp, ...]
    known: str
    """The code of that task; blank where there is none."""

    @property
    def clear(self) -> bool:
        return all(lamp.clear for lamp in self.lamps)


@dataclass(frozen=True)
class PlanCheck:
    """The plan's lines and its issues."""

    lines: tuple[JudgedLine, ...]
    issues: tuple[Issue, ...]
    """Errors first."""

    @property
    def new(self) -> tuple[JudgedLine, ...]:
        return tuple(each for each in self.lines if not each.known)

    @property
    def fit_to_load(self) -> bool:
        return not any(issue.severity == "error" for issue in self.issues)


def check_plan(engine: Engine, viewer: Viewer, content: bytes, name: str, *, clock: Clock) -> PlanCheck:
    """The plan in the file; stores nothing.

    Raises:
        NotAllowedError: the viewer may not assign tasks.
        UnreadableFileError: it cannot be read, or is no plan.
    """
    viewer.must("assign_task")
    with reading(engine) as connection:
        return _judged(connection, _read(connection, content, name, clock), clock)


def load_plan(
    engine: Engine, viewer: Viewer, content: bytes, name: str, *, clock: Clock
) -> tuple[PlanCheck, tuple[str, ...]]:
    """Draft every task of the plan that is not written down yet; one transaction.

    Returns:
        What was found, and the new codes; none where the plan has an error or nothing new.

    Raises:
        As `check_plan`.
    """
    viewer.must("assign_task")
    with reading(engine) as connection:
        read = _read(connection, content, name, clock)
    with writing(engine) as connection:
        found = _judged(connection, read, clock)
        if not found.fit_to_load or not found.new:
            return found, ()
        at = clock()
        imports.keep_file(connection, read.sha256, content)
        codes = [deeds.draft(connection, viewer, each.line.details, at=at, note=_note(each.line)) for each in found.new]
        details: dict[str, Any] = {"sha256": read.sha256, "tasks": len(codes), "first": codes[0], "last": codes[-1]}
        audit.append(connection, at=at, who=viewer.who, deed="load_plan", about=name[:300], **details)
    return found, tuple(codes)


def _read(connection: Connection, content: bytes, name: str, clock: Clock) -> ReadPlan:
    day = today(clock())
    in_force = [unit for unit in units.everything(connection) if unit.in_force(day, day)]
    return plans.read(content, name, in_force, year=day.year)


def _judged(connection: Connection, read: ReadPlan, clock: Clock) -> PlanCheck:
    context = deeds.context(connection, clock())
    known = _known(connection)
    lines = []
    issues = list(read.issues)
    for line in read.lines:
        details = line.details
        keys = (line.row.cells["code"], _key(details, details.deadline))
        code = next((known[key] for key in keys if key in known), "")
        if code:
            issues.append(line.row.issue("plan_known", "content", "note", code=code))
        lines.append(JudgedLine(line, tuple(lamps(details, context)), code))
    return PlanCheck(tuple(lines), tuple(in_order(issues)))


def _known(connection: Connection) -> dict[object, str]:
    """The codes of the tasks written down and not cancelled, by code and by what makes two lines the same task."""
    found: dict[object, str] = {}
    for task in tasks.everything(connection):
        if place(task) != "cancelled":
            # The plan that was loaded has the first deadline, an export the one it was extended to.
            keys = (task.code, *(_key(task.details, day) for day in (task.original_deadline, task.deadline)))
            found |= dict.fromkeys(keys, task.code)
    return found


def _key(details: Details, deadline: dt.date | None) -> tuple[object, ...]:
    return details.content, details.units[:1], deadline


def _note(line: PlanLine) -> str:
    """A note with what a task has no field for: the heading above it, and unknown units, in the plan's words."""
    return "\n".join(text for text in (line.group, *line.unplaced) if text)
