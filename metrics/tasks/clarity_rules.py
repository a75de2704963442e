"""The rules for a task's clarities: each is a function from a task to a reason, or to None."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from core.people import Post
from core.settings import ROOT
from core.tasks import Details, Person
from core.units import Unit
from core.working_days import holiday
from metrics.dated import Text
from metrics.definition_files import read_all

PARAMETERS = ROOT / "definitions" / "tasks"
_SUNDAY = 6
_FEWEST_WORDS = 4
# “năm 2026”, “tháng 12/2026”, “giai đoạn 2026-2030”, “766/QĐ-TTg”: these numbers are not quantities.
_NO_AMOUNT = re.compile(r"\b(?:ngày|tháng|quý|năm|giai đoạn|month|year)\s+\d[\d/–-]*|\b\d+/\S*[^\W\d]\S*")


class VaguePhrase(BaseModel):
    """Vague words: they promise nothing that can be checked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phrase: Text
    needs: Literal["product", "other_words"]


OwnSet = tuple[str, tuple[str, ...] | None, str, dt.datetime]
"""(from month, ids of clarities, source, when) that a province has entered; see `metrics.tasks.clarity.set_on`."""


@dataclass(frozen=True)
class Context:
    """The context of the rules, besides the task."""

    today: dt.date
    units: Mapping[str, tuple[dt.date, dt.date | None]] = field(default_factory=dict)
    """From when to when each unit is in force, by code."""
    posts: Mapping[str, tuple[Post, ...]] = field(default_factory=dict)
    """Units where people work, by lower-case name, from the staff list; people who are not on it are not checked."""
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The names of units, by code and language."""
    sets: tuple[OwnSet, ...] = ()
    """Which clarities the province asks for, in the order in which it was entered."""

    def called(self, unit: str) -> Mapping[str, str] | str:
        return self.names.get(unit, unit)


def context_of(today: dt.date, units: Iterable[Unit], posts: Iterable[Post], sets: tuple[OwnSet, ...] = ()) -> Context:
    """Built from all units, past ones too, and the staff list in use."""
    by_name: dict[str, list[Post]] = {}
    for post in posts:
        by_name.setdefault(post.name.strip().lower(), []).append(post)
    known = tuple(units)
    return Context(
        today,
        {unit.code: (unit.valid_from, unit.valid_to) for unit in known},
        {name: tuple(each) for name, each in by_name.items()},
        {unit.code: {"vi": unit.name, "en": unit.name_en} for unit in known},
        sets,
    )


@dataclass(frozen=True)
class Unclear:
    """Why a check fails: the words are in `locales/` under `clarity.<code>`."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@cache
def vague_phrases() -> tuple[VaguePhrase, ...]:
    return tuple(read_all(PARAMETERS / "vague_phrases.yaml", VaguePhrase))


Rule = Callable[[Details, Context], Unclear | None]


def _content_present(task: Details, _: Context) -> Unclear | None:
    return Unclear("content_short", {"fewest": _FEWEST_WORDS}) if len(task.content.split()) < _FEWEST_WORDS else None


def _content_measurable(task: Details, _: Context) -> Unclear | None:
    text = " ".join(task.content.lower().split())
    if re.search(r"\d", _NO_AMOUNT.sub("", text)):
        return None
    for vague in vague_phrases():
        excused = vague.needs == "product" and task.product.strip() and task.proof.strip()
        if not excused and re.search(rf"\b{re.escape(vague.phrase)}\b", text):
            return Unclear(f"vague_{vague.needs}", {"phrase": vague.phrase})
    return None


def _named(people: tuple[Person, ...]) -> list[Person]:
    return [person for person in people if person.name.strip()]


def _staff_named(task: Details, _: Context) -> Unclear | None:
    return None if _named(task.staff) else Unclear("no_staff")


def _one_leader(task: Details, _: Context) -> Unclear | None:
    many = len(_named(task.leaders))
    if many == 1:
        return None
    return Unclear("leaders_many", {"how_many": many}) if many else Unclear("no_leader")


def _in_unit(people: tuple[Person, ...], context: Context) -> Unclear | None:
    for person in _named(people):
        if not person.unit:
            return Unclear("person_without_unit", {"person": person.name})
        begin, end = context.units.get(person.unit, (dt.date.max, None))
        if not begin <= context.today or (end is not None and end < context.today):
            return Unclear("unit_not_in_force", {"person": person.name, "unit": context.called(person.unit)})
    return None


def _still_there(people: tuple[Person, ...], context: Context) -> Unclear | None:
    for person in _named(people):
        posts = context.posts.get(person.name.strip().lower(), ())
        if posts and not any(post.unit == person.unit and post.held_on(context.today) for post in posts):
            return Unclear("person_left", {"person": person.name, "unit": context.called(person.unit)})
    return None


def _deadline_present(task: Details, _: Context) -> Unclear | None:
    return None if task.deadline else Unclear("no_deadline")


def _deadline_workday(task: Details, _: Context) -> Unclear | None:
    if task.deadline is None:
        return None
    public = holiday(task.deadline)
    if public is not None:
        return Unclear("deadline_holiday", {"day": task.deadline, "holiday": public})
    return Unclear("deadline_sunday", {"day": task.deadline}) if task.deadline.weekday() == _SUNDAY else None


def _deadline_ahead(task: Details, context: Context) -> Unclear | None:
    if task.deadline is None or task.deadline >= context.today:
        return None
    return Unclear("deadline_past", {"day": task.deadline})


def _present(value: Callable[[Details], str], code: str) -> Rule:
    return lambda task, _: None if value(task).strip() else Unclear(code)


RULES: Mapping[str, Rule] = {
    "content_present": _content_present,
    "content_measurable": _content_measurable,
    "staff_named": _staff_named,
    "staff_in_unit": lambda task, context: _in_unit(task.staff, context),
    "staff_still_there": lambda task, context: _still_there(task.staff, context),
    "one_leader": _one_leader,
    "leader_in_unit": lambda task, context: _in_unit(task.leaders, context),
    "leader_still_there": lambda task, context: _still_there(task.leaders, context),
    "deadline_present": _deadline_present,
    "deadline_workday": _deadline_workday,
    "deadline_ahead": _deadline_ahead,
    "product_present": _present(lambda task: task.product, "no_product"),
    "product_proof": _present(lambda task: task.proof, "no_proof"),
    "authority_present": _present(lambda task: task.authority, "no_authority"),
    "contact_present": _present(lambda task: task.contact, "no_contact"),
}
