"""Did the numbers that a task is about change since it began?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy

from core.periods import HANOI, Period, month_with, parse_month
from core.tasks import Link, Task
from metrics.chance.verdict import MOST_MONTHS, WORTH, Verdict, verdict
from metrics.rates import rates
from metrics.rates.measures import Measure, all_measures
from metrics.tasks.status import place
from reports.published import Published
from reports.results.continuity import line_then

_LEAST_WORTH = 0.1
"""A tenth fewer exceptions: what is promised less for is judged by this."""
_EDGE = 0.001
"""A promised rate is kept so far away from 0 and 1, where log-odds end."""


@dataclass(frozen=True)
class LinkVerdict:
    """One number of one task."""

    link: Link
    measure: Measure
    start: Period
    """The month from which an effect may be expected."""
    verdict: Verdict
    overlapping: tuple[str, ...]
    """The codes of other tasks about the same number in the same months."""


def verdicts_of(data: Published, task: Task, everything: Sequence[Task]) -> list[LinkVerdict]:
    """The verdict on every link of an issued task to an existing measure and unit, by what is published.

    Args:
        everything: all tasks, this one too: units with a task on the same measure are excluded from the comparison
            group.
    """
    if task.last("issued") is None:
        return []
    known = [link for link in task.details.links if link.measure in all_measures()]
    found = (_verdict(data, task, link, everything) for link in known)
    return [each for each in found if each is not None]


def start_of(task: Task, link: Link) -> Period:
    """The month the link names, else that in which the task was issued."""
    if link.effect_from:
        return parse_month(link.effect_from)
    issued = task.last("issued", "drafted")
    assert issued is not None  # noqa: S101  a task begins by being drafted
    return month_with(issued.at.astimezone(HANOI).date())


def _verdict(data: Published, task: Task, link: Link, everything: Sequence[Task]) -> LinkVerdict | None:
    unit = data.by_code.get(link.unit)
    if unit is None:
        return None
    item, start = all_measures()[link.measure], start_of(task, link)
    others = _others(task, link, everything)
    overlapping = tuple(code for code, unit_code, begun in others if unit_code == unit.code and _near(begun, start))
    if item.given or item.unit != "percent":
        return LinkVerdict(link, item, start, Verdict("cannot_tell", "no_counts"), overlapping)
    line = line_then(data, unit)
    busy = {unit_code for _, unit_code, _ in others} | {unit.code}
    alike = {each.code for each in data.units if each.kind == unit.kind} - busy
    counts = data.counts[data.counts["unit_code"].isin(alike)]
    found = verdict(
        rates.values(line.counts, item),
        rates.values(counts, item),
        pd.Timestamp(start.start),
        better=item.better,
        worth=_worth(link),
        breaks=tuple(pd.Timestamp(month_with(each.on).start) for each in line.breaks),
        overlaps=bool(overlapping),
    )
    return LinkVerdict(link, item, start, found, overlapping)


def _others(task: Task, link: Link, everything: Sequence[Task]) -> list[tuple[str, str, Period]]:
    """(code, unit, start) of every other issued task about the measure."""
    return [
        (each.code, other.unit, start_of(each, other))
        for each in everything
        if each.code != task.code and each.last("issued") is not None and place(each) != "cancelled"
        for other in each.details.links
        if other.measure == link.measure
    ]


def _near(one: Period, other: Period) -> bool:
    """Whether the months after one start begin within those by which the other is judged."""
    apart = (one.start.year - other.start.year) * 12 + one.start.month - other.start.month
    return abs(apart) < MOST_MONTHS


def _worth(link: Link) -> float:
    """The smallest change that matters, in log-odds: half of the promised one, between `_LEAST_WORTH` and `WORTH`."""
    if link.baseline is None or link.target is None:
        return WORTH
    promised = np.diff(scipy.special.logit(np.clip(np.array([link.baseline, link.target]) / 100.0, _EDGE, 1.0 - _EDGE)))
    return min(max(float(abs(promised[0])) / 2.0, _LEAST_WORTH), WORTH)
