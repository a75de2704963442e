"""Is a task clear? One check (lamp) for each “rõ”, with the reason where it fails.

The clarities, their rules and the vague words are data in `definitions/tasks/`; the code does not assume that there
are five.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from core.caching import cached
from core.tasks import Details
from metrics.dated import Decided, Text, Words, decided, newest
from metrics.definition_files import read_all
from metrics.tasks.clarity_rules import PARAMETERS, RULES, Context, OwnSet, Unclear


class Clarity(BaseModel):
    """One thing that must be clear."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Text
    title: Words
    rules: tuple[Text, ...] = Field(min_length=1)


class ClaritySet(Decided):
    """The clarities asked for from a month on: “5 rõ”, “6 rõ”…"""

    clarities: tuple[Text, ...] = Field(min_length=1)
    source: Words

    @property
    def key(self) -> str:
        return "clarities"


@dataclass(frozen=True)
class Lamp:
    """One clarity of one task."""

    clarity: Clarity
    reasons: tuple[Unclear, ...]

    @property
    def clear(self) -> bool:
        return not self.reasons


@cache
def all_clarities() -> dict[str, Clarity]:
    return {each.id: each for each in read_all(PARAMETERS / "clarities.yaml", Clarity)}


@cache
def sets_in_files() -> tuple[ClaritySet, ...]:
    return tuple(sorted(read_all(PARAMETERS / "clarity_sets.yaml", ClaritySet), key=lambda each: each.from_month))


def sets_of(own: tuple[OwnSet, ...] = (), day: dt.date = dt.date.max) -> list[ClaritySet]:
    """The sets that hold, of the files and of the province, as they were known on a day."""
    known = [each for each in _all_sets(own) if each.known_on(day)]
    return sorted(decided(known), key=lambda each: each.from_month)


@cached(16)
def _all_sets(own: tuple[OwnSet, ...]) -> tuple[ClaritySet, ...]:
    entered = (
        ClaritySet.model_validate(
            {
                "from": begin,
                "clarities": [each for each in all_clarities() if each in (clarities or all_clarities())],
                "source": {"vi": source, "en": source},
                "entered_at": at,
                "removed": clarities is None,
            }
        )
        for begin, clarities, source, at in own
    )
    return (*sets_in_files(), *entered)


def set_on(day: dt.date, own: tuple[OwnSet, ...] = ()) -> ClaritySet:
    """The clarities required on a day: the newest entry in force that was known then, else the first entry."""
    return newest(sets_of(own, day), f"{day:%Y-%m}") or sets_in_files()[0]


def lamps(task: Details, context: Context, asked: ClaritySet | None = None) -> list[Lamp]:
    """Every clarity required on the day, in order, with the reasons why the task fails it."""
    asked = asked or set_on(context.today, context.sets)
    known = all_clarities()
    return [
        Lamp(
            known[name], tuple(found for rule in known[name].rules if (found := RULES[rule](task, context)) is not None)
        )
        for name in asked.clarities
    ]


def clear(task: Details, context: Context) -> bool:
    return all(lamp.clear for lamp in lamps(task, context))
