"""The piece of the page that shows who has reported."""

from functools import partial

import streamlit as st

from core.caching import cached
from core.clock import now
from core.periods import HANOI, Period, month_with, months_back, today
from core.units import RANKED_KINDS, UnitKind
from core.viewer import Viewer
from core.words import Language, period, t
from loaders.databases import sources_file
from metrics.rates.deliveries import all_deliveries
from reports.data.calendar import Calendar, calendar
from reports.data.not_in import not_in
from reports.published import Published
from store import arrivals
from store.database import reading
from views.documents.late_letter import late_letter_document
from views.documents.writing import written
from views.screen import draw, filters, session
from views.screen.language import language

MONTHS_OFFERED = 24


def month() -> Period:
    """Any month that has ended, newest first: also one for which nobody has reported yet."""
    return filters.month(months_back(month_with(today(now())).before, MONTHS_OFFERED)[::-1])


def kind(of: Period) -> UnitKind:
    in_force = {unit.kind for unit in session.everything().units if unit.in_force(of.start, of.end)}
    owing = {each for delivery in all_deliveries() for each in delivery.kinds}
    return filters.kind([each for each in RANKED_KINDS if each in in_force & owing])


def show(of: Period, kind: UnitKind) -> None:
    """What is due, who has not reported, and every unit's year."""
    report = _calendar(session.everything(), session.viewer().limited("see_drafts"), of, kind, today(now()).isoformat())
    if report.in_use_since and any(due.due_on < report.in_use_since for due in report.due):
        draw.sentences([t(language(), "calendar.backfilled_why", day=report.in_use_since)])
    rows = list(report.table.itertuples())
    draw.template("data/calendar.html", report=report, rows=rows, month_names=[_short(each) for each in report.months])


# Twelve months of a hundred units are asked for again at every click, and change with the data or the day only.
@cached(128)
def _calendar(_now: Published, viewer: Viewer, of: Period, kind: UnitKind | None, _today: str) -> Calendar:
    with reading(session.engine()) as connection:
        return calendar(connection, viewer, of, kind=kind, now=now())


def letter(of: Period) -> None:
    """Download the letter to the units of every kind that are past their day."""
    viewer = session.viewer()
    if not (viewer.may("remind") and viewer.may("see_drafts")):
        return
    report = _calendar(session.everything(), viewer.limited("see_drafts"), of, None, today(now()).isoformat())
    if not any(due.missing and report.today > due.due_on for due in report.due):
        return
    st.download_button(
        t(language(), "late_letter.button"),
        # It runs outside the session, so that everything is passed in.
        partial(_letter, viewer, of, language()),
        file_name=t(language(), "late_letter.file", month=of.code),
        mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        help=t(language(), "late_letter.why"),
        key="late_letter",
        icon=":material/description:",
        on_click="ignore",
    )


def _letter(viewer: Viewer, of: Period, language: Language) -> bytes:
    with reading(session.engine()) as connection:
        found = not_in(connection, viewer, of, now=now())
    return written(late_letter_document(found, language), language, "docx")


def _short(month: Period) -> str:
    return f"{month.start:%m/%y}"


def sources(of: Period) -> None:
    """The databases of `sources.toml`, and when each answered for the month."""
    path = sources_file.path_from(session.environment())
    if not path.exists():
        return
    known = sources_file.read(path)
    with reading(session.engine()) as connection:
        came = arrivals.of_sources(connection, list(known), of)
    rows = [
        {
            "name": name,
            "what": getattr(source.what, language()),
            "at": f"{came[name].astimezone(HANOI):%d/%m/%Y %H:%M}" if name in came else None,
        }
        for name, source in known.items()
    ]
    draw.heading(t(language(), "calendar.sources"))
    draw.template("data/sources.html", rows=rows, month=period(language(), of))
