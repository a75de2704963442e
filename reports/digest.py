"""What a unit should know after a month was published: its place, why, what next, what it must explain, what is due."""

import datetime as dt
from dataclasses import dataclass

from core.errors import NoDataError
from core.periods import Period, month_with, today
from core.units import Unit
from core.viewer import Viewer
from metrics.rates.deliveries import Delivery
from metrics.tasks.status import OPEN
from reports.data.integrity import Flag, flags_of, found
from reports.published import Published
from reports.results.score import DEFAULT, Score, score_of
from reports.results.unit import UnitReport, unit_report_of
from reports.results.unit_cards import Brief, brief
from reports.results.what_if import Chances, chances
from reports.slices import Slice
from reports.tasks.commitments import Judged, judge_all
from reports.tasks.listed import Listed, task_list
from store import commitments, tasks
from store import flags as explanations
from store.database import Connection


# eq=False: it holds answers that are equal to themselves alone.
@dataclass(frozen=True, eq=False)
class Digest:
    """One unit's month, as far as the viewer may see it."""

    unit: Unit
    month: Period
    report: UnitReport
    score: Brief
    chances: Chances | None
    """None where nothing is known of its score."""
    flags: tuple[Flag, ...]
    """Those that nobody has explained yet."""
    tasks: tuple[Listed, ...]
    """The open ones that it is in charge of or helps with, the nearest deadline first."""
    commitments: tuple[Judged, ...]
    due: tuple[tuple[Delivery, dt.date], ...]
    """What it has to report for the month after, and the last day; none that has passed: whether it came is told by the
    calendar, not by a paper."""
    province: Unit | None
    today: dt.date
    version: int
    code: str
    digest: str


def digest_of(
    connection: Connection, data: Published, viewer: Viewer, month: Period, code: str, *, now: dt.datetime
) -> Digest:
    """
    Raises:
        UnknownUnitError: there is no such unit.
        NotAllowedError: the viewer may not see its details.
        NoDataError: nothing is published for the month, or the unit was not in force.
    """
    viewer.must("see_unit", [code])
    report = unit_report_of(data, code, month)
    unit = report.unit
    answer = score_of(Slice(data, unit.kind, month), data.definitions(month).score(DEFAULT))
    # People and promises are for who may see the unit's people.
    open_to = viewer.may("see_people", [code])
    listed = task_list(tasks.everything(connection), viewer, now=now, unit=code).listed
    signed = [each for each in commitments.everything(connection) if open_to and each.promise.unit == code]
    explained = explanations.explained(connection, month, viewer.scope("see_unit"))
    flags = flags_of(data, found(connection, viewer, data), month).flags
    number, version_code = data.version_of(month)
    after = month_with(month.end + dt.timedelta(days=1))
    return Digest(
        unit=unit,
        month=month,
        report=report,
        score=brief(data, answer, unit),
        chances=_chances(data, answer, unit),
        flags=tuple(each for each in flags if each.unit.code == code and each.key not in explained),
        tasks=tuple(each for each in listed if each.standing.status in OPEN),
        commitments=tuple(each for each in judge_all(data, tuple(signed)) if each.standing != "withdrawn"),
        due=tuple(
            (each, each.due_on(after))
            for each in data.definitions(month).deliveries.values()
            if unit.kind in each.kinds and unit.in_force(after.start, after.end) and each.due_on(after) >= today(now)
        ),
        province=next((each for each in data.units if each.kind == "province"), None),
        today=today(now),
        version=number,
        code=version_code,
        digest=data.digest,
    )


def _chances(data: Published, answer: Score, unit: Unit) -> Chances | None:
    try:
        return chances(data, answer, unit)
    except NoDataError:
        return None
