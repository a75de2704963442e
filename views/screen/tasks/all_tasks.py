"""Every task there is, read once for all sessions; a rerun reads only what has happened since."""

from core.settings import Settings
from core.tasks import Task
from store.database import reading
from store.tasks import Snapshot, snapshot
from views.screen import session

_known: dict[Settings, Snapshot] = {}


def everything() -> tuple[Task, ...]:
    """By code."""
    return tuple(newest().tasks.values())


def newest() -> Snapshot:
    settings = session.settings()
    with reading(session.engine()) as connection:
        found = _known[settings] = snapshot(connection, _known.get(settings, Snapshot()))
    return found
