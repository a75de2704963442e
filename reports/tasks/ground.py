"""Which tasks and commitments stand on numbers that would change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from core.commitments import Commitment
from core.tasks import Task
from core.units import Unit
from metrics.rates.measures import Measure
from reports.published import Published
from reports.tasks.commitments import Standing, judge_all


@dataclass(frozen=True)
class MovedCommitment:
    """A commitment whose number changes, as it would be judged before and after."""

    code: str
    unit: Unit
    measure: Measure
    before: Standing | None
    """None where it could not be judged."""
    after: Standing | None


# eq=False: an answer is equal to itself alone, so what is drawn of it can be kept beside it.
@dataclass(frozen=True, eq=False)
class Ground:
    """What stands on the numbers that change."""

    tasks: tuple[str, ...]
    """Codes of tasks that are not done and are about one of them."""
    commitments: tuple[MovedCommitment, ...]

    @property
    def judged_otherwise(self) -> tuple[MovedCommitment, ...]:
        return tuple(each for each in self.commitments if each.before != each.after)


def ground(
    before: Published,
    after: Published,
    moved: Collection[tuple[str, str]],
    tasks: Sequence[Task],
    commitments: Sequence[Commitment],
) -> Ground:
    """The open tasks and the commitments about what changes between two states of the data.

    Args:
        moved: (unit, measure) whose value changes.
    """
    concerned = [each for each in commitments if (each.promise.unit, each.promise.measure) in moved]
    old, new = ({each.commitment.code: each for each in judge_all(data, concerned)} for data in (before, after))
    return Ground(
        tasks=tuple(
            each.code
            for each in tasks
            if each.last("accepted", "cancelled") is None
            and any((link.unit, link.measure) in moved for link in each.details.links)
        ),
        commitments=tuple(
            MovedCommitment(code, each.unit, each.measure, old[code].standing if code in old else None, each.standing)
            for code, each in new.items()
        ),
    )
