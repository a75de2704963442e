"""Which units a meeting should ask about: by how many citizens wait though they need not, and how sure that is."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, isnan
from typing import Any

import pandas as pd

from core.caching import cached
from core.periods import Period, months_back
from core.tasks import Task
from core.units import Unit
from metrics.rates import rates
from metrics.rates.measures import Measure
from metrics.rates.targets import Target
from metrics.tasks.status import Status, standing
from reports.published import Published
from reports.results.overview import headlines_of
from reports.results.support import chances_of
from reports.slices import Slice, ranked_last_year, ranked_units, targets_of

ASKED = 5
ON_TRACK: frozenset[Status] = frozenset({"in_time", "due_soon", "waiting_acceptance"})
"""A task in one of these covers its unit: the meeting has decided already, and the time is not up."""


# eq=False: the series are compared by nobody.
@dataclass(frozen=True, eq=False)
class Question:
    """One unit that falls short of the target by the month's first headline measure."""

    unit: Unit
    measure: Measure
    target: Target
    numerator: float
    denominator: float
    value: float
    series: tuple[float, ...]
    """Twelve months, oldest first; NaN where not reported."""
    last_year: float
    """In the same month of last year; NaN where not known."""
    avoidable: int
    """Dossiers that would not be late if the unit just met the target."""
    below: float
    """The probability that it is really below the target, by all months so far; NaN where not known."""
    task: str
    """The task that covers it and is on track; blank where there is none."""
    leader: str

    @property
    def before(self) -> float:
        return self.series[-2]

    @property
    def weight(self) -> float:
        """Citizens affected × how sure it is; 0 while a task on track covers it. The agenda's order."""
        return 0.0 if self.task or isnan(self.below) else self.avoidable * self.below


def questions(
    data: Published, month: Period, tasks: Iterable[Task], leaders: Mapping[str, str], *, today: dt.date
) -> tuple[Question, ...]:
    """Every unit of every kind that falls short, the weightiest first; the meeting asks about the first `ASKED` whose
    weight is above 0.

    Raises:
        NoDataError: nothing is published for the month.
    """
    measure = headlines_of(data, month)[0]
    covered = _covered(tasks, measure.id, today)
    found = [
        Question(**each, task=covered.get(each["unit"].code, ""), leader=leaders.get(each["unit"].code, ""))
        for each in _short(data, month, measure)
    ]
    return tuple(sorted(found, key=lambda each: (-each.weight, -each.avoidable, each.unit.code)))


def asked(found: Sequence[Question]) -> tuple[Question, ...]:
    """Those a meeting has time for."""
    return tuple(each for each in found if each.weight > 0)[:ASKED]


def short_of(data: Published, month: Period, unit: str) -> Question | None:
    """One unit's question by the numbers alone, whatever was assigned; None where it does not fall short."""
    found = next(
        (each for each in _short(data, month, headlines_of(data, month)[0]) if each["unit"].code == unit), None
    )
    return Question(**found, task="", leader="") if found else None


def _covered(tasks: Iterable[Task], measure: str, today: dt.date) -> dict[str, str]:
    """By unit: the code of its task about the measure that is on track."""
    return {
        link.unit: task.code
        for task in tasks
        if standing(task, today=today).status in ON_TRACK
        for link in task.details.links
        if link.measure == measure
    }


# Cached: the numbers of a version are the same whatever happens to the tasks.
@cached(16)
def _short(data: Published, month: Period, measure: Measure) -> tuple[dict[str, Any], ...]:
    return tuple(each for kind in data.kinds([month]) for each in _short_of_kind(Slice(data, kind, month), measure))


def _short_of_kind(of: Slice, measure: Measure) -> list[dict[str, Any]]:
    """What of a `Question` follows from the numbers, for each unit of a kind with a dossier too many late."""
    chances = chances_of(of, measure)
    if chances is None:
        return []
    table = ranked_units(of, measure).assign(met=chances[-1])
    months = months_back(of.period, 12)
    codes = list(table["unit_code"])
    targets = targets_of(of, measure, codes)
    every = rates.values(of.data.monthly(codes, months), measure)
    series = every.pivot(index="unit_code", columns="month", values="value")
    series = series.reindex(index=codes, columns=[pd.Timestamp(each.start) for each in months])
    year = ranked_last_year(of, measure).set_index("unit_code")["value"]
    found = []
    for row, target in zip(table.to_dict("records"), targets, strict=True):
        many = avoidable(row["numerator"], row["denominator"], target, measure) if target else 0
        if many > 0:
            code = str(row["unit_code"])
            counts = {name: float(row[name]) for name in ("numerator", "denominator", "value")}
            said = {
                "avoidable": many,
                "below": 1.0 - float(row["met"]),
                "last_year": float(year.get(code, float("nan"))),
            }
            known = {"unit": of.data.unit(code), "measure": measure, "target": target}
            found.append({**known, **counts, **said, "series": tuple(map(float, series.loc[code]))})
    return found


def avoidable(numerator: float, denominator: float, target: Target, measure: Measure) -> int:
    """How many more dossiers must meet the measure for the target to be reached; 0 where it is, or nothing is known."""
    if not denominator > 0 or isnan(numerator):
        return 0
    # Rounded first: 95 % of 20 is 19 dossiers, whatever floats say.
    wanted = round(target.value / measure.scale * denominator, 6)
    short = ceil(wanted) - numerator if measure.better == "higher" else numerator - floor(wanted)
    return max(int(short), 0)
