"""Writing a task: a form with a lamp for each “rõ” beside it, prefilled where a red number led here."""

import datetime as dt
import re
from math import isnan

import streamlit as st

from actions import tasks as deeds
from core.clock import now
from core.periods import Period, month_with, parse, today
from core.tasks import Details, Link, Person
from core.words import in_unit, t
from metrics.clarity import lamps, set_on
from metrics.measures import Measure, all_measures
from metrics.targets import target_of
from store import tasks
from store.database import reading
from views.screen import data, draw, filters
from views.screen.drafts import do
from views.screen.indices.remedy import proposed
from views.screen.language import language
from views.screen.navigation import open_page
from views.screen.tasks import flagged

DAYS_PROPOSED = 30


def asked() -> tuple[str, Details]:
    """The code and details of the draft in the address; a blank code and what the red number proposes for a new one."""
    code = st.query_params.get("task", "")
    if code:
        with reading(data.engine()) as connection:
            found = tasks.of_code(connection, code)
        if found is not None:
            return code, found.details
    return "", _proposed()


def _proposed() -> Details:
    unit = filters.unit_in_address(data.everything())
    measure = all_measures().get(st.query_params.get("measure", ""))
    deadline = _workday(today(now()) + dt.timedelta(days=DAYS_PROPOSED))
    if remedy := proposed(st.query_params.get("criterion", ""), deadline):
        return remedy
    test, period = (st.query_params.get(name, "") for name in ("flag", "period"))
    if explanation := flagged.proposed(unit, test, period, deadline):
        return explanation
    if unit is None or measure is None or not data.everything().all_months():
        return Details(deadline=deadline, units=(unit.code,) if unit else ())
    month = parse(period) if period else data.everything().all_months()[0]
    place = next((each for each in data.unit(unit.code, month, "then").places if each.measure.id == measure.id), None)
    target = _target(measure, month)
    baseline = place.value if place else float("nan")
    words = {
        "measure": measure.title[language()].lower(),
        "unit": filters.name_of(unit),
        "period": month,
        "now": in_unit(language(), baseline, measure.unit),
        "target": "–" if target is None else in_unit(language(), target, measure.unit, plain=True),
        "by": month_with(deadline),
    }
    return Details(
        content=t(language(), "tasks.proposed_content", **words),
        product=t(language(), "tasks.proposed_product", **words),
        proof=t(language(), "tasks.proposed_proof", **words),
        deadline=deadline,
        units=(unit.code,),
        links=(
            Link(
                measure.id,
                unit.code,
                None if isnan(baseline) else float(baseline),
                target,
                month_with(today(now())).code,
            ),
        ),
    )


def _target(measure: Measure, month: Period) -> float | None:
    """What the commitment that led here promised, where the address holds such a number; else what is decreed."""
    asked = st.query_params.get("target", "")
    if re.fullmatch(r"\d{1,6}(\.\d{1,4})?", asked, re.ASCII) and (measure.unit != "percent" or float(asked) <= 100):
        return float(asked)
    decreed = target_of(measure.id, month)
    return decreed.value if decreed else None


def _workday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=max(day.weekday() - 4, 0))


def form(code: str, given: Details) -> Details:
    """The fields, filled with what is given; what stands in them now."""
    units = {unit.code: filters.name_of(unit) for unit in data.everything().units if unit.valid_to is None}
    key = code or "new"
    content = st.text_area(t(language(), "tasks.content"), given.content, key=f"content_{key}", max_chars=10_000)
    chosen = given.units[0] if given.units and given.units[0] in units else next(iter(units))
    left, right = st.columns(2)
    unit: str = left.selectbox(
        t(language(), "tasks.unit"),
        list(units),
        list(units).index(chosen),
        key=f"unit_{key}",
        format_func=units.__getitem__,
    )
    deadline = right.date_input(
        t(language(), "tasks.deadline"), given.deadline, key=f"deadline_{key}", format="DD/MM/YYYY"
    )
    leader = left.text_input(t(language(), "tasks.leader"), _names(given.leaders), key=f"leader_{key}", max_chars=300)
    staff = right.text_input(t(language(), "tasks.staff"), _names(given.staff), key=f"staff_{key}", max_chars=500)
    product = left.text_input(t(language(), "tasks.product"), given.product, key=f"product_{key}", max_chars=1000)
    proof = right.text_input(t(language(), "tasks.proof"), given.proof, key=f"proof_{key}", max_chars=1000)
    with st.expander(t(language(), "tasks.more")):
        beside: list[str] = st.multiselect(
            t(language(), "tasks.partners"),
            list(units),
            [each for each in given.units[1:] if each in units],
            key=f"partners_{key}",
            format_func=units.__getitem__,
        )
        document = st.text_input(t(language(), "tasks.document"), given.document, key=f"document_{key}", max_chars=500)
        meeting = st.text_input(t(language(), "tasks.meeting"), given.meeting, key=f"meeting_{key}", max_chars=500)
        authority = st.text_input(t(language(), "tasks.authority"), given.authority, key=f"authority_{key}")
        contact = st.text_input(t(language(), "tasks.contact"), given.contact, key=f"contact_{key}")
    return Details(
        content=content.strip(),
        staff=_people(staff, unit),
        leaders=_people(leader, unit),
        deadline=deadline,
        product=product.strip(),
        proof=proof.strip(),
        document=document.strip(),
        meeting=meeting.strip(),
        # One that is no longer in force cannot be chosen, and stays.
        units=tuple(dict.fromkeys([unit, *beside, *(each for each in given.units[1:] if each not in units)])),
        links=given.links,
        priority=given.priority,
        parent=given.parent,
        authority=authority.strip(),
        contact=contact.strip(),
        criterion=given.criterion,
    )


def _names(people: tuple[Person, ...]) -> str:
    return "; ".join(person.name for person in people)


def _people(text: str, unit: str) -> tuple[Person, ...]:
    """Names apart by semicolons or commas, all of the unit in charge."""
    return tuple(Person(name.strip(), unit) for name in text.replace(",", ";").split(";") if name.strip())


def lamps_of(task: Details) -> bool:
    """A lamp for each clarity, with the reason where it does not burn; whether all burn."""
    with reading(data.engine()) as connection:
        found = lamps(task, deeds.context(connection, now()))
    draw.template("lamps.html", title=set_on(today(now())).title[language()], lamps=found)
    return all(lamp.clear for lamp in found)


def buttons(code: str, task: Details, *, clear: bool) -> None:
    """Keep the draft, or issue it when every lamp burns."""
    issue, keep, _ = st.columns([1, 1, 3])
    if issue.button(t(language(), "tasks.issue"), type="primary", disabled=not clear, key="issue_task"):
        _open(_kept(code, task, issue=True))
    if keep.button(t(language(), "tasks.keep"), key="keep_task"):
        _open(_kept(code, task, issue=False))


def _kept(code: str, task: Details, *, issue: bool) -> str:
    if code:
        do(deeds.edit, code, task)
    else:
        code = str(do(deeds.draft, task))
    if issue:
        do(deeds.issue, code)
    return code


def _open(code: str) -> None:
    open_page("task", task=code)
