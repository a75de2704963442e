"""The month on one page, for whoever has a minute: the answers of several rooms, gathered and not computed again."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from core.periods import HANOI, Period
from core.viewer import Viewer
from reports.published import Published
from reports.results.nation import Nation, nation
from reports.results.overview import Overview, overview_of
from reports.tasks.commitments import Judged, judge_all
from reports.tasks.heads import heads_known
from reports.tasks.listed import Listed, task_list
from store import commitments, tasks
from store.database import Connection


@dataclass(frozen=True, eq=False)
class Brief:
    """What a leader should know of a month."""

    overview: Overview
    leaders: Mapping[str, str]
    """Who leads each unit, where it is known."""
    overdue: tuple[Listed, ...]
    """Tasks, the longest overdue first."""
    commitments: tuple[Judged, ...]
    """Of every unit, each judged; none for who may not see every unit's people."""
    nation: Nation | None
    today: dt.date
    version: int
    """Of the month: its number and the first digits of its code."""
    code: str
    digest: str
    """See `Published.digest`."""

    @property
    def broken(self) -> tuple[Judged, ...]:
        """Commitments that were not kept."""
        return tuple(each for each in self.commitments if each.standing == "broken")


def brief_of(
    connection: Connection, data: Published, viewer: Viewer, month: Period | None, *, now: dt.datetime
) -> Brief:
    """Of the newest month with numbers, or of the one asked for, by any version of the data.

    Raises:
        NoDataError: nothing is published (for that month).
    """
    found = overview_of(data, month)
    number, code = data.version_of(found.month)
    day = now.astimezone(HANOI).date()
    everything = tasks.everything(connection)
    signed = commitments.everything(connection)
    # What heads promised is for those who may see every unit's people.
    seen = signed if viewer.may("see_people") else []
    return Brief(
        overview=found,
        leaders=heads_known(connection, viewer.scope("see_people"), signed, everything, today=day),
        overdue=task_list(everything, viewer, now=now, status=("overdue",)).listed,
        commitments=judge_all(data, tuple(seen)),
        nation=nation(connection, viewer),
        today=day,
        version=number,
        code=code,
        digest=data.digest,
    )
