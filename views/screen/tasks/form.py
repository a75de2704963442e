"""The fields of a task being written; what stands in them now."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from core.clock import now
from core.periods import month_with, months_back, today
from core.tasks import PRIORITIES, PRODUCT_KINDS, Details, Link, Person, Priority
from core.words import in_unit, period, sentence_case, t
from metrics.rates.measures import Measure, all_measures
from views.screen import filters, session
from views.screen.language import language
from views.screen.tasks import all_tasks
from views.screen.tasks.linking import link_of

_Code = TypeVar("_Code", bound=str)
NOTHING = ""
_DAYS_ON, _MONTHS = 365, 19
"""A task may count from half a year ago to a year ahead."""


def fields(code: str, given: Details) -> Details:
    """Drawn with what is given."""
    units = {unit.code: filters.name_of(unit) for unit in session.everything().units if unit.valid_to is None}
    key = code or "new"
    content = st.text_area(t(language(), "tasks.content"), given.content, key=f"content_{key}")
    left, right = st.columns(2)
    with left:
        unit = _unit("tasks.unit", units, given.units[0] if given.units else "", f"unit_{key}")
    deadline = right.date_input(
        t(language(), "tasks.deadline"), given.deadline, key=f"deadline_{key}", format="DD/MM/YYYY"
    )
    leader = left.text_input(t(language(), "tasks.leader"), _names(given.leaders), key=f"leader_{key}")
    staff = right.text_input(t(language(), "tasks.staff"), _names(given.staff), key=f"staff_{key}")
    product = left.text_input(t(language(), "tasks.product"), given.product, key=f"product_{key}")
    proof = right.text_input(t(language(), "tasks.proof"), given.proof, key=f"proof_{key}")
    with st.expander(_about(given.links)):
        links = _links(given, unit, key)
    with st.expander(t(language(), "tasks.more")):
        more, leader_unit, staff_unit = _more(code, given, units, unit, key)
    return replace(
        more,
        content=content.strip(),
        staff=_people(staff, staff_unit),
        leaders=_people(leader, leader_unit),
        deadline=deadline,
        product=product.strip(),
        proof=proof.strip(),
        links=links,
        criterion=given.criterion,
    )


def _more(code: str, given: Details, units: dict[str, str], unit: str, key: str) -> tuple[Details, str, str]:
    """Optional fields that most tasks leave blank; and the units of the leader and of the staff."""
    left, right = st.columns(2)
    with left:
        leader_unit = _unit("tasks.leader_unit", units, _unit_of(given.leaders) or unit, f"leader_unit_{key}_{unit}")
    with right:
        staff_unit = _unit("tasks.staff_unit", units, _unit_of(given.staff) or unit, f"staff_unit_{key}_{unit}")
    beside = st.multiselect(
        t(language(), "tasks.partners"),
        list(units),
        [each for each in given.units[1:] if each in units],
        key=f"partners_{key}",
        format_func=units.__getitem__,
    )
    priorities: dict[Priority, str] = {each: t(language(), f"tasks.priority_{each}") for each in PRIORITIES}
    kinds = {each: t(language(), f"tasks.product_{each or 'unsaid'}") for each in (NOTHING, *PRODUCT_KINDS)}
    parents = {NOTHING: "–"} | {
        task.code: f"{task.code} {task.details.content}"[:90]
        for task in all_tasks.everything()
        if task.code != code and session.viewer().may("see_people", task.details.units)
    }
    left, right = st.columns(2)
    with left:
        priority = _one("tasks.priority", priorities, given.priority, f"priority_{key}")
        document = st.text_input(t(language(), "tasks.document"), given.document, key=f"document_{key}")
        authority = st.text_input(t(language(), "tasks.authority"), given.authority, key=f"authority_{key}")
    with right:
        product_kind = _one("tasks.product_kind", kinds, given.product_kind, f"product_kind_{key}")
        meeting = st.text_input(t(language(), "tasks.meeting"), given.meeting, key=f"meeting_{key}")
        contact = st.text_input(t(language(), "tasks.contact"), given.contact, key=f"contact_{key}")
    parent = _one("tasks.parent", parents, given.parent, f"parent_{key}")
    # A unit that is no longer in force cannot be chosen, but an existing choice is kept.
    ended = [each for each in given.units[1:] if each not in units]
    more = Details(
        # The first unit is the one in charge: without one, no cooperating unit must take its place.
        units=tuple(dict.fromkeys([unit, *beside, *ended])) if unit else (),
        priority=priority,
        product_kind=product_kind,
        parent=parent,
        document=document.strip(),
        meeting=meeting.strip(),
        authority=authority.strip(),
        contact=contact.strip(),
    )
    return more, leader_unit, staff_unit


def _links(given: Details, unit: str, key: str) -> tuple[Link, ...]:
    """The number the task is to move; further ones it had already stay as they are."""
    first = given.links[0] if given.links else None
    # A department may answer for a commune's number; else the number is that of the unit in charge.
    if first and first.unit not in given.units[:1]:
        unit = first.unit
    names = {NOTHING: t(language(), "tasks.no_number")} | {
        each.id: each.title[language()] for each in all_measures().values()
    }
    measure = _one("filter.measure", names, first.measure if first else NOTHING, f"measure_{key}")
    if not (measure and unit):
        # A measure that is no longer in force cannot be chosen, but an existing choice is kept.
        return given.links if first and first.measure not in names else given.links[1:]
    about = first if first and (first.measure, first.unit) == (measure, unit) else _now(unit, all_measures()[measure])
    # The fields are reset when the measure or unit changes.
    key = f"{key}_{measure}_{unit}"
    left, middle, right = st.columns(3)
    most = 100.0 if all_measures()[measure].unit == "percent" else None
    with left:
        baseline = _number("tasks.baseline", about.baseline, most, f"baseline_{key}")
    with middle:
        target = _number("tasks.target", about.target, most, f"target_{key}")
    with right:
        starts = _one("tasks.effect_from", _months(about.effect_from), about.effect_from, f"from_{key}")
    return (Link(measure, unit, baseline, target, starts), *given.links[1:])


def _about(links: tuple[Link, ...]) -> str:
    """What the fields of the number hold, for they are folded away. The names are ours: nothing typed is in it."""
    measure = all_measures().get(links[0].measure) if links else None
    if measure is None:
        return t(language(), "tasks.number")
    levels = {
        name: in_unit(language(), float("nan") if value is None else value, measure.unit)
        for name, value in (("baseline", links[0].baseline), ("target", links[0].target))
    }
    return f"{t(language(), 'tasks.number')}: {measure.short[language()]} {t(language(), 'tasks.from_to', **levels)}"


def _number(label: str, value: float | None, most: float | None, key: str) -> float | None:
    return st.number_input(t(language(), label), min_value=0.0, max_value=most, value=value, key=key)


def _now(unit: str, measure: Measure) -> Link:
    return link_of(session.everything().unit(unit), measure)


def _months(kept: str) -> dict[str, str]:
    this = month_with(today(now()))
    last = month_with(this.start + dt.timedelta(days=_DAYS_ON))
    months = months_back(last, _MONTHS)
    names = {each.code: sentence_case(period(language(), each)) for each in months}
    return names if kept in names else {kept: kept or "–"} | names


def _unit(label: str, units: dict[str, str], chosen: str, key: str) -> str:
    # Do not preselect a unit: keep an empty choice empty, and keep an ended unit so that the check can report it.
    if chosen not in units:
        ended = (filters.name_of(each) for each in session.everything().units if each.code == chosen)
        units = {chosen: next(ended, chosen or "–")} | units
    return _one(label, units, chosen, key)


def _one(label: str, names: Mapping[_Code, str], chosen: _Code, key: str) -> _Code:
    # A separate widget key for each language: a translated label would lose the selection.
    found: _Code = st.selectbox(
        t(language(), label),
        list(names),
        list(names).index(chosen) if chosen in names else 0,
        key=f"{key}@{language()}",
        format_func=names.__getitem__,
    )
    return found


def _unit_of(people: tuple[Person, ...]) -> str:
    return people[0].unit if people else ""


def _names(people: tuple[Person, ...]) -> str:
    return "; ".join(person.name for person in people)


def _people(text: str, unit: str) -> tuple[Person, ...]:
    """Names apart by semicolons or commas, all of one unit."""
    return tuple(Person(name.strip(), unit) for name in text.replace(",", ";").split(";") if name.strip())
