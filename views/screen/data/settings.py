"""The pieces of the page of what a province decides for itself."""

import streamlit as st

from actions.data import set_up as deeds
from core.periods import HANOI
from core.viewer import ALL_UNITS
from core.words import t
from store import people, settings
from store.database import reading
from views.screen import draw, session
from views.screen.language import language, name_of
from views.screen.session import do

CALENDAR = 0
_DAY, _SOURCE = "closing_day", "closing_source"


def steps() -> None:
    """What a new province does first, each with whether it is done and where."""
    seen = session.everything()
    with reading(session.engine()) as connection:
        decided = settings.newest(connection, settings.CLOSING_DAY) is not None
        known = people.newest(connection, ALL_UNITS) is not None
    targets = seen.settings.targets
    done = {
        "units": (bool(seen.units), "units"),
        "closing": (decided, "settings"),
        "targets": (any(each.entered_at for each in targets), "settings"),
        "file": (bool(seen.all_months()), "upload"),
        "people": (known, "people"),
    }
    draw.template("data/steps.html", steps=done, units=len(seen.units), months=len(seen.all_months()))


def closing_day() -> None:
    """The day that holds, who decided it on which basis, and the form that changes it."""
    with reading(session.engine()) as connection:
        entries = settings.entries(connection, settings.CLOSING_DAY)
        now = settings.closing_day(connection)
    draw.sentences([_said(now), t(language(), "settings.closing_why")])
    with st.form("closing", border=False):
        which, why, save = st.columns([1, 2, 1], vertical_alignment="bottom")
        with which:
            names = {CALENDAR: t(language(), "settings.calendar")}
            names |= {day: str(day) for day in range(1, deeds.LATEST_CLOSING + 1)}
            st.session_state.setdefault(f"{_DAY}@{language()}", now or CALENDAR)
            st.selectbox(
                t(language(), "settings.day"), list(names), format_func=names.__getitem__, key=f"{_DAY}@{language()}"
            )
        why.text_input(t(language(), "settings.source"), key=_SOURCE)
        save.form_submit_button(t(language(), "settings.save"), key="closing_save", on_click=_save)
    rows = [
        {
            "said": _said(each.value.get("day")),
            "source": each.source,
            "at": f"{each.at.astimezone(HANOI):%d/%m/%Y %H:%M}",
            "who": name_of(each.who),
        }
        for each in entries
    ]
    draw.template("data/decisions.html", rows=rows)


def _said(day: int | None) -> str:
    return t(language(), "set_up.closing_calendar" if day is None else "set_up.closing_day", day=str(day))


def _save() -> None:
    day: int = st.session_state[f"{_DAY}@{language()}"]
    with session.told():
        do(deeds.close_on, day or None, source=st.session_state[_SOURCE])
