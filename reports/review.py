"""Everything of the units of one kind in a month, beside each other: what a review looks at, always in one order."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import NoDataError
from core.periods import Period, today
from core.units import Unit, UnitKind
from core.viewer import Viewer
from reports.data.integrity import Flag, flags_of, found
from reports.published import Published
from reports.results.groups import silent
from reports.results.overview import headlines_of
from reports.results.ranking import Ranking, ranking_of
from reports.slices import Slice
from reports.tasks.commitments import Judged, judge_all
from reports.tasks.listed import task_list
from store import commitments, tasks
from store import flags as explanations
from store.database import Connection


# eq=False: it holds answers that are equal to themselves alone.
@dataclass(frozen=True, eq=False)
class Review:
    """The units of a kind by every measure of the month, their promises, and what is out of the ordinary."""

    month: Period
    kind: UnitKind
    units: tuple[Unit, ...]
    """In the order of the province's list."""
    rankings: tuple[Ranking, ...]
    """By measure: the headlines first, then in the order of the definitions."""
    commitments: Mapping[str, tuple[Judged, ...]]
    """By unit; without those that were withdrawn."""
    overdue: Mapping[str, int]
    """How many tasks of each unit in charge are overdue."""
    flags: Mapping[str, tuple[Flag, ...]]
    """By unit, those that nobody has explained yet."""
    silent: tuple[Unit, ...]
    province: Unit | None
    illustrative: bool
    today: dt.date
    version: int
    code: str
    digest: str


def review_of(
    connection: Connection, data: Published, viewer: Viewer, month: Period, kind: UnitKind, *, now: dt.datetime
) -> Review:
    """
    Raises:
        NotAllowedError: the viewer may not see the people and tasks of every unit.
        NoDataError: nothing is published for the month, or nothing of this kind of unit.
    """
    viewer.must("see_people")
    units = data.of_kind([kind], data.months_of(month))
    first = {each.id: each for each in headlines_of(data, month)}
    measures = (*first.values(), *(each for each in data.measures([month]) if each.id not in first))
    rankings = []
    for each in measures if units else ():
        try:
            rankings.append(ranking_of(Slice(data, kind, month), each))
        except NoDataError:
            continue
    if not rankings:
        raise NoDataError(period=month)
    codes = {unit.code for unit in units}
    promises: defaultdict[str, list[Judged]] = defaultdict(list)
    for judged in judge_all(data, tuple(commitments.everything(connection))):
        if judged.unit.code in codes and judged.standing != "withdrawn":
            promises[judged.unit.code].append(judged)
    overdue = task_list(tasks.everything(connection), viewer, now=now, status=("overdue",)).listed
    number, code = data.version_of(month)
    return Review(
        month=month,
        kind=kind,
        units=tuple(units),
        rankings=tuple(rankings),
        commitments={unit: tuple(each) for unit, each in promises.items()},
        overdue=Counter(each.unit for each in overdue if each.unit in codes),
        flags=_unexplained(connection, data, viewer, month, codes),
        silent=tuple(unit for unit in silent(data, month) if unit.code in codes),
        province=next((unit for unit in data.units if unit.kind == "province"), None),
        illustrative=data.illustrative(month),
        today=today(now),
        version=number,
        code=code,
        digest=data.digest,
    )


def _unexplained(
    connection: Connection, data: Published, viewer: Viewer, month: Period, codes: set[str]
) -> dict[str, tuple[Flag, ...]]:
    explained = explanations.explained(connection, month, viewer.scope("see_unit"))
    by_unit: defaultdict[str, list[Flag]] = defaultdict(list)
    for flag in flags_of(data, found(connection, viewer, data), month).flags:
        if flag.unit.code in codes and flag.key not in explained:
            by_unit[flag.unit.code].append(flag)
    return {unit: tuple(each) for unit, each in by_unit.items()}
