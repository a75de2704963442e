"""The pieces of the page of what a province decides for itself."""

import streamlit as st

from actions.data import set_up as deeds
from core.clock import now
from core.periods import HANOI
from core.rights import Right
from core.units import how_many
from core.viewer import ALL_UNITS
from core.words import t
from metrics.dated import decided
from store import accounts, people, settings
from store.database import reading
from views.screen import draw, findings, session
from views.screen.allowed import only_for
from views.screen.language import language, name_of
from views.screen.session import do

CALENDAR = 0
_NEEDED: tuple[Right, ...] = ("import", "publish")
"""What somebody must be able to do before a month is out."""
_DAY, _SOURCE = "closing_day", "closing_source"
_NAME, _LIST, _PROBLEMS = "province_name", "province_list", "province_problems"
_DONE = "province_done"


def steps() -> None:
    """What a new province does first, each with whether it is done and where."""
    seen = session.everything()
    with reading(session.engine()) as connection:
        closes = settings.newest(connection, settings.CLOSING_DAY) is not None
        known = people.newest(connection, ALL_UNITS) is not None
        signed_in = accounts.everything(connection)
    targets = seen.settings.targets
    done = {
        "units": (bool(seen.units), "units"),
        "closing": (closes, "settings"),
        "targets": (any(each.entered_at and not each.unit for each in decided(targets)), "settings"),
        "file": (bool(seen.all_months()), "upload"),
        "people": (known, "people"),
    }
    if signed_in:
        # Whoever sets up the province may neither import nor publish: without the others nothing goes on.
        held = [each.viewer(now()) for each in signed_in if not each.disabled]
        able = all(any(each.may(right) for each in held) for right in _NEEDED)
        units = {"units": done.pop("units")}
        done = units | {"accounts": (able, "accounts")} | done
    draw.template("data/steps.html", steps=done, units=len(seen.units), months=len(seen.all_months()))


@only_for("structure")
def first_steps() -> None:
    """In a system without units: the name of the province and its list of units, as an office has it."""
    if done := st.session_state.pop(_DONE, None):
        draw.alert("success", t(language(), "set_up.done", **done))
    if session.everything().units:
        return
    draw.alert("info", t(language(), "set_up.welcome"))
    with st.form("first_steps", border=False):
        st.text_input(t(language(), "set_up.name"), key=_NAME)
        st.file_uploader(t(language(), "set_up.list"), type=["xlsx", "xls", "ods", "csv"], key=_LIST)
        st.form_submit_button(t(language(), "set_up.begin"), type="primary", key="set_up_now", on_click=_set_up)
    if problems := st.session_state.pop(_PROBLEMS, ()):
        draw.template("issues.html", issues=problems, said=findings.said)
        draw.alert("error", t(language(), "set_up.refused_here"))


def _set_up() -> None:
    file = st.session_state[_LIST]
    files = [(file.getvalue(), file.name)] if file else []
    with session.told():
        found = deeds.set_up(session.engine(), session.viewer(), files, name=st.session_state[_NAME], clock=now)
        st.session_state[_PROBLEMS] = () if found.done else found.issues
        if found.done:
            st.session_state[_DONE] = {"name": st.session_state[_NAME].strip(), "count_units": how_many(found.units)}


def closing_day() -> None:
    """The day that holds, who decided it on which basis, and the form that changes it."""
    with reading(session.engine()) as connection:
        entries = settings.entries(connection, settings.CLOSING_DAY)
        day_now = settings.closing_day(connection)
    draw.sentences([_said(day_now), t(language(), "settings.closing_why")])
    with st.form("closing", border=False):
        which, why, save = st.columns([1, 2, 1], vertical_alignment="bottom")
        with which:
            names = {CALENDAR: t(language(), "settings.calendar")}
            names |= {day: str(day) for day in range(1, deeds.LATEST_CLOSING + 1)}
            st.session_state.setdefault(f"{_DAY}@{language()}", day_now or CALENDAR)
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
