"""The criteria of an index in a year, with the four answers the Committee asks for each."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace

from core.indices import Achieved, Answer, Answered, Criterion
from core.periods import HANOI
from core.viewer import ALL_UNITS, Viewer
from metrics.tasks.clarity import Lamp, lamps
from metrics.tasks.clarity_rules import context_of
from metrics.tasks.status import standing
from metrics.yearly import series as external
from metrics.yearly.definitions import ExternalIndex, IndexTarget, index_of, target_for
from metrics.yearly.series import YearLine
from reports.tasks.listed import Listed
from reports.tasks.yearly_indices import Indices
from store import people, settings, tasks, units
from store.database import Connection


@dataclass(frozen=True, eq=False)
class Remedy:
    """A task that is the remedy of a criterion, with its lamps: a draft is no remedy yet."""

    listed: Listed
    lamps: tuple[Lamp, ...]

    @property
    def issued(self) -> bool:
        return self.listed.standing.status not in ("draft", "cancelled")


@dataclass(frozen=True, eq=False)
class CriterionLine:
    """One criterion and its answers."""

    criterion: Criterion
    line: YearLine | None
    """Our score with its change; None where no file gives one."""
    achieved: Achieved
    typed: bool
    """True if somebody entered it; else it is computed from score and target or highest score."""
    target: IndexTarget | None
    given: tuple[Answered, ...]
    """Every answer, the oldest first."""
    """Without people, causes and notes where the viewer may not see the people of the unit."""
    remedies: tuple[Remedy, ...]
    """Those the viewer may see."""
    missing: tuple[str, ...]
    """Which of the four answers are missing, whoever looks."""

    @property
    def answer(self) -> Answer:
        return self.given[-1].answer if self.given else Answer()


@dataclass(frozen=True, eq=False)
class Review:
    """Every criterion of an index in a year."""

    index: ExternalIndex
    year: int
    lines: tuple[CriterionLine, ...]

    @property
    def complete(self) -> int:
        return sum(not line.missing for line in self.lines)

    def count(self, achieved: Achieved) -> int:
        return sum(line.achieved == achieved for line in self.lines)


def review(
    connection: Connection, viewer: Viewer, known: Indices, index: str, year: int, *, now: dt.datetime
) -> Review:
    """The criteria of one index and year with their answers, and the tasks `viewer` may see."""
    staff = people.newest(connection, ALL_UNITS)
    day, posts = now.astimezone(HANOI).date(), staff.posts if staff else ()
    context = context_of(day, units.everything(connection), posts, settings.clarities(connection))
    remedies: dict[str, list[Remedy]] = defaultdict(list)
    for task in tasks.everything(connection):
        if task.details.criterion:
            listed = Listed(task, standing(task, today=day))
            remedies[task.details.criterion].append(Remedy(listed, tuple(lamps(task.details, context))))
    asked = [each for each in known.criteria if (each.index, each.year) == (index, year)]
    lines = tuple(_line(known, each, tuple(remedies.get(each.key, ())), viewer) for each in asked)
    return Review(index_of(index), year, lines)


def _line(known: Indices, criterion: Criterion, remedies: tuple[Remedy, ...], viewer: Viewer) -> CriterionLine:
    series = [
        each.result
        for each in known.current
        if (each.result.index, each.result.place, each.result.component)
        == (criterion.index, known.own, criterion.component)
    ]
    line = next((each for each in external.years(series) if each.result.year == criterion.year), None)
    target = target_for(criterion.index, criterion.component, criterion.year, known.province)
    given = known.answers.get(criterion, ())
    said = given[-1].answer.achieved if given else ""
    achieved: Achieved = said or external.computed(line.result if line else None, target)
    newest = given[-1].answer if given else Answer()
    missing = external.missing(achieved, newest, remedied=any(each.issued for each in remedies))
    seen = tuple(each for each in remedies if viewer.may("see_people", each.listed.task.details.units))
    told = tuple(_told(each, viewer) for each in given)
    return CriterionLine(criterion, line, achieved, bool(said), target, told, seen, missing)


def _told(given: Answered, viewer: Viewer) -> Answered:
    """An answer as the viewer may see it: whether it was achieved and of which unit, for everybody."""
    if viewer.may("see_people", [given.answer.unit]):
        return given
    return replace(given, who="", answer=Answer(achieved=given.answer.achieved, unit=given.answer.unit))
