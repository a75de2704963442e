"""Who leads each unit, for the screens that name somebody to ask."""

import datetime as dt
from collections.abc import Mapping

from core.caching import cached
from core.clock import now
from core.periods import today
from core.viewer import ALL_UNITS, NO_UNITS
from reports.tasks.heads import heads_known
from store import commitments
from store.database import reading
from store.tasks import Snapshot
from views.screen import session
from views.screen.tasks import all_tasks


def by_unit() -> Mapping[str, str]:
    """The head's name by unit, as `reports.tasks.heads.heads`, of the units whose people the viewer may see."""
    scope = session.drawn_for().scope("see_people")
    if scope == NO_UNITS:
        return {}
    found = _heads(all_tasks.newest(), session.tasks_version(), today(now()))
    return {unit: name for unit, name in found.items() if scope.holds([unit])}


@cached(4)
def _heads(tasks: Snapshot, _version: tuple[str, int], day: dt.date) -> Mapping[str, str]:
    with reading(session.engine()) as connection:
        signed = commitments.everything(connection)
        return heads_known(connection, ALL_UNITS, signed, tuple(tasks.tasks.values()), today=day)
