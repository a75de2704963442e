"""The list of tasks: counted, as a table, on a board, by deadline, in a month; and how deadlines are kept."""

import calendar
import datetime as dt
from collections.abc import Mapping

import streamlit as st

from actions.tasks import steps as deeds
from core.caching import cached
from core.clock import now
from core.periods import BadPeriodError, parse_month
from core.words import Language, t
from metrics.rates.measures import all_measures
from metrics.tasks.status import Status
from reports.published import Published
from reports.tasks.clarity import clear_shares
from reports.tasks.linked_numbers import values_now
from reports.tasks.listed import Listed, TaskList, kept
from store.database import reading
from store.state import State
from views.charts import timeline as charts
from views.rendering import render
from views.screen import draw, html, session
from views.screen.language import language, name_of
from views.screen.tasks.filtering import CHOICES, COUNTERS

SHOWN = 200
_IN_A_DAY = 4
_MONDAY = 0
# Statuses that need action come first.
_ON_THE_BOARD: tuple[Status, ...] = (
    "overdue",
    "due_soon",
    "in_time",
    "without_deadline",
    "waiting_acceptance",
    "draft",
    "done_late",
    "done_on_time",
    "done_without_deadline",
    "cancelled",
)


def summary(found: TaskList) -> None:
    """How many are done and overdue, on both denominators in print; and four counters that are filters."""
    counted = found.shares
    if not counted.assigned:
        writes = session.viewer().may("assign_task")
        draw.sentences([t(language(), "tasks.none" if writes else "tasks.none_for_readers")])
        return
    chosen = st.query_params.get("status", "")
    asked = {name: value for name, value in st.query_params.items() if name not in ("status", "lang")}
    many = {name: sum(counted.by_status.get(each, 0) for each in statuses) for name, statuses in CHOICES.items()}
    counters = [(name, many[name], "" if name == chosen else name) for name in COUNTERS]
    draw.template("tasks/summary.html", shares=counted, counters=counters, chosen=chosen, asked=asked)


def show(found: TaskList, view: str) -> None:
    if view == "month":
        _month(found)
        return
    if view == "clarity":
        _clarity(found)
        return
    if view == "deadlines":
        _timeline(found)
    names = {unit.code: unit for unit in session.everything().units}
    listed = found.listed[:SHOWN]
    draw.template(
        f"tasks/{view}.html",
        listed=listed,
        people=any(each.whole for each in listed),
        total=len(found.listed),
        units=names,
        measures=all_measures(),
        now=_now(session.everything(), found),
        leaders=_by_leader(listed),
        columns=[(status, [each for each in listed if each.standing.status == status]) for status in _ON_THE_BOARD],
        months=_by_month(listed),
    )


@cached(16)
def _now(seen: Published, found: TaskList) -> Mapping[tuple[str, str], float]:
    return values_now(seen, (link for each in found.listed[:SHOWN] for link in each.task.details.links))


def _by_leader(listed: tuple[Listed, ...]) -> list[tuple[str, list[Listed]]]:
    """By who is responsible, those with the most overdue first."""
    found: dict[str, list[Listed]] = {}
    for each in listed:
        name = each.task.details.leaders[0].name if each.task.details.leaders else ""
        found.setdefault(name, []).append(each)
    return sorted(
        found.items(),
        key=lambda item: (not item[0], -sum(each.standing.status == "overdue" for each in item[1]), item[0]),
    )


def _timeline(found: TaskList) -> None:
    """From issue to deadline, with today; the table below it has the same and the rest."""
    rows = charts.timeline_data(found, language())
    if len(rows):
        draw.chart(
            charts.timeline(language(), len(rows)), rows, key="task_timeline", alt=t(language(), "tasks.timeline_alt")
        )
        draw.template("caption.html", text=t(language(), "tasks.timeline_caption", most=charts.MOST))


def _by_month(listed: tuple[Listed, ...]) -> list[tuple[str, list[Listed]]]:
    months: dict[str, list[Listed]] = {}
    for each in sorted(listed, key=lambda each: each.task.deadline or dt.date.max):
        key = f"{each.task.deadline:%m/%Y}" if each.task.deadline else t(language(), "tasks.no_deadline")
        months.setdefault(key, []).append(each)
    return list(months.items())


def _month(found: TaskList) -> None:
    """A calendar of one month's deadlines: this one, unless the address names another."""
    first = _asked_month() or found.today.replace(day=1)
    by_day: dict[dt.date, list[Listed]] = {}
    for each in found.listed:
        if each.task.deadline:
            by_day.setdefault(each.task.deadline, []).append(each)
    weeks = calendar.Calendar(_MONDAY).monthdatescalendar(first.year, first.month)
    inside = [day for day in by_day if (day.year, day.month) == (first.year, first.month)]
    draw.template(
        "tasks/month.html",
        first=first,
        before=(first - dt.timedelta(days=1)).replace(day=1),
        after=(first + dt.timedelta(days=31)).replace(day=1),
        weeks=weeks,
        by_day=by_day,
        shown=_IN_A_DAY,
        total=sum(len(by_day[day]) for day in inside),
        today=found.today,
        asked={name: value for name, value in st.query_params.items() if name not in ("month", "lang")},
    )


def _asked_month() -> dt.date | None:
    try:
        return parse_month(st.query_params.get("month", "")).start
    except BadPeriodError:
        return None


def _clarity(found: TaskList) -> None:
    """How many tasks are clear, by unit and by who wrote them, and what is missing most."""
    html.show(_clarity_html(found, session.everything(), session.state(), language()))


# Cached: ten thousand tasks take a second to judge and a tenth of a second to count.
@cached(16)
def _clarity_html(found: TaskList, seen: Published, _state: State, language: Language) -> str:
    units = {unit.code: unit.name if language == "vi" else unit.name_en for unit in seen.units}
    with reading(session.engine()) as connection:
        context = deeds.context(connection, now())
    ways = {
        "unit": lambda each: units.get(each.unit, each.unit),
        "issuer": lambda each: name_of(each.task.events[0].who),
    }
    tables = [(name, clear_shares(found.listed, context, by)) for name, by in ways.items()]
    return render(language, "tasks/clear.html", tables=tables)


def deadlines_kept(found: TaskList) -> None:
    """By unit and by leader: the share on time with its interval, never a rank of too few."""
    if table := _kept_html(found, session.everything(), language()):
        draw.heading(t(language(), "tasks.kept"))
        html.show(table)


@cached(16)
def _kept_html(found: TaskList, seen: Published, language: Language) -> str:
    units = {unit.code: unit.name if language == "vi" else unit.name_en for unit in seen.units}
    by_unit = kept(found.listed, lambda each: units.get(each.unit, each.unit))
    by_leader = kept(found.listed, lambda each: each.task.details.leaders[0].name if each.task.details.leaders else "")
    tables = [(name, rows) for name, rows in (("unit", by_unit), ("leader", by_leader)) if rows]
    return render(language, "tasks/kept.html", tables=tables) if tables else ""
