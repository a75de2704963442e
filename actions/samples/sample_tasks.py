"""The province's sample tasks, where there are none yet."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from core.periods import HANOI
from core.tasks import Details, Event, Link, Person
from core.viewer import Viewer
from store import audit, tasks
from store.database import Engine, writing

FILE = "tasks.toml"
_MORNING = dt.time(9, 0)


def task_sample(engine: Engine, viewer: Viewer, folder: Path, *, note: str) -> None:
    """Loads all of them or none. Does nothing for a province without such a file, or if anybody's own tasks exist.

    Args:
        note: says on every one that it was made up.
    """
    path = folder / FILE
    if not path.exists():
        return
    given = tomllib.loads(path.read_text(encoding="utf-8"))["task"]
    with writing(engine) as connection:
        if tasks.everything(connection):
            return
        for each in given:
            details = _details(each)
            happened = [_event(viewer, *event) for event in each["events"]]
            code = tasks.next_code(connection, happened[0].at.astimezone(HANOI).year)
            for event in happened:
                first = event.kind == "drafted"
                said = Event(event.kind, event.at, event.who, note if first else event.note, event.deadline)
                tasks.append(connection, code, said, details if first else None)
                # As if each deed had been done on its day.
                audit.append(connection, at=event.at, who=viewer.who, deed=f"task_{event.kind}", about=code)


def _event(viewer: Viewer, kind: Any, day: dt.date, note: str = "", deadline: dt.date | None = None) -> Event:
    return Event(kind, dt.datetime.combine(day, _MORNING, HANOI), viewer.who, note, deadline)


def _details(given: dict[str, Any]) -> Details:
    unit = given["units"][0]
    measure, levels = given.get("measure"), (given.get("baseline"), given.get("target"))
    return Details(
        content=given["content"],
        staff=tuple(Person(name, unit) for name in given["staff"]),
        leaders=(Person(given["leader"], unit),) if given["leader"] else (),
        deadline=given.get("deadline"),
        product=given["product"],
        product_kind=given.get("product_kind", ""),
        proof=given["proof"],
        document=given.get("document", ""),
        meeting=given["meeting"],
        units=tuple(given["units"]),
        links=(Link(measure, unit, *levels, given["effect_from"]),) if measure else (),
        priority=given.get("priority", "normal"),
    )
