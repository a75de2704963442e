"""Everything of a month for those who read it on paper or compute on: answers of other reports, none computed anew."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import NoDataError
from core.periods import Period
from core.units import RANKED_KINDS, Unit, UnitKind
from core.viewer import Viewer
from metrics.in_force import Definitions
from metrics.rates.measures import Measure
from metrics.tasks.status import CLOSED
from reports.brief import Brief, brief_of
from reports.data.integrity import Flag, flags_of, found
from reports.desk.desk import Said, said
from reports.published import Published
from reports.results.ranking import Ranking, ranking_of
from reports.results.score import DEFAULT, Score, score_of
from reports.slices import Slice
from reports.tasks.commitments import Judged
from reports.tasks.listed import Listed, task_list
from store import tasks
from store.database import Connection


# eq=False: it holds answers that are equal to themselves alone.
@dataclass(frozen=True, eq=False)
class MonthReport:
    """A month by kind of unit and measure, with its score, tasks, commitments and what is doubtful in the data."""

    brief: Brief
    kinds: tuple[UnitKind, ...]
    measures: tuple[Measure, ...]
    """Those that the month has numbers for, headlines first."""
    rankings: Mapping[tuple[UnitKind, str], Ranking]
    """By kind and measure id; without those that no unit of the kind has numbers for."""
    scores: tuple[Score, ...]
    """Of each kind, by the score in force; those that can be computed."""
    open_tasks: tuple[Listed, ...]
    commitments: tuple[Judged, ...]
    """Not withdrawn."""
    flags: tuple[Flag, ...]
    units: Mapping[str, Unit]
    """Every unit, by code."""
    said: Said
    """What units said of their numbers, and what became of it."""
    definitions: Definitions

    @property
    def month(self) -> Period:
        return self.brief.overview.month


def month_report(
    connection: Connection, data: Published, viewer: Viewer, month: Period | None, *, now: dt.datetime
) -> MonthReport:
    """Of the newest month with numbers, or of the one asked for.

    Raises:
        NotAllowedError: the viewer may not see the people and tasks of every unit.
        NoDataError: nothing is published (for that month).
    """
    viewer.must("see_people")
    short = brief_of(connection, data, viewer, month, now=now)
    asked = short.overview.month
    kinds: tuple[UnitKind, ...] = tuple(kind for kind in data.kinds([asked]) if kind in RANKED_KINDS)
    first = {each.id: each for each in short.overview.headlines}
    measures = (*first.values(), *(each for each in data.measures([asked]) if each.id not in first))
    rankings = {(kind, each.id): _ranked(data, kind, asked, each) for kind in kinds for each in measures}
    return MonthReport(
        brief=short,
        kinds=kinds,
        measures=measures,
        rankings={key: each for key, each in rankings.items() if each is not None},
        scores=tuple(each for kind in kinds if (each := _scored(data, kind, asked)) is not None),
        open_tasks=tuple(
            each
            for each in task_list(tasks.everything(connection), viewer, now=now).listed
            if each.standing.status not in CLOSED and each.standing.status != "draft"
        ),
        commitments=tuple(each for each in short.commitments if each.standing != "withdrawn"),
        flags=flags_of(data, found(connection, viewer, data), asked).flags,
        units=data.by_code,
        said=said(connection, viewer, asked, frozenset(data.monthly(data.by_code, [asked])["unit_code"])),
        definitions=data.definitions(asked),
    )


def _ranked(data: Published, kind: UnitKind, month: Period, measure: Measure) -> Ranking | None:
    try:
        return ranking_of(Slice(data, kind, month), measure)
    except NoDataError:
        return None


def _scored(data: Published, kind: UnitKind, month: Period) -> Score | None:
    """None where nothing is known of any unit's points."""
    answer = score_of(Slice(data, kind, month), data.definitions(month).score(DEFAULT))
    return answer if answer.table["points"].notna().any() else None
