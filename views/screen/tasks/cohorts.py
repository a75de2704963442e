"""Cohorts: one compared with the rest on a measure, and its members."""

import streamlit as st

from core.caching import cached
from core.cohorts import Cohort
from core.words import t
from metrics.chance.cohort import can_be_compared
from metrics.rates.measures import Measure
from metrics.rates.measures import measure as measure_of
from reports.published import Published
from reports.tasks.cohorts import CohortReport, cohort_report
from store import cohorts
from store.database import reading
from views.charts import cohort as charts
from views.charts import tables_beside
from views.screen import draw, filters, session
from views.screen.language import language
from views.wording import cohorts_and_commitments


def chosen() -> Cohort | None:
    """The cohort of the address, else the newest that has not ended; None where there is none."""
    known = sorted(everything(), key=lambda each: (each.events[0].at, each.code), reverse=True)
    known.sort(key=lambda each: each.ended)
    if not known:
        draw.sentences([t(language(), "cohorts.none")])
        return None
    names = {each.code: _name(each) for each in known}
    code = filters.choice(st.selectbox, "cohort", names)
    return next(each for each in known if each.code == code)


def measure() -> Measure | None:
    """One whose counts can be added over units; None before anything is published."""
    seen = session.everything()
    known = [each for each in seen.measures(seen.all_months()) if can_be_compared(each)]
    return measure_of(filters.measure(known)) if known else None


def show(cohort: Cohort, measure: Measure) -> None:
    """The answer in sentences, both by month, and every member."""
    report = _report(session.everything(), cohort, measure.id)
    draw.sentences(cohorts_and_commitments.cohort(report, language()))
    draw.chart(
        charts.series(language()),
        charts.series_data(report, language()),
        key="cohort_series",
        alt=t(language(), "chart.cohort", measure=measure.title[language()], name=cohort.definition.name),
    )
    stocks = t(language(), "cohorts.stocks") if cohorts_and_commitments.stocks(measure) else ""
    draw.template("caption.html", text=f"{t(language(), 'cohorts.caption')} {stocks}".strip())
    twin = tables_beside.of_cohort(report, language())
    with st.expander(t(language(), "analysis.numbers")):
        draw.template("twin.html", head=twin.head, rows=twin.rows, measure=measure.id, month=None)
    draw.template("tasks/cohort_members.html", report=report)


def _name(cohort: Cohort) -> str:
    name, end = cohort.definition.name, cohort.definition.end
    return f"{name} ({t(language(), 'cohorts.ended', day=end)})" if cohort.ended else name


def everything() -> tuple[Cohort, ...]:
    """By code."""
    return _everything(session.tasks_version())


@cached(4)
def _everything(_version: tuple[str, int]) -> tuple[Cohort, ...]:
    with reading(session.engine()) as connection:
        return tuple(cohorts.everything(connection))


@cached(64)
def _report(seen: Published, cohort: Cohort, measure: str) -> CohortReport:
    return cohort_report(seen, cohort, measure_of(measure))
