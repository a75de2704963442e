"""How clear tasks are, by unit in charge and by writer, and which “rõ” is missing most often."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import scipy

from core.periods import HANOI
from metrics.tasks.clarity import Clarity, lamps
from metrics.tasks.clarity_rules import Context
from reports.tasks.listed import Listed


@dataclass(frozen=True)
class Clear:
    """The tasks of one unit or by one writer."""

    name: str
    clear: int
    of: int
    low: float
    high: float
    """The Wilson interval of the share of clear tasks, 90 %, in percent."""
    missing: tuple[tuple[Clarity, int], ...]
    """The failed clarities with the number of tasks, most frequent first."""

    @property
    def share(self) -> float:
        return 100.0 * self.clear / self.of


def clear_shares(listed: Sequence[Listed], context: Context, by: Callable[[Listed], str]) -> list[Clear]:
    """The shares of clear tasks (every check passes), those with most tasks first.

    A task is judged as of the day it was issued (a deadline that has passed since was clear then), a draft as of
    today; a cancelled one is left out.

    Args:
        context: of today.
        by: gives the group a task is counted under; a blank group leaves the task out.
    """
    many: Counter[str] = Counter()
    clear: Counter[str] = Counter()
    missing: dict[str, Counter[Clarity]] = defaultdict(Counter)
    for each in listed:
        name = by(each)
        if not name or each.standing.status == "cancelled":
            continue
        issued = each.task.last("issued")
        then = replace(context, today=issued.at.astimezone(HANOI).date()) if issued else context
        unclear = [lamp.clarity for lamp in lamps(each.task.details, then) if not lamp.clear]
        many[name] += 1
        clear[name] += not unclear
        missing[name].update(unclear)
    found = []
    for name, of in many.items():
        interval = scipy.stats.binomtest(clear[name], of).proportion_ci(0.90, method="wilson")
        found.append(
            Clear(name, clear[name], of, 100 * interval.low, 100 * interval.high, tuple(missing[name].most_common()))
        )
    return sorted(found, key=lambda each: (-each.of, each.name))
