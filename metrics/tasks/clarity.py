"""Is a task clear? One check (lamp) for each “rõ”, with the reason where it fails.

The clarities, their rules and the vague words are data in `definitions/tasks/`; the code does not assume that there
are five.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from core.tasks import Details
from metrics.dated import Dated, Text, Words, newest
from metrics.definition_files import read_all
from metrics.tasks.clarity_rules import PARAMETERS, RULES, Context, Unclear


class Clarity(BaseModel):
    """One thing that must be clear."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Text
    title: Words
    rules: tuple[Text, ...] = Field(min_length=1)


class ClaritySet(Dated):
    """The clarities asked for from a month on: “5 rõ”, “6 rõ”…"""

    id: Text
    title: Words
    clarities: tuple[Text, ...] = Field(min_length=1)
    source: Text


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
def all_sets() -> tuple[ClaritySet, ...]:
    return tuple(sorted(read_all(PARAMETERS / "clarity_sets.yaml", ClaritySet), key=lambda each: each.from_month))


def set_on(day: dt.date) -> ClaritySet:
    """The clarities required on a day: the newest entry in force, else the first entry."""
    return newest(all_sets(), f"{day:%Y-%m}") or all_sets()[0]


def lamps(task: Details, context: Context, asked: ClaritySet | None = None) -> list[Lamp]:
    """Every clarity required on the day, in order, with the reasons why the task fails it."""
    asked = asked or set_on(context.today)
    known = all_clarities()
    return [
        Lamp(
            known[name], tuple(found for rule in known[name].rules if (found := RULES[rule](task, context)) is not None)
        )
        for name in asked.clarities
    ]


def clear(task: Details, context: Context) -> bool:
    return all(lamp.clear for lamp in lamps(task, context))
